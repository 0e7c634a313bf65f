import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { remembering } from './remembering.ts'

/**
 * What the hub can do with its secret, which lies outside the database: a stolen dump alone
 * tells neither whose address an account has nor which account took part in a dialogue.
 * A secret that was replaced still opens, verifies and finds what it made, until it is forgotten; everything new is made with the one in use.
 */
export type Keys = {
  /** The same words give the same tag; without the secret nobody can go from a tag to the words. 32 bytes. */
  tag(purpose: string, ...words: readonly string[]): Buffer
  /** The same words under each secret, the one in use first: to find what was tagged before the secret was replaced. */
  tags(purpose: string, ...words: readonly string[]): readonly Buffer[]
  seal(purpose: string, text: string): Buffer
  open(purpose: string, sealed: Buffer): string
  /** The same text under the secret in use; null where it is sealed with that already. */
  reseal(purpose: string, sealed: Buffer): Buffer | null
  /** `value.signature`, for cookies and links. */
  sign(purpose: string, value: string): string
  /** The value, or null where the signature is not ours. */
  verify(purpose: string, signed: string): string | null
}

/** A seal that none of the secrets opens. */
export class SealFault extends Error {
  override name = 'SealFault'
  constructor(purpose: string) {
    super(
      `Something that was sealed for "${purpose}" opens with no secret that this hub holds. Is one missing in keys/ or in PASSERELLE_OLD_SECRETS?`,
    )
  }
}

/** From the secret in use and those that were in use before it, newest first. */
export function keysFrom(secret: Buffer, before: readonly Buffer[] = []): Keys {
  const current = ofOneSecret(secret)
  const all = [current, ...before.map(ofOneSecret)]
  const open = (purpose: string, sealed: Buffer): string => {
    for (const one of all) {
      const text = one.open(purpose, sealed)
      if (text !== null) return text
    }
    throw new SealFault(purpose)
  }
  return {
    tag: current.tag,
    tags: (purpose, ...words) => all.map((one) => one.tag(purpose, ...words)),
    seal: current.seal,
    open,
    reseal: (purpose, sealed) => (current.open(purpose, sealed) === null ? current.seal(purpose, open(purpose, sealed)) : null),
    sign: current.sign,
    verify: (purpose, signed) => all.map((one) => one.verify(purpose, signed)).find((value) => value !== null) ?? null,
  }
}

type OneSecret = Omit<Keys, 'tags' | 'open' | 'reseal'> & { open(purpose: string, sealed: Buffer): string | null }

const MOST_DERIVED = 10_000

function ofOneSecret(secret: Buffer): OneSecret {
  // Purposes can hold what a stranger's cookie names: not all of them are kept.
  const keyFor = remembering(MOST_DERIVED, (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `passerelle/${purpose}`, 32)))
  const mac = (purpose: string, value: string) => macOf(keyFor(purpose), value)
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
      const text = decipher.update(sealed.subarray(28))
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return null // Not sealed with this secret: the next one may open it.
      }
    },
    sign: (purpose, value) => `${value}.${mac(`sign/${purpose}`, value).toString('base64url')}`,
    verify(purpose, signed) {
      const dot = signed.lastIndexOf('.')
      if (dot < 0) return null
      const value = signed.slice(0, dot)
      // The text itself, for two texts can stand for the same bytes: the last sign has bits to spare.
      return isSame(signed.slice(dot + 1), mac(`sign/${purpose}`, value).toString('base64url')) ? value : null
    },
  }
}

const BLOCK = 64
const [INNER, OUTER] = [0x36, 0x5c]
/** Longer words are rare, and take the ordinary way. */
const SHORT = 340
const inner = Buffer.alloc(BLOCK + 3 * SHORT)
const outer = Buffer.alloc(BLOCK + 32)

/** HMAC-SHA-256 (RFC 2104). Of short words in two calls for the whole: an object for each of them costs three times as much, and most requests make one or two. */
function macOf(key: Buffer, value: string): Buffer {
  if (value.length > SHORT) return createHmac('sha256', key).update(value).digest()
  for (let at = 0; at < BLOCK; at += 1) {
    const byte = key[at] ?? 0
    inner[at] = byte ^ INNER
    outer[at] = byte ^ OUTER
  }
  const end = BLOCK + inner.write(value, BLOCK, 'utf8')
  outer.write(hash('sha256', inner.subarray(0, end), 'latin1'), BLOCK, 'latin1')
  return digestOf(outer)
}

/** By way of a text of as many signs as bytes, which costs half of what the call for bytes does. */
const digestOf = (data: string | Buffer): Buffer => Buffer.from(hash('sha256', data, 'latin1'), 'latin1')

/** Tokens that people hold (sessions, links) are stored as this: whoever reads the table cannot use them. */
export const hashToken = (token: string): Buffer => digestOf(token)

/** Whether somebody gave the right text, in a time that does not tell how much of it is right. */
export function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
