import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { readPublicKey } from '#blind-signatures'
import { makeIssuerKey, openBlindSigner } from './blind-signer.ts'

const signer = openBlindSigner()
afterAll(async () => signer.close())

const { key, secret } = await makeIssuerKey()
const blinded = Uint8Array.from({ length: 384 }, (_, at) => (at === 0 ? 1 : (at * 31) % 256))

describe('the blind signer', () => {
  test('makes a key that a voter accepts', async () => {
    expect(await readPublicKey(Buffer.from(key, 'base64url'))).toMatchObject({ bytes: 384 })
  })

  test('raises what it is given to the private exponent: the public one brings it back', async () => {
    const signature = (await signer.sign(secret, blinded)) ?? new Uint8Array()
    const back = publicEncrypt({ key: createPublicKey(key64(key)), padding: constants.RSA_NO_PADDING }, signature)
    expect(back).toEqual(Buffer.from(blinded))
    expect(await signer.sign(secret, blinded)).toEqual(signature)
  })

  test('uses the key that it is given, one after another', async () => {
    const other = await makeIssuerKey()
    const one = await signer.sign(secret, blinded)
    expect(await signer.sign(other.secret, blinded)).not.toEqual(one)
    expect(await signer.sign(secret, blinded)).toEqual(one)
  })

  test('forgets the key that it read last, and reads it again where it is asked', async () => {
    await signer.sign(secret, blinded)
    expect([await signer.forget(), await signer.forget()]).toEqual([true, false])
    expect(await signer.sign(secret, blinded)).not.toBeNull()
  })

  test.each([
    ['too short', new Uint8Array(383)],
    ['too long', new Uint8Array(385)],
    ['not below the modulus', new Uint8Array(384).fill(255)],
  ])('signs nothing that is %s', async (_, wrong) => {
    expect(await signer.sign(secret, wrong)).toBeNull()
  })

  test('a secret that is none is a fault of the hub, and the next question is answered', async () => {
    await expect(signer.sign(new Uint8Array(10), blinded)).rejects.toThrow()
    expect(await signer.sign(secret, blinded)).not.toBeNull()
    expect(createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' }).asymmetricKeyDetails).toMatchObject({
      modulusLength: 3072,
      publicExponent: 65537n,
    })
  })
})

const key64 = (text: string) => ({ key: Buffer.from(text, 'base64url'), format: 'der' as const, type: 'spki' as const })
