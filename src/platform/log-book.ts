import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from './written-whole.ts'

/** How large the public log was when it was signed last, and its root (base64). It lies beside the database, so that no copy of the database can undo it. */
const seenShape = z.object({
  ...{ size: z.int().nonnegative(), root: z.string(), day: z.iso.date() },
  /** True after the log was brought back from a copy: witnesses are asked whether they have seen more of it before anything is signed. */
  unconfirmed: z.boolean().optional(),
})
export type Seen = z.infer<typeof seenShape>

/** What the hub needs to sign its public log, and what must not come back with the database. */
export type LogBook = {
  /** `hub.example.org/log`: whose log it is. */
  readonly origin: string
  /** Null: it was never signed here. */
  publicKey(): Uint8Array | null
  /** Makes the key and notes an empty log; only where there is neither. */
  begin(day: string): void
  sign(message: Uint8Array): Uint8Array
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

const KEY = 'log.pem'
const SEEN = 'log-seen.json'
const WITNESSES = 'witnesses.txt'
/** 32 bytes of chance in hex, of which the key of each body is made. */
const BODIES = 'bodies.seed'
/** PKCS #8 of an Ed25519 key is this and its 32 bytes (RFC 8410); SPKI ends in the 32 bytes of the public key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_BYTES = 32

export function openLogBook({ dataFolder, hub }: { dataFolder: string; hub: string }, seed: () => Uint8Array): LogBook {
  const keyFile = join(dataFolder, 'keys', KEY)
  const seenFile = join(dataFolder, SEEN)
  let secret: KeyObject | null = null
  let bodies: Buffer | null = null
  const key = (): KeyObject | null => (secret ??= existsSync(keyFile) ? readKey(keyFile) : null)
  const remember = (seen: Seen): void => writeWhole(dataFolder, SEEN, `${JSON.stringify(seen)}\n`, 0o644)
  return {
    origin: `${new URL(hub).host}/log`,
    publicKey() {
      const held = key()
      return held === null ? null : publicBytes(held)
    },
    begin(day) {
      if (key() !== null || existsSync(seenFile)) throw new LogBookFault('The public log has begun already.')
      mkdirSync(join(dataFolder, 'keys'), { recursive: true, mode: 0o700 })
      const made = keyFrom(seed())
      // What was seen first: a key without it means a log that was brought back from a copy, and is not gone on with.
      remember({ size: 0, root: '', day })
      writeWhole(join(dataFolder, 'keys'), KEY, made.export({ format: 'pem', type: 'pkcs8' }).toString(), 0o600)
      secret = made
    },
    sign(message) {
      const held = key()
      if (held === null) throw new LogBookFault(`The key of the public log is not there: ${keyFile}. Put it back from its copy.`)
      return sign(null, message, held)
    },
    seen() {
      if (!existsSync(seenFile)) return null
      try {
        return seenShape.parse(JSON.parse(readFileSync(seenFile, 'utf8')))
      } catch {
        throw new LogBookFault(
          `${seenFile} is not what the hub wrote, so nobody knows how large the public log was. See docs/operating/log.md.`,
        )
      }
    },
    remember,
    ofBody(id) {
      bodies ??= seedIn(join(dataFolder, 'keys'), seed)
      const made = keyFrom(Buffer.from(hkdfSync('sha256', bodies, 'passerelle/body/1', id, 32)))
      return { publicKey: publicBytes(made), sign: (message) => sign(null, message, made) }
    },
    witnesses() {
      const file = join(dataFolder, WITNESSES)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    },
  }
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
