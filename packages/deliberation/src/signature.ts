/** What a hub signs, and what its keys say of one another. Whoever calls brings the Ed25519; nothing here throws for what it is given. */
import { canonicalJson } from './canonical.ts'
import { found, type Finding } from './findings.ts'
import { sha256 } from './sha256.ts'
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

export const signatureForm = 'passerelle-signature/1' as const

/** What is signed of a result. `computedAt`: ISO 8601 in UTC. */
export type SignedStatement = {
  readonly form: typeof signatureForm
  readonly hub: string
  readonly dialogue: string
  readonly version: number
  readonly computedAt: string
  readonly certificate: string
  readonly key: string
}

/** signature.json. `keys`: the hub's history, oldest first. */
export type SignatureFile = { readonly statement: SignedStatement; readonly signature: string; readonly keys: readonly PublicKey[] }

/** The text whose UTF-8 bytes are signed. */
export function signedText({ form, hub, dialogue, version, computedAt, certificate, key }: SignedStatement): string {
  return canonicalJson({ form, hub, dialogue, version, computedAt, certificate, key })
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

/** What somebody who checks knows of the hub from elsewhere: ids of its keys. */
export type KnownKeys = readonly string[]

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
  const key = keys.find(({ id }) => id === statement.key)
  if (key === undefined) return [digest, found('signature.key-missing', { key: shown(statement.key) })]
  return [
    digest,
    await signatureFinding(file, key, signedBy),
    ...(await historyFindings(keys, signedBy)),
    await keyFinding(file, known, signedBy),
  ]
}

async function signatureFinding({ statement, signature }: SignatureFile, key: PublicKey, signedBy: SignedBy): Promise<Finding> {
  const right = await signedBy(key.publicKey, signedText(statement), signature)
  if (right === null) return found('signature.unsupported', { key: key.id })
  if (!right) return found('signature.broken', { key: key.id })
  const { hub, dialogue, version, computedAt } = statement
  // Both times are written by `toISOString`, so their texts sort as the times do.
  if (key.until !== null && computedAt > key.until)
    return found('signature.late', { key: key.id, until: shown(key.until), computedAt: shown(computedAt) })
  return found('signature.holds', {
    key: key.id,
    hub: shown(hub),
    dialogue: shown(dialogue),
    version: String(version),
    computedAt: shown(computedAt),
  })
}

/** Each id fits its key, and each key but the first is endorsed by the one before it, which ended when it began. */
async function historyFindings(keys: readonly PublicKey[], signedBy: SignedBy): Promise<Finding[]> {
  const ids = new Set<string>()
  for (const [at, key] of keys.entries()) {
    if (keyIdOf(key.publicKey) !== key.id || ids.has(key.id)) return [found('history.id', { key: shown(key.id) })]
    ids.add(key.id)
    if ((await endorsed(key, keys[at - 1], signedBy)) !== true) return [found('history.broken', { key: key.id })]
  }
  return [keys.length === 1 ? found('history.single') : found('history.holds', { keys: String(keys.length) })]
}

async function endorsed(key: PublicKey, before: PublicKey | undefined, signedBy: SignedBy): Promise<boolean | null> {
  if (before === undefined) return key.endorsement === null
  if (key.endorsement === null || key.endorsement.by !== before.id || before.until !== key.since) return false
  return signedBy(before.publicKey, endorsedText(key), key.endorsement.signature)
}

async function keyFinding({ statement, keys }: SignatureFile, known: KnownKeys | null, signedBy: SignedBy): Promise<Finding> {
  const { key } = statement
  if (known === null) return found('key.own-word', { key })
  if (known.includes(key)) return found('key.known', { key })
  // A chain of endorsements from a key that is known leads to the one that signed.
  let from: string | null = null
  for (const [at, one] of keys.entries()) {
    if (known.includes(one.id) && keyIdOf(one.publicKey) === one.id) from = one.id
    else if (from !== null && (await endorsed(one, keys[at - 1], signedBy)) !== true) from = null
    if (one.id === key) break
  }
  return from === null ? found('key.stranger', { key }) : found('key.follows', { key, from })
}

/** The file, or the path of what is wrong in it. */
function readSignatureFile(value: unknown): SignatureFile | string {
  if (!isFields(value)) return 'signature'
  const { statement, signature, keys } = value
  if (!isFields(statement)) return 'statement'
  if (statement['form'] !== signatureForm) return 'statement.form'
  for (const field of ['hub', 'dialogue', 'computedAt', 'certificate', 'key'])
    if (typeof statement[field] !== 'string') return `statement.${field}`
  if (typeof statement['version'] !== 'number' || !Number.isSafeInteger(statement['version'])) return 'statement.version'
  if (typeof signature !== 'string') return 'signature'
  const read = readKeys(keys)
  return typeof read === 'string' ? read : { statement: statement as unknown as SignedStatement, signature, keys: read }
}

/** A list of public keys as a hub publishes it, or the path of what is wrong in it. */
export function readKeys(value: unknown): readonly PublicKey[] | string {
  if (!Array.isArray(value) || value.length === 0) return 'keys'
  const broken = value.findIndex((key: unknown) => !isPublicKey(key))
  return broken < 0 ? (value as readonly PublicKey[]) : `keys[${broken}]`
}

function isPublicKey(key: unknown): key is PublicKey {
  if (!isFields(key)) return false
  const { id, publicKey, since, until, endorsement } = key
  const texts = typeof id === 'string' && typeof publicKey === 'string' && typeof since === 'string'
  if (!texts || (until !== null && typeof until !== 'string')) return false
  return (
    endorsement === null || (isFields(endorsement) && typeof endorsement['by'] === 'string' && typeof endorsement['signature'] === 'string')
  )
}

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
  return bytes
}
