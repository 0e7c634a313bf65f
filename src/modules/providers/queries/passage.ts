import { z } from 'zod'
import { hashToken, type Keys } from '../../../platform/keys.ts'
import type { Outside } from '../../../platform/outside.ts'
import { passageEnd } from '../rules.ts'

const passage = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Whose account gets a further way in; null: somebody signs in. */
  account: z.string().nullable(),
  /** Was somebody signed in already, who now shows anew who they are? */
  again: z.boolean(),
  // Not "then": an object with that name would look like a promise.
  next: z.string().nullable(),
  locale: z.string(),
  endsAt: z.number(),
})
/** A way to a provider and back. It lies sealed in a cookie, so that only the browser that set out can come back by it. */
export type Passage = z.infer<typeof passage>

type SettingOut = Pick<Passage, 'provider' | 'account' | 'again' | 'next' | 'locale'>

export function newPassage(outside: Pick<Outside, 'token' | 'now'>, settingOut: SettingOut): Passage {
  return {
    ...settingOut,
    state: outside.token(),
    nonce: outside.token(),
    // RFC 7636 asks for 43 letters at least.
    verifier: `${outside.token()}${outside.token()}`,
    endsAt: passageEnd(outside.now()).getTime(),
  }
}

export const sealPassage = (keys: Keys, one: Passage): string => keys.seal('provider-passage', JSON.stringify(one)).toString('base64url')

const arrival = z.object({
  provider: z.string(),
  /** In hexadecimal: whom the provider vouched for, under the secret in use first. */
  subject: z.array(z.string()).nonempty(),
  state: z.string(),
  next: z.string().nullable(),
  endsAt: z.number(),
})
/** Somebody new for whom a provider has vouched, and who has something to accept before there is an account. Sealed in the same cookie. */
export type Arrival = z.infer<typeof arrival>

export const sealArrival = (keys: Keys, one: Arrival): string => keys.seal('provider-arrival', JSON.stringify(one)).toString('base64url')

export function openArrival(keys: Keys, sealed: string): Arrival | null {
  try {
    return arrival.parse(JSON.parse(keys.open('provider-arrival', Buffer.from(sealed, 'base64url'))))
  } catch {
    return null
  }
}

/** Null for what this hub did not seal. */
export function openPassage(keys: Keys, sealed: string): Passage | null {
  try {
    return passage.parse(JSON.parse(keys.open('provider-passage', Buffer.from(sealed, 'base64url'))))
  } catch {
    return null
  }
}

export const stateHash = (state: string): Buffer => hashToken(state)
