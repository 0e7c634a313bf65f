/** What a hub signs, and what its keys say of one another. Whoever calls brings the Ed25519; nothing here throws for what it is given. */
import { canonicalJson } from './canonical.ts'
import { found, type Finding } from './findings.ts'
import { sha256 } from './sha256.ts'
import { areTextDigests, digestOfTexts, type TextDigest } from './texts.ts'
import { isFields, shown } from './verify.ts'

/** A public key of a hub. Times are ISO 8601 in UTC; `until` is null for the one in use. */
export type PublicKey = {
  /** The first 16 hex digits of the SHA-256 of the key's SPKI form. */
  readonly id: string
  /** SPKI, base64. */
  readonly publicKey: string
  readonly since: string
  readonly until: string | null
  /** The signature of the key before over this one; null for the first. */
  readonly endorsement: { readonly by: string; readonly signature: string } | null
}

/** Version 1 signed no words: what it signs can still be checked, and it is said that the words cannot. */
const firstForm = 'passerelle-signature/1'
export const signatureForm = 'passerelle-signature/2'

/** What is signed of a result. `computedAt`: ISO 8601 in UTC. */
export type SignedStatement = {
  readonly form: typeof signatureForm | typeof firstForm
  readonly hub: string
  readonly dialogue: string
  readonly version: number
  readonly computedAt: string
  readonly certificate: string
  readonly key: string
  /** The digest of the list of words beside it; none in version 1. */
  readonly texts?: string
}

/** signature.json. `keys`: the hub's history, oldest first. `texts`: the words of each statement by their digests; none in version 1. */
export type SignatureFile = {
  readonly statement: SignedStatement
  readonly signature: string
  readonly keys: readonly PublicKey[]
  readonly texts?: readonly TextDigest[]
}

/** The text whose UTF-8 bytes are signed. */
export function signedText({ form, hub, dialogue, version, computedAt, certificate, key, texts }: SignedStatement): string {
  return canonicalJson({ form, hub, dialogue, version, computedAt, certificate, key, texts })
}

/** The text that the key before signs when a new one follows. */
export function endorsedText({ id, publicKey, since }: Pick<PublicKey, 'id' | 'publicKey' | 'since'>): string {
  return canonicalJson({ form: 'passerelle-endorsement/1', key: id, publicKey, since })
}

/** Null where the bytes are no base64. */
export function keyIdOf(publicKey: string): string | null {
  const bytes = bytesOfBase64(publicKey)
  if (bytes === null) return null
  const digest = sha256()
  digest.bytes(bytes)
  return digest.hex().slice(0, 16)
}

/** Whether an Ed25519 signature (base64) over the UTF-8 text was made with the key (SPKI, base64); null: this cannot be found out here. */
export type SignedBy = (publicKey: string, text: string, signature: string) => Promise<boolean | null>

/**
 * What somebody who checks knows of the hub from elsewhere: keys as it published them, oldest first, the last one in use, or their ids alone. An id is 64 bits
 * of a digest, which somebody with very many machines may forge: whole keys are compared whole.
 */
export type KnownKeys = readonly (Pick<PublicKey, 'id'> & Partial<PublicKey>)[]

/** `signature`: what signature.json holds. `certificate`: the digest of the document that lies beside it. Signature, then history, then the key. */
export async function verifySignature(
  signature: unknown,
  certificate: string,
  { signedBy, known }: { signedBy: SignedBy; known: KnownKeys | null },
): Promise<Finding[]> {
  const file = readSignatureFile(signature)
  if (typeof file === 'string') return [found('signature.malformed', { path: file })]
  const { statement, keys } = file
  const digest =
    statement.certificate === certificate
      ? found('digest.same', { certificate })
      : found('digest.differs', { signed: shown(statement.certificate), recomputed: certificate })
  const { hub, dialogue, version, computedAt } = statement
  const holds = { hub: shown(hub), dialogue: shown(dialogue), version: String(version), computedAt: shown(computedAt) }
  const signed = { text: signedText(statement), signature: file.signature, key: statement.key, at: computedAt, keys }
  return [digest, ...(await verifySigner(signed, (by) => found('signature.holds', { key: by, ...holds }), { signedBy, known }))]
}

