/** The words of statements: a certificate speaks of numbers of statements alone, so a hub signs what each of them says. */
import { canonicalJson, type Canonical } from './canonical.ts'
import { found, type Finding } from './findings.ts'
import { sha256 } from './sha256.ts'

/** `digest`: SHA-256 over the canonical JSON of the text, 64 hex digits. So words can be kept back later, and the others still be checked. */
export type TextDigest = { readonly statement: number; readonly digest: string }
type Worded = { readonly id: number; readonly text: string }

/** One entry for each statement, in ascending order of their ids. */
export function textDigests(statements: readonly Worded[]): readonly TextDigest[] {
  return statements.map(({ id, text }) => ({ statement: id, digest: digestOf(text) })).sort((a, b) => a.statement - b.statement)
}

/** What is signed: SHA-256 over the canonical JSON of the list. */
export const digestOfTexts = (texts: readonly TextDigest[]): string => digestOf(texts)

export function areTextDigests(value: unknown): value is readonly TextDigest[] {
  return Array.isArray(value) && value.every((one: unknown) => isTextDigest(one))
}

function isTextDigest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  const { statement, digest } = value as Partial<TextDigest>
  return typeof statement === 'number' && Number.isSafeInteger(statement) && typeof digest === 'string'
}

/** `texts`: the signed list; undefined: the signature is of the version that had none. An empty text is one that is not given out. */
export function textFindings(texts: readonly TextDigest[] | undefined, statements: readonly Worded[]): Finding[] {
  if (texts === undefined) return [found('texts.unsigned')]
  const signed = new Map(texts.map(({ statement, digest }) => [statement, digest]))
  const given = new Map(statements.filter(({ text }) => text !== '').map(({ id, text }) => [id, text]))
  for (const [id, text] of given) if (signed.get(id) !== digestOf(text)) return [found('texts.differ', { statement: String(id) })]
  const withheld = texts
    .filter(({ statement, digest }) => !given.has(statement) && digest !== digestOf(''))
    .map(({ statement }) => statement)
  return [
    found('texts.signed', { statements: String(given.size) }),
    ...(withheld.length === 0 ? [] : [found('texts.withheld', { statements: listed(withheld) })]),
  ]
}

const listed = (ids: readonly number[]): string => (ids.length > 20 ? [...ids.slice(0, 20), '…'] : ids).join(', ')

function digestOf(value: Canonical): string {
  const digest = sha256()
  digest.update(canonicalJson(value))
  return digest.hex()
}
