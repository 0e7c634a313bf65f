import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the hub can do with its secret, which lies outside the database: a stolen dump alone
 * tells neither whose address an account has nor which account took part in a dialogue.
 */
export type Keys = {
  /** The same words give the same tag; without the secret nobody can go from a tag to the words. 32 bytes. */
  tag(purpose: string, ...words: readonly string[]): Buffer
  seal(purpose: string, text: string): Buffer
  open(purpose: string, sealed: Buffer): string
  /** `value.signature`, for cookies and links. */
  sign(purpose: string, value: string): string
  /** The value, or null where the signature is not ours. */
  verify(purpose: string, signed: string): string | null
}

export function keysFrom(secret: Buffer): Keys {
  const derived = new Map<string, Buffer>()
  const keyFor = (purpose: string): Buffer => {
    const known = derived.get(purpose)
    if (known !== undefined) return known
    const key = Buffer.from(hkdfSync('sha256', secret, '', `passerelle/${purpose}`, 32))
    derived.set(purpose, key)
    return key
  }
  const mac = (purpose: string, value: string) => createHmac('sha256', keyFor(purpose)).update(value).digest()
  return {
    // A word's length goes before it, so that ('ab', 'c') and ('a', 'bc') differ.
    tag: (purpose, ...words) => mac(`tag/${purpose}`, words.map((word) => `${word.length}:${word}`).join('')),
    seal(purpose, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(purpose, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal/${purpose}`), sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
    sign: (purpose, value) => `${value}.${mac(`sign/${purpose}`, value).toString('base64url')}`,
    verify(purpose, signed) {
      const dot = signed.lastIndexOf('.')
      if (dot < 0) return null
      const value = signed.slice(0, dot)
      // The text itself, for two texts can stand for the same bytes: the last sign has bits to spare.
      const given = Buffer.from(signed.slice(dot + 1))
      const right = Buffer.from(mac(`sign/${purpose}`, value).toString('base64url'))
      return given.length === right.length && timingSafeEqual(given, right) ? value : null
    },
  }
}

/** Tokens that people hold (sessions, links) are stored as this: whoever reads the table cannot use them. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The hub's secret: from the environment, or made once and kept in the data folder for its owner alone. */
export function readSecret(given: string | null, dataFolder: string): Buffer {
  if (given !== null) return Buffer.from(given, 'hex')
  const folder = join(dataFolder, 'keys')
  const file = join(folder, 'hub.key')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  chmodSync(file, 0o600)
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
