/** JSON that can be read in one way only. */
import type { Canonical } from './canonical.ts'

/** `value` is undefined where the bytes are no JSON. `twice`: some object has a name twice, however it is written, so that readers may differ. */
export function jsonOnce(bytes: Uint8Array | undefined): { readonly value: Canonical | undefined; readonly twice: boolean } {
  const text = new TextDecoder().decode(bytes)
  try {
    const value = JSON.parse(text) as Canonical
    return { value, twice: namesWritten(text) !== namesHeld(value) }
  } catch {
    return { value: undefined, twice: false }
  }
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a]

/** In a text of JSON there is one colon outside of quotation marks for each name. */
function namesWritten(text: string): number {
  let [names, quoted] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at)
    if (letter === quote) quoted = !quoted
    else if (quoted && letter === backslash) at += 1
    else if (!quoted && letter === colon) names += 1
  }
  return names
}

/** Not by recursion: nothing is known yet of how deep it goes. */
function namesHeld(value: Canonical): number {
  let names = 0
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue
    if (!Array.isArray(one)) names += Object.keys(one).length
    for (const inner of Object.values(one)) open.push(inner)
  }
  return names
}