/** A text that a hub signed, whatever it is about. `at`: when, ISO 8601 in UTC. */
type Signed = {
  readonly text: string
  readonly signature: string
  readonly key: string
  readonly at: string
  readonly keys: readonly PublicKey[]
}

/** The signature, the history of the keys, and whether the key is known. */
export async function verifySigner(
  signed: Signed,
  holds: (key: string) => Finding,
  { signedBy, known }: { signedBy: SignedBy; known: KnownKeys | null },
): Promise<Finding[]> {
  const key = signed.keys.find(({ id }) => id === signed.key)
  if (key === undefined) return [found('signature.key-missing', { key: shown(signed.key) })]
  return [
    await signatureFinding(signed, key, { signedBy, holds }),
    ...(await historyFindings(signed.keys, signedBy)),
    await keyFinding(signed, known, signedBy),
  ]
}

async function signatureFinding(
  { text, signature, at }: Signed,
  key: PublicKey,
  { signedBy, holds }: { signedBy: SignedBy; holds: (key: string) => Finding },
): Promise<Finding> {
  const right = await signedBy(key.publicKey, text, signature)
  if (right === null) return found('signature.unsupported', { key: key.id })
  if (!right) return found('signature.broken', { key: key.id })
  // Both times are written by `toISOString`, so their texts sort as the times do.
  if (key.until !== null && at > key.until) return found('signature.late', { key: key.id, until: shown(key.until), computedAt: shown(at) })
  return holds(key.id)
}

/** Each id fits its key, and each key but the first is endorsed by the one before it, which ended when it began. */
async function historyFindings(keys: readonly PublicKey[], signedBy: SignedBy): Promise<Finding[]> {
  const ids = new Set<string>()
  for (const [at, key] of keys.entries()) {
    if (keyIdOf(key.publicKey) !== key.id || ids.has(key.id)) return [found('history.id', { key: shown(key.id) })]
    ids.add(key.id)
    const inUse = at === keys.length - 1
    if (inUse !== (key.until === null) || (await endorsed(key, keys[at - 1], signedBy)) !== true)
      return [found('history.broken', { key: key.id })]
  }
  return [keys.length === 1 ? found('history.single') : found('history.holds', { keys: String(keys.length) })]
}

async function endorsed(key: PublicKey, before: PublicKey | undefined, signedBy: SignedBy): Promise<boolean | null> {
  if (before === undefined) return key.endorsement === null
  if (key.endorsement === null || key.endorsement.by !== before.id || before.until !== key.since) return false
  return signedBy(before.publicKey, endorsedText(key), key.endorsement.signature)
}

async function keyFinding({ key, at: computedAt, keys }: Signed, known: KnownKeys | null, signedBy: SignedBy): Promise<Finding> {
  if (known === null) return found('key.own-word', { key })
  const signing = keys.findIndex(({ id }) => id === key)
  const same = known.find((one) => isSame(one, keys[signing]))
  // These files may not tell that the key was given up; who knows it from elsewhere does.
  if (typeof same?.until === 'string' && computedAt > same.until)
    return found('signature.late', { key, until: shown(same.until), computedAt: shown(computedAt) })
  if (same !== undefined) return found('key.known', { key })
  // Endorsements lead on from the newest key that is known: one that was given up before may be in other hands by now.
  const newest = known.at(-1)
  const from = keys.findIndex((one) => newest !== undefined && isSame(newest, one))
  if (newest === undefined || typeof newest.until === 'string' || from < 0 || from > signing) return found('key.stranger', { key })
  for (let at = from + 1; at <= signing; at += 1)
    if ((await endorsed(keys[at] as PublicKey, keys[at - 1], signedBy)) !== true) return found('key.stranger', { key })
  return found('key.follows', { key, from: newest.id })
}

