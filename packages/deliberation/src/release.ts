/** What a hub signs of a document that it releases: which files belong to it, by their digests. */
import { canonicalJson } from './canonical.ts'
import { found, type Finding } from './findings.ts'
import { foreignIn, isInstant, isSignature, readKeys, verifySigner, type KnownKeys, type PublicKey, type SignedBy } from './signature.ts'
import { isFields, shown } from './verify.ts'

export const releaseForm = 'passerelle-release/1'

/** `sha256`: 64 hex digits over the bytes of the file. */
export type ReleasedFile = {
  readonly name: string
  readonly language: string
  readonly form: string
  readonly sha256: string
  readonly bytes: number
}

/** Times are ISO 8601 in UTC. `earlier`: every release before this one with the digests of its files, oldest first. */
export type ReleaseStatement = {
  readonly form: typeof releaseForm
  readonly hub: string
  readonly document: string
  /** Where it can be read. */
  readonly address: string
  readonly version: number
  readonly releasedAt: string
  /** The language in which it was written; files in others are translations. */
  readonly original: string
  readonly files: readonly ReleasedFile[]
  readonly earlier: readonly { readonly version: number; readonly releasedAt: string; readonly files: readonly string[] }[]
  readonly key: string
}

/** release.json. `keys`: the hub's history, oldest first. */
export type ReleaseFile = { readonly statement: ReleaseStatement; readonly signature: string; readonly keys: readonly PublicKey[] }

/** The text whose UTF-8 bytes are signed. */
export function releaseText({
  form,
  hub,
  document,
  address,
  version,
  releasedAt,
  original,
  files,
  earlier,
  key,
}: ReleaseStatement): string {
  const listed = files.map(({ name, language, form: kind, sha256, bytes }) => ({ name, language, form: kind, sha256, bytes }))
  const before = earlier.map((one) => ({ version: one.version, releasedAt: one.releasedAt, files: one.files }))
  return canonicalJson({ form, hub, document, address, version, releasedAt, original, files: listed, earlier: before, key })
}

/**
 * `release`: what release.json holds. `digest`: SHA-256 of the file that lies beside it. Whether the file is one of those that were released, then the
 * signature, the history, the key. Nothing here knows of releases that came later; that is said.
 */
export async function verifyRelease(
  release: unknown,
  digest: string,
  { signedBy, known }: { signedBy: SignedBy; known: KnownKeys | null },
): Promise<Finding[]> {
  const file = readReleaseFile(release)
  if (typeof file === 'string') return [found('release.malformed', { path: file })]
  const { statement, signature, keys } = file
  const { hub, version, releasedAt, address, key } = statement
  const said = { hub: shown(hub), version: String(version), releasedAt: shown(releasedAt), address: shown(address) }
  const signed = { text: releaseText(statement), signature, key, at: releasedAt, keys }
  return [
    ...ofFile(statement, digest),
    ...(await verifySigner(signed, (by) => found('release.signed', { key: by, ...said }), { signedBy, known })),
    found('release.newest', { version: String(version), address: shown(address) }),
  ]
}

function ofFile({ files, earlier, version }: ReleaseStatement, digest: string): Finding[] {
  const own = files.find(({ sha256 }) => sha256 === digest)
  if (own !== undefined) {
    const { name, language, form } = own
    return [found('release.file', { name: shown(name), language: shown(language), form: shown(form), version: String(version) })]
  }
  const before = earlier.find((one) => one.files.includes(digest))
  if (before === undefined) return [found('release.foreign-file', { digest })]
  const data = { version: String(before.version), newer: String(version) }
  return [found('release.earlier-file', data), found('release.superseded', data)]
}

/** The file, or the path of what is wrong in it. */
export function readReleaseFile(value: unknown): ReleaseFile | string {
  if (!isFields(value)) return 'release'
  const { statement, signature, keys } = value
  if (!isFields(statement)) return 'statement'
  if (statement['form'] !== releaseForm) return 'statement.form'
  for (const field of ['hub', 'document', 'address', 'original', 'key'])
    if (typeof statement[field] !== 'string') return `statement.${field}`
  if (!isInstant(statement['releasedAt'])) return 'statement.releasedAt'
  if (!isCount(statement['version'])) return 'statement.version'
  const { files, earlier } = statement
  if (!Array.isArray(files) || !files.every(isReleased)) return 'statement.files'
  if (!Array.isArray(earlier) || !earlier.every(isEarlier)) return 'statement.earlier'
  const foreign = foreignIn(value, ['statement', 'signature', 'keys']) ?? foreignIn(statement, FIELDS)
  if (foreign !== null) return foreign
  if (!isSignature(signature)) return 'signature'
  const read = readKeys(keys)
  return typeof read === 'string' ? read : { ...(value as Omit<ReleaseFile, 'keys'>), keys: read }
}

const FIELDS = ['form', 'hub', 'document', 'address', 'version', 'releasedAt', 'original', 'files', 'earlier', 'key']

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

function isReleased(value: unknown): boolean {
  if (!isFields(value) || foreignIn(value, ['name', 'language', 'form', 'sha256', 'bytes']) !== null) return false
  const texts = [value['name'], value['language'], value['form']]
  return texts.every((text) => typeof text === 'string') && isDigest(value['sha256']) && isCount(value['bytes'])
}

function isEarlier(value: unknown): boolean {
  if (!isFields(value) || foreignIn(value, ['version', 'releasedAt', 'files']) !== null) return false
  const { files } = value
  return isCount(value['version']) && isInstant(value['releasedAt']) && Array.isArray(files) && files.every(isDigest)
}
