import { createPrivateKey, createPublicKey, createHash, sign, type KeyObject } from 'node:crypto'
import { chmodSync, chownSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endorsedText, keyIdOf, readKeys, type PublicKey } from '#deliberation'
import { openLogBook, type LogBook } from './log-book.ts'

/** What the hub signs its results with: an Ed25519 key of its own, whose history is public. */
export type Signer = {
  /** The hub's public address: it stands in what is signed, so that one hub's results cannot be shown as another's. */
  readonly hub: string
  /** Oldest first; the last one is in use. Read anew whenever the file has changed, so a rotation needs no restart. */
  history(): readonly PublicKey[]
  /** The id of the key in use, and its signature (base64) over the UTF-8 text that is made for it. */
  sign(textFor: (key: string) => string): { readonly key: string; readonly signature: string }
  /** What the public log is signed with, which has a key of its own. */
  readonly log: LogBook
}

/** Something is wrong with the key files; the message says what to do. */
export class SigningFault extends Error {
  override name = 'SigningFault'
}

/** The clock and 32 bytes of chance for a new key. */
export type Making = { readonly now: Date; readonly seed: Uint8Array }

const HISTORY = 'signing.json'
/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The keys in `<data>/keys`. The first one is made where there is none. Throws a SigningFault where the files are broken. */
export function openSigningKeys({ dataFolder, hub }: { dataFolder: string; hub: string }, making: () => Making): Signer {
  const folder = join(dataFolder, 'keys')
  if (!existsSync(join(folder, HISTORY))) begin(folder, making())
  let read = readFolder(folder)
  const fresh = () => {
    if (stampOf(folder) === read.stamp) return read
    try {
      read = readFolder(folder)
    } catch (error) {
      // What became unreadable is said at the next start; until then the key that is here signs on.
      if (!(error instanceof SigningFault)) throw error
    }
    return read
  }
  return {
    hub,
    history: () => fresh().keys,
    sign(textFor) {
      const { current, secret } = fresh()
      return { key: current.id, signature: sign(null, Buffer.from(textFor(current.id)), secret).toString('base64') }
    },
    log: openLogBook({ dataFolder, hub }, () => making().seed),
  }
}

/** A new key, endorsed by the one in use, which ends now. Nothing that was signed before loses its worth. */
export function rotateSigningKey(dataFolder: string, making: Making): PublicKey {
  const folder = join(dataFolder, 'keys')
  if (!existsSync(join(folder, HISTORY))) return begin(folder, making)
  const lock = join(folder, 'signing.lock')
  try {
    writeFileSync(lock, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw cannotWrite(folder, error)
    throw new SigningFault(`Another rotation is under way; if none is, remove ${lock} and try again.`)
  }
  try {
    const { keys, current, secret } = readFolder(folder)
    const since = making.now.toISOString()
    if (since <= current.since)
      throw new SigningFault(`The key in use is of ${current.since}, which is not before now (${since}). Is the clock right?`)
    const made = keyFrom(making, since)
    const endorsement = { by: current.id, signature: sign(null, Buffer.from(endorsedText(made.key)), secret).toString('base64') }
    const next: PublicKey = { ...made.key, endorsement }
    writePrivate(folder, next.id, made.secret)
    const part = join(folder, `.${HISTORY}.part`)
    writeHistory(part, [...keys.slice(0, -1), { ...current, until: since }, next])
    renameSync(part, join(folder, HISTORY))
    return next
  } catch (error) {
    throw cannotWrite(folder, error)
  } finally {
    rmSync(lock, { force: true })
  }
}

/** The public history as it lies there, oldest first; empty where no hub has begun there. */
export function signingHistory(dataFolder: string): readonly PublicKey[] {
  const folder = join(dataFolder, 'keys')
  return existsSync(join(folder, HISTORY)) ? readHistory(folder) : []
}

function begin(folder: string, making: Making): PublicKey {
  const { key, secret } = keyFrom(making, making.now.toISOString())
  const part = join(folder, `.signing-${key.id}.part`)
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) handOver(join(folder, '..'), folder)
    writePrivate(folder, key.id, secret)
    writeHistory(part, [key])
  } catch (error) {
    throw cannotWrite(folder, error)
  }
  try {
    // A link fails where the name is taken: of two that begin at once, one is first, and the other takes its keys.
    linkSync(part, join(folder, HISTORY))
    return key
  } catch (error) {
    rmSync(join(folder, fileOf(key.id)))
    const [first] = readHistory(folder)
    if (first === undefined) throw cannotWrite(folder, error)
    return first
  } finally {
    rmSync(part, { force: true })
  }
}

function keyFrom({ seed }: Making, since: string): { readonly key: PublicKey; readonly secret: KeyObject } {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const id = createHash('sha256').update(spki).digest('hex').slice(0, 16)
  return { key: { id, publicKey: spki.toString('base64'), since, until: null, endorsement: null }, secret }
}

type Read = { readonly keys: readonly PublicKey[]; readonly current: PublicKey; readonly secret: KeyObject; readonly stamp: string }

function readFolder(folder: string): Read {
  // Taken first: what changes while the files are read is seen at the next look.
  const stamp = stampOf(folder)
  const keys = readHistory(folder)
  const current = keys.at(-1)
  if (current === undefined) throw new SigningFault(`${join(folder, HISTORY)} names no key.`)
  const file = join(folder, fileOf(current.id))
  let secret: KeyObject
  try {
    secret = createPrivateKey(readFileSync(file, 'utf8'))
  } catch {
    throw new SigningFault(
      `The key that signs results cannot be read: ${file}. Put it back from its copy. Where it is lost, move ${join(folder, HISTORY)} away: then the hub begins a new history, and readers are told that its key is another one.`,
    )
  }
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' }).toString('base64')
  if (spki !== current.publicKey)
    throw new SigningFault(`${file} does not hold the key that ${HISTORY} names. Put both back from the same copy.`)
  return { keys, current, secret, stamp }
}

function readHistory(folder: string): readonly PublicKey[] {
  const file = join(folder, HISTORY)
  try {
    const held: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const keys = readKeys(typeof held === 'object' && held !== null && 'keys' in held ? held.keys : null)
    if (typeof keys !== 'string' && keys.every(({ id, publicKey }) => keyIdOf(publicKey) === id)) return keys
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw new SigningFault(`${file} cannot be read.`)
  }
  throw new SigningFault(`${file} is not what the hub wrote. Put it back from its copy.`)
}

function stampOf(folder: string): string {
  try {
    const { mtimeMs, ino, size } = statSync(join(folder, HISTORY))
    return `${mtimeMs} ${ino} ${size}`
  } catch {
    return 'none that can be seen'
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

const cannotWrite = (folder: string, error: unknown): SigningFault =>
  error instanceof SigningFault
    ? error
    : new SigningFault(
        `${folder} cannot be written (${codeOf(error)}). Run this as the user that the hub runs as, or give the folder to that user.`,
      )

const fileOf = (id: string): string => `signing-${id}.pem`

function writePrivate(folder: string, id: string, secret: KeyObject): void {
  const file = join(folder, fileOf(id))
  writeFileSync(file, secret.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx', flush: true })
  chmodSync(file, 0o600)
  handOver(folder, file)
}

function writeHistory(file: string, keys: readonly PublicKey[]): void {
  writeFileSync(file, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o644, flush: true })
  handOver(join(file, '..'), file)
}

/** Root may rotate the key of a hub that runs as somebody else: the files then belong to whom the folder belongs to. */
function handOver(folder: string, file: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(file, uid, gid)
}
