import { constants, createPublicKey, generateKeyPairSync, privateDecrypt, type KeyObject } from 'node:crypto'
import { b64Of, bytesOfB64 } from '../bytes.ts'
import type { Credential, Electorate, Issuer } from '../forms.ts'
import { keyDigest } from '../texts.ts'
import { blindedRequest } from '../voter.ts'

/** An issuer as a test holds it: its name, its public key, and the private one. */
export type StagedIssuer = Issuer & { readonly digest: string; readonly secret: KeyObject }

export function stagedIssuer(name: string, secret = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey): StagedIssuer {
  const key = createPublicKey(secret).export({ format: 'der', type: 'spki' }).toString('base64url')
  return { name, key, digest: keyDigest(key), secret }
}

/** What the issuer answers to a blinded request, b64. */
export function answered({ secret }: StagedIssuer, blinded: string): string {
  const bytes = bytesOfB64(blinded) ?? new Uint8Array()
  return b64Of(privateDecrypt({ key: secret, padding: constants.RSA_NO_PADDING }, bytes))
}

/** The credentials of all issuers for the voter of a root. */
export async function credentialsOf(
  root: Uint8Array,
  electorate: Electorate,
  issuers: readonly StagedIssuer[],
): Promise<readonly Credential[]> {
  return Promise.all(
    issuers.map(async (issuer) => {
      const request = await blindedRequest(root, electorate, issuer.digest)
      const credential = typeof request === 'string' ? null : await request.finish(answered(issuer, request.blinded))
      if (credential === null) throw new Error(`no credential: ${typeof request === 'string' ? request : 'refused'}`)
      return credential
    }),
  )
}

export const electorateOf = (issuers: readonly Issuer[], more: Partial<Electorate> = {}): Electorate => ({
  form: 'passerelle-electorate/1',
  hub: 'hub.example.org',
  dialogue: '0f3c8a52-5d0e-4a57-9d0e-1a2b3c4d5e6f',
  class: 'all',
  issuers: issuers.map(({ name, key }) => ({ name, key })),
  ...more,
})

/** A root that is as good as any in a test: its number is written in it. */
export const rootOf = (number: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (at < 4 ? number >>> (8 * at) : at))
