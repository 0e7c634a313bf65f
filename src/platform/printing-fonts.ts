/**
 * The letters that a TrueType font has, by its table "cmap" (OpenType 1.9, formats 4 and 12). A printed page that must be readable by machine cannot
 * hold a letter without a glyph, so it is asked before.
 */
export function lettersOf(font: Buffer): ReadonlySet<number> {
  const start = tableAt(font, 'cmap')
  const letters = new Set<number>()
  for (let at = start + 4, left = font.readUInt16BE(start + 2); left > 0; left -= 1, at += 8) {
    const platform = font.readUInt16BE(at)
    const encoding = font.readUInt16BE(at + 2)
    const isUnicode = platform === 0 ? encoding !== 5 : platform === 3 && (encoding === 1 || encoding === 10)
    if (!isUnicode) continue
    const map = font.subarray(start + font.readUInt32BE(at + 4))
    const format = map.readUInt16BE(0)
    if (format === 4) addSegments(map, letters)
    if (format === 12) addGroups(map, letters)
  }
  return letters
}

function tableAt(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4)
  for (let at = 12; at < 12 + tables * 16; at += 16) {
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8)
  }
  throw new Error(`the font has no table ${name}`)
}

function addSegments(map: Buffer, letters: Set<number>): void {
  const size = map.readUInt16BE(6)
  for (let at = 0; at < size; at += 2) {
    const last = map.readUInt16BE(14 + at)
    const first = map.readUInt16BE(16 + size + at)
    const delta = map.readUInt16BE(16 + 2 * size + at)
    const place = 16 + 3 * size + at
    const offset = map.readUInt16BE(place)
    for (let letter = first; letter <= last && letter !== 0xffff; letter += 1) {
      const found = offset === 0 ? letter : map.readUInt16BE(place + offset + 2 * (letter - first))
      // Glyph 0 is the picture of a missing letter.
      if (found !== 0 && ((found + delta) & 0xffff) !== 0) letters.add(letter)
    }
  }
}

function addGroups(map: Buffer, letters: Set<number>): void {
  const groups = map.readUInt32BE(12)
  for (let at = 16; at < 16 + groups * 12; at += 12) {
    const last = map.readUInt32BE(at + 4)
    const firstGlyph = map.readUInt32BE(at + 8)
    for (let letter = map.readUInt32BE(at); letter <= last; letter += 1) {
      if (firstGlyph !== 0 || letter > map.readUInt32BE(at)) letters.add(letter)
    }
  }
}

/**
 * The same font under another family name of the same length. The compiler also knows the fonts of the machine: under a name of our own no other of that family is
 * taken for ours, and a document is the same bytes wherever it is printed. The licence of both families (OFL 1.1, no reserved names) allows it.
 */
export function renamed(font: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new RangeError(`“${to}” is not as long as “${from}”`)
  const copy = Buffer.from(font)
  const start = tableAt(copy, 'name')
  const strings = start + copy.readUInt16BE(start + 4)
  const ends = Array.from({ length: copy.readUInt16BE(start + 2) }, (_, at) => {
    const record = start + 6 + at * 12
    return copy.readUInt16BE(record + 8) + copy.readUInt16BE(record + 10)
  })
  const names = copy.subarray(strings, strings + Math.max(0, ...ends))
  for (const [old, anew] of [[utf16(from), utf16(to)] as const, [Buffer.from(from, 'latin1'), Buffer.from(to, 'latin1')] as const]) {
    for (let at = names.indexOf(old); at >= 0; at = names.indexOf(old, at + 1)) anew.copy(names, at)
  }
  return copy
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
