import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from './written-whole.ts'

/** How large the public log was when it was signed last, and its root (base64). It lies beside the database, so that no copy of the database can undo it. */
const seenShape = z.object({
  ...{ size: z.int().nonnegative(), root: z.string(), day: z.iso.date() },
  /** True after the log was brought back from a copy: witnesses are asked whether they have seen more of it before anything is signed. */
  unconfirmed: z.boolean().optional(),
  /** Which of the logs that were begun here; left out: the first. */
  log: z.int().positive().optional(),
  /** The public key that signed it (base64). */
  key: z.string().optional(),
})
export type Seen = z.infer<typeof seenShape>

/** The key of one log. */
export type LogKey = { readonly origin: string; readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array }

/** What the hub needs to sign its public log, and what must not come back with the database. */
export type LogBook = {
  /** Which of the logs that were begun here is gone on with: 1, until a key was lost, stolen or replaced. */
  number(): number
  /** `hub.example.org/log`: whose log it is. Each later one has its number behind that. */
  readonly origin: string
  originOf(log: number): string
  /** Null: it was never signed here. */
  publicKey(): Uint8Array | null
  /** Makes the key and notes an empty log; only where there is neither. */
  begin(day: string): void
  sign(message: Uint8Array): Uint8Array
  /** Makes the key of another log, or finds it where one was made and not begun with. `began` once the database has that log: from then on it is this one. */
  another(log: number): LogKey & { began(seen: Seen): void }
  seen(): Seen | null
  remember(seen: Seen): void
  /** The key with which a body speaks here: the same each time, and another one for each body. */
  ofBody(id: string): { readonly publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array }
  /** Whom the hub asks to sign too, in the form of c2sp.org/tlog-policy; null: nobody. */
  witnesses(): string | null
}

export class LogBookFault extends Error {
  override name = 'LogBookFault'
}

const KEYS = /^log(?:-([1-9]\d{0,8}))?\.pem$/
const keyName = (log: number): string => (log === 1 ? 'log.pem' : `log-${log}.pem`)
const SEEN = 'log-seen.json'
const WITNESSES = 'witnesses.txt'
/** 32 bytes of chance in hex, of which the key of each body is made. */
const BODIES = 'bodies.seed'
/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410); SPKI ends in the 32 bytes of the public key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_BYTES = 32

export function openLogBook({ dataFolder, hub }: { dataFolder: string; hub: string }, seed: () => Uint8Array): LogBook {
  const keys = join(dataFolder, 'keys')
  const seenFile = join(dataFolder, SEEN)
  const { keyOf, makeKey } = keysIn(keys, seed)
  let bodies: Buffer | null = null
  const seen = (): Seen | null => seenIn(seenFile)
  // Where what was seen is gone or cannot be read, the keys tell which log was the last.
  const number = (): number => {
    try {
      return seen()?.log ?? (existsSync(seenFile) ? 1 : newestKey(keys))
    } catch {
      return newestKey(keys)
    }
  }
  const originOf = (log: number): string => `${new URL(hub).host}/log${log === 1 ? '' : `/${log}`}`
  const write = (what: Seen, log: number): void => {
    const key = keyOf(log)
    const noted = {
      ...what,
      ...(log === 1 ? {} : { log }),
      ...(key === null ? {} : { key: Buffer.from(publicBytes(key)).toString('base64') }),
    }
    writeWhole(dataFolder, SEEN, `${JSON.stringify(noted)}\n`, 0o644)
  }
  return {
    number,
    originOf,
    get origin() {
      return originOf(number())
    },
    publicKey() {
      const key = keyOf(number())
      return key === null ? null : publicBytes(key)
    },
    begin(day) {
      if (keyOf(number()) !== null || existsSync(seenFile)) throw new LogBookFault('The public log has begun already.')
      // What was seen first: a key without it means a log that was brought back from a copy, and is not gone on with.
      write({ size: 0, root: '', day }, 1)
      makeKey(1)
    },
    sign(message) {
      const key = keyOf(number())
      if (key === null)
        throw new LogBookFault(`The key of the public log is not there: ${join(keys, keyName(number()))}. Put it back from its copy.`)
      return sign(null, message, key)
    },
    another(log) {
      const key = keyOf(log) ?? makeKey(log)
      return {
        ...{ origin: originOf(log), publicKey: publicBytes(key), sign: (message) => sign(null, message, key) },
        began: (what) => write(what, log),
      }
    },
    seen,
    remember: (what) => write(what, number()),
    ofBody(id) {
      bodies ??= seedIn(keys, seed)
      const made = keyFrom(Buffer.from(hkdfSync('sha256', bodies, 'passerelle/body/1', id, 32)))
      return { publicKey: publicBytes(made), sign: (message) => sign(null, message, made) }
    },
    witnesses() {
      const file = join(dataFolder, WITNESSES)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    },
  }
}

function seenIn(file: string): Seen | null {
  if (!existsSync(file)) return null
  try {
    return seenShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new LogBookFault(`${file} is not what the hub wrote, so nobody knows how large the public log was. See docs/operating/log.md.`)
  }
}

/** The key of each log, in a file of its own. */
function keysIn(folder: string, seed: () => Uint8Array) {
  const held = new Map<number, KeyObject>()
  return {
    keyOf(log: number): KeyObject | null {
      const file = join(folder, keyName(log))
      const key = held.get(log) ?? (existsSync(file) ? readKey(file) : null)
      if (key !== null) held.set(log, key)
      return key
    },
    makeKey(log: number): KeyObject {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const made = keyFrom(seed())
      writeWhole(folder, keyName(log), made.export({ format: 'pem', type: 'pkcs8' }).toString(), 0o600)
      held.set(log, made)
      return made
    },
  }
}

/** A later one is only there once its log was begun, or is about to be. */
function newestKey(folder: string): number {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return Math.max(1, ...names.map((name) => Number(KEYS.exec(name)?.[1] ?? 1)))
}

const keyFrom = (bytes: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, bytes]), format: 'der', type: 'pkcs8' })

function seedIn(folder: string, seed: () => Uint8Array): Buffer {
  const file = join(folder, BODIES)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeWhole(folder, BODIES, `${Buffer.from(seed()).toString('hex')}\n`, 0o600)
  }
  const bytes = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (bytes.length !== 32) throw new LogBookFault(`${file} is not what the hub wrote. Put it back from its copy.`)
  return bytes
}

function readKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file, 'utf8'))
  } catch {
    throw new LogBookFault(`The key of the public log cannot be read: ${file}. Put it back from its copy.`)
  }
}

const publicBytes = (secret: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_BYTES))
