import { constants, createPublicKey, verify as nodeVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { describe, expect, test } from 'vitest'
import {
  blind,
  finalize,
  numberOf,
  prepared,
  pssDeterministic,
  pssRandomized,
  pssZeroDeterministic,
  pssZeroRandomized,
  readPublicKey,
  verify,
  type Blinded,
  type PublicKey,
} from './index.ts'
import { inverse } from './numbers.ts'
import { blindSignature, freshKey, keyOfPrimes, spkiOf } from './testing/signer.ts'

const VARIANTS = [pssDeterministic, pssRandomized, pssZeroDeterministic, pssZeroRandomized]
const hex = (digits: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(digits, 'hex'))
const digits = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = (length: number, from: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, at) => (at * 7 + from) % 256)

const secret = freshKey()
const key = await opened(spkiOf(secret))
const message = bytes(96, 3)
const salt = bytes(48, 5)
const factor = numberOf(bytes(384, 11)) % key.modulus

async function opened(spki: Uint8Array, least?: number): Promise<PublicKey> {
  const read = await readPublicKey(spki, least)
  if (typeof read === 'string') throw new Error(read)
  return read
}

function done(blinded: Blinded | string): Blinded {
  if (typeof blinded === 'string') throw new Error(blinded)
  return blinded
}

describe('the vectors of RFC 9474', () => {
  const published = JSON.parse(readFileSync(new URL('../vectors/rfc-9474.json', import.meta.url), 'utf8'))
  const published4096 = keyOfPrimes(BigInt(`0x${published.p}`), BigInt(`0x${published.q}`))

  test.each<{ variant: string; prefix: string; salt: string; blinded: string; blindSignature?: string; signature: string }>(
    published.cases,
  )('$variant', async (each) => {
    const variant = VARIANTS.find(({ name }) => name === each.variant) ?? pssDeterministic
    const theirs = await opened(spkiOf(published4096))
    const signed = prepared(hex(published.message), hex(each.prefix), variant)
    const undo = BigInt(`0x${published.inverse}`)
    const blinded = done(await blind(theirs, signed, { salt: hex(each.salt), factor: inverse(undo, theirs.modulus) ?? 0n, variant }))
    expect([digits(blinded.message), blinded.inverse]).toEqual([each.blinded, undo])
    const answer = blindSignature(published4096, blinded.message)
    if (each.blindSignature !== undefined) expect(digits(answer)).toBe(each.blindSignature)
    const signature = await finalize(theirs, signed, { signature: answer, inverse: blinded.inverse, variant })
    expect(digits(signature ?? new Uint8Array())).toBe(each.signature)
  })
})

describe('beside other implementations', () => {
  test.each(VARIANTS)('$name: signed by OpenSSL, checked by node:crypto and by blindrsa-ts', async (variant) => {
    const prefix = bytes(variant.prefix, 17)
    const signed = prepared(message, prefix, variant)
    const blinded = done(await blind(key, signed, { salt: salt.subarray(0, variant.salt), factor, variant }))
    const answer = { signature: blindSignature(secret, blinded.message), inverse: blinded.inverse, variant }
    const signature = (await finalize(key, signed, answer)) ?? new Uint8Array()
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: variant.salt }
    expect(nodeVerify('sha384', signed, { key: createPublicKey(secret), ...padding }, signature)).toBe(true)
    const suites = variant.salt === 0 ? RSABSSA.SHA384.PSSZero : RSABSSA.SHA384.PSS
    const theirs = variant.prefix === 0 ? suites.Deterministic() : suites.Randomized()
    expect(await theirs.verify(key.verifying, signature, signed)).toBe(true)
  })

  test('what blindrsa-ts blinds and finalizes is checked here', async () => {
    const theirs = RSABSSA.SHA384.PSS.Deterministic()
    const { blindedMsg, inv } = await theirs.blind(key.verifying, message)
    const signature = await theirs.finalize(key.verifying, message, blindSignature(secret, blindedMsg), inv)
    expect(await verify(key, message, { signature: Uint8Array.from(signature) })).toBe(true)
  })
})

describe('what must not pass', () => {
  test('the same secrets give the same bytes, others other ones', async () => {
    const [one, again, other] = await Promise.all(
      [factor, factor, factor - 1n].map(async (each) => done(await blind(key, message, { salt, factor: each }))),
    )
    expect(digits(again?.message ?? salt)).toBe(digits(one?.message ?? message))
    expect(digits(other?.message ?? message)).not.toBe(digits(one?.message ?? message))
  })

  test('an answer that is none, too large, too short, or for another message', async () => {
    const blinded = done(await blind(key, message, { salt, factor }))
    const signature = Uint8Array.from(blindSignature(secret, blinded.message))
    const with_ = async (answer: Uint8Array, over = message): Promise<unknown> =>
      finalize(key, over, { signature: answer, inverse: blinded.inverse })
    expect(await with_(signature)).not.toBeNull()
    const turned = signature.map((byte, at) => (at === 200 ? byte ^ 1 : byte))
    const refused = [turned, signature.map(() => 255), signature.subarray(1), blinded.message]
    expect(await Promise.all(refused.map(async (answer) => with_(answer)))).toEqual([null, null, null, null])
    expect(await with_(signature, bytes(96, 4))).toBeNull()
  })

  test.each([0n, key.modulus, key.modulus + 5n])('a factor outside the modulus (%#)', async (outside) => {
    expect(await blind(key, message, { salt, factor: outside })).toBe('blind.factor')
  })

  test('a salt or a prefix of another length is a mistake of the caller', async () => {
    await expect(blind(key, message, { salt: salt.subarray(1), factor })).rejects.toThrow('takes a salt of 48 bytes')
    expect(() => prepared(message, salt, pssDeterministic)).toThrow('takes 0 bytes before the message')
  })
})

describe('keys', () => {
  const der = spkiOf(secret)
  const three = Uint8Array.from([...der.subarray(0, -3), 1, 0, 3])
  const even = der.map((byte, at) => (at === der.length - 6 ? byte & 254 : byte))
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['key.short', spkiOf(freshKey(2048))],
    ['key.exponent', three],
    ['key.even', even],
    ['key.unreadable', der.subarray(1)],
    ['key.unreadable', new Uint8Array()],
  ]
  test.each(cases)('%s (%#)', async (fault, spki) => {
    expect(await readPublicKey(spki)).toBe(fault)
  })

  test('a second form of the same key is refused, since it has another digest', async () => {
    expect(await readPublicKey(Uint8Array.from([...der, 0]))).toBe('key.two-forms')
    expect(await readPublicKey(der)).toMatchObject({ bytes: 384, exponent: 65537n })
  })
})
