import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Place } from '../rules.ts'
import { ALGORITHMS, type Question } from './passkey-question.ts'

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most)
/** Credential ids are 1023 bytes at most by the standard. */
const credential = { id: base64url(1400), rawId: base64url(1400), type: z.literal('public-key') }

/** What `PublicKeyCredential.toJSON()` gives for a new key; what else a browser adds is left out. */
export const newKeyAnswer = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(4000), attestationObject: base64url(12_000) }),
})

/** The same for a key that signs in. */
export const keyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(6000),
    userHandle: base64url(100),
  }),
})

type Asked = { readonly place: Place | null; readonly question: Question | null }
export type NewKey = { readonly credentialId: Buffer; readonly publicKey: Buffer; readonly counter: number }

/** The key, or null where anything about the answer does not hold: another site, another question, nobody present. */
export async function provedNewKey({ place, question }: Asked, response: z.infer<typeof newKeyAnswer>): Promise<NewKey | null> {
  if (place === null || question === null) return null
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: question.challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.name,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified) return null
    const { id, publicKey, counter } = registrationInfo.credential
    return { credentialId: Buffer.from(id, 'base64url'), publicKey: Buffer.from(publicKey), counter }
  } catch {
    return null // The library throws for each way in which an answer can be wrong; which one is nobody's help.
  }
}

/** The counter that the device has now reached, or null. One that does not go up, once it counts, says that the key was copied. */
export async function provedCounter(
  { place, question }: Asked,
  response: z.infer<typeof keyAnswer>,
  key: NewKey | null,
): Promise<number | null> {
  if (place === null || question === null || key === null) return null
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: question.challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.name,
      credential: { id: key.credentialId.toString('base64url'), publicKey: new Uint8Array(key.publicKey), counter: key.counter },
      requireUserVerification: true,
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}
