/** Finds the first byte that no UTF-8 text can hold there, so that a fault can name its line. */

/** For a lead byte: how many bytes follow, and what the first of them may be (Unicode 15, table 3-7). Null: no character begins so. */
function afterLead(lead: number): { count: number; least: number; most: number } | null {
  if (lead >= 0xc2 && lead <= 0xdf) return { count: 1, least: 0x80, most: 0xbf }
  // E0 and F0 would else admit overlong forms, ED the surrogates, F4 what lies above U+10FFFF.
  if (lead >= 0xe0 && lead <= 0xef) return { count: 2, least: lead === 0xe0 ? 0xa0 : 0x80, most: lead === 0xed ? 0x9f : 0xbf }
  if (lead >= 0xf0 && lead <= 0xf4) return { count: 3, least: lead === 0xf0 ? 0x90 : 0x80, most: lead === 0xf4 ? 0x8f : 0xbf }
  return null
}

/** The length in bytes of the character at `at`, or 0 where the bytes there are no character. */
function characterLength(bytes: Uint8Array, at: number): number {
  const rule = afterLead(bytes[at] ?? 0)
  if (rule === null) return 0
  for (let step = 1; step <= rule.count; step += 1) {
    const byte = bytes[at + step] ?? 0
    const least = step === 1 ? rule.least : 0x80
    const most = step === 1 ? rule.most : 0xbf
    if (byte < least || byte > most) return 0
  }
  return rule.count + 1
}

/** The index of the first byte of the first broken character, or -1 where all is UTF-8. */
export function firstBrokenByte(bytes: Uint8Array): number {
  const length = bytes.length
  let at = 0
  while (at < length) {
    if ((bytes[at] ?? 0) < 0x80) at += 1
    else {
      const step = characterLength(bytes, at)
      if (step === 0) return at
      at += step
    }
  }
  return -1
}

/** The physical line, from 1, on which the byte at `index` stands. */
export function lineOfByte(bytes: Uint8Array, index: number): number {
  let line = 1
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < index; at = bytes.indexOf(0x0a, at + 1)) line += 1
  return line
}