function isSame(known: KnownKeys[number], key: PublicKey | undefined): boolean {
  if (key === undefined || known.id !== key.id || keyIdOf(key.publicKey) !== key.id) return false
  return known.publicKey === undefined || known.publicKey === key.publicKey
}

/** The file, or the path of what is wrong in it. What is in it and is not signed may be nothing that a reader takes for signed. */
export function readSignatureFile(value: unknown): SignatureFile | string {
  if (!isFields(value)) return 'signature'
  const { statement, signature, keys, texts } = value
  if (!isFields(statement)) return 'statement'
  const { form } = statement
  if (form !== signatureForm && form !== firstForm) return 'statement.form'
  const worded = form === signatureForm ? ['texts'] : []
  for (const field of ['hub', 'dialogue', 'computedAt', 'certificate', 'key', ...worded])
    if (typeof statement[field] !== 'string') return `statement.${field}`
  if (!isInstant(statement['computedAt'])) return 'statement.computedAt'
  if (typeof statement['version'] !== 'number' || !Number.isSafeInteger(statement['version'])) return 'statement.version'
  const foreign =
    foreignIn(value, ['statement', 'signature', 'keys', ...worded]) ??
    foreignIn(statement, ['form', 'hub', 'dialogue', 'version', 'computedAt', 'certificate', 'key', ...worded])
  if (foreign !== null) return foreign
  if (!isSignature(signature)) return 'signature'
  if (worded.length > 0 && (!areTextDigests(texts) || digestOfTexts(texts) !== statement['texts'])) return 'texts'
  const read = readKeys(keys)
  return typeof read === 'string' ? read : { ...(value as Omit<SignatureFile, 'keys'>), keys: read }
}

/** A list of public keys as a hub publishes it, or the path of what is wrong in it. */
export function readKeys(value: unknown): readonly PublicKey[] | string {
  if (!Array.isArray(value) || value.length === 0) return 'keys'
  const broken = value.findIndex((key: unknown) => !isPublicKey(key))
  return broken < 0 ? (value as readonly PublicKey[]) : `keys[${broken}]`
}

function isPublicKey(key: unknown): key is PublicKey {
  if (!isFields(key) || foreignIn(key, ['id', 'publicKey', 'since', 'until', 'endorsement']) !== null) return false
  const { id, publicKey, since, until, endorsement } = key
  if (typeof id !== 'string' || !isEd25519(publicKey) || !isInstant(since) || (until !== null && !isInstant(until))) return false
  if (endorsement === null) return true
  if (!isFields(endorsement) || foreignIn(endorsement, ['by', 'signature']) !== null) return false
  return typeof endorsement['by'] === 'string' && isSignature(endorsement['signature'])
}

export const foreignIn = (fields: object, allowed: readonly string[]): string | null =>
  Object.keys(fields).find((field) => !allowed.includes(field)) ?? null

/** As `toISOString` writes it, so that texts sort as the times do. */
export const isInstant = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)

/** The SPKI of every Ed25519 key begins alike; readers differ in what else they take. */
const isEd25519 = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith('MCowBQYDK2VwAyEA') && bytesOfBase64(value)?.length === 44

export const isSignature = (value: unknown): value is string => typeof value === 'string' && bytesOfBase64(value)?.length === 64

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  const plain = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((plain.length * 6) / 8))
  let [bits, held, next] = [0, 0, 0]
  for (const letter of plain) {
    bits = (bits << 6) | letters.indexOf(letter)
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[next] = bits >>> held
    bits &= (1 << held) - 1
    next += 1
  }
  // Bits that are left over may be set, and some readers do not mind: then two texts would stand for the same bytes.
  return bits === 0 ? bytes : null
}
