/** Canonical JSON: one text for one value, so that a digest of it can be recomputed anywhere. */

export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical | undefined }

/**
 * Writes the value piece by piece: no spaces, keys sorted by UTF-16 code units, undefined fields left out, numbers as
 * ECMAScript writes them, all text outside ASCII as \uXXXX. Throws a RangeError for NaN and infinities.
 */
export function writeCanonical(value: Canonical, write: (ascii: string) => void): void {
  if (value === null || typeof value === 'boolean') return write(String(value))
  if (typeof value === 'number') return write(numberText(value))
  if (typeof value === 'string') return write(quoted(value))
  if (isList(value)) return writeList(value, write)
  write('{')
  let first = true
  for (const key of Object.keys(value).sort()) {
    const field = value[key]
    if (field === undefined) continue
    write(`${first ? '' : ','}${quoted(key)}:`)
    first = false
    writeCanonical(field, write)
  }
  write('}')
}

/** The canonical JSON as one string. */
export function canonicalJson(value: Canonical): string {
  const parts: string[] = []
  writeCanonical(value, (part) => parts.push(part))
  return parts.join('')
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}

function writeList(list: readonly Canonical[], write: (ascii: string) => void): void {
  write('[')
  for (const [at, item] of list.entries()) {
    if (at > 0) write(',')
    writeCanonical(item, write)
  }
  write(']')
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`)
  return JSON.stringify(value)
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
