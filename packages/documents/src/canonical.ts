import type { Document } from './model.ts'

/** One text for one document, to be signed: JSON without spaces, keys in order, all text outside ASCII as \uXXXX. What is undefined is left out. */
export const canonicalDocument = (document: Document): string => canonical(document)

function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return `{${fields
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${quoted(key)}:${canonical(field)}`)
      .join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`)
  return JSON.stringify(value)
}

const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
