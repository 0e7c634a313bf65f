/** JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that a digest of it can be recomputed anywhere. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * No spaces, fields in ascending order of their UTF-16 code units, numbers as ECMAScript writes them, letters as they are; undefined fields are left out.
 * The digest is over its UTF-8. Throws a RangeError for what has no such form: NaN, infinities, and half a surrogate pair.
 */
export function jcs(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(jcs).join(',')}]`
  const fields = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1))
  const written = fields.flatMap((field) => {
    const held = value[field]
    return held === undefined ? [] : [`${quoted(field)}:${jcs(held)}`]
  })
  return `{${written.join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

function quoted(text: string): string {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text))
    throw new RangeError('half a surrogate pair has no canonical form')
  return JSON.stringify(text)
}
