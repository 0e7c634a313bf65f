import { z } from 'zod'
import type { Keys } from '../../../platform/keys.ts'
import { PURPOSES } from '../rules.ts'
import type {} from '../tables.ts'

const SEAL = 'buddy'
/** A multiple of this many letters: how long a sealed text is tells nothing of what it says. */
const SEALED_LENGTH = 1024

/** Whose something is: in a community a member, elsewhere an identity. */
export const party = z.object({ account: z.string(), person: z.string(), member: z.string().nullable() })
export type Party = z.infer<typeof party>
/** Under what somebody is known in a place. */
export const ownOf = ({ person, member }: Party): string => member ?? person

const wanted = { languages: z.array(z.string()), purposes: z.array(z.enum(PURPOSES)), words: z.string() }
const offer = z.object({ by: party, ...wanted })
const request = z.object({ by: party, ...wanted, weeks: z.number().int() })
const pair = z.object({
  buddy: party.nullable(),
  newcomer: party.nullable(),
  /** Somebody else who looks after a space for the young and stands beside the two. */
  second: party.nullable(),
  languages: z.array(z.string()),
  purposes: z.array(z.enum(PURPOSES)),
  weeks: z.number().int(),
  offered: z.string(),
  asked: z.string(),
  /** How each of them can be reached: there once both have said yes. */
  buddyReach: z.string(),
  newcomerReach: z.string(),
  youth: z.boolean(),
  guarded: z.boolean(),
})
export type SealedOffer = z.infer<typeof offer>
export type SealedRequest = z.infer<typeof request>
export type SealedPair = z.infer<typeof pair>

/** The rooms' tags are different in each place, so that nothing joins two rows of one person. */
export const tagsOf = (keys: Keys, scope: string, own: string): readonly Buffer[] => keys.tags('buddy', scope, own)
export const tagOf = (keys: Keys, scope: string, own: string): Buffer => keys.tag('buddy', scope, own)
/** Of somebody who is gone, and of what did not come about: nobody's. */
export const NOBODYS = Buffer.alloc(0)

function seal(keys: Keys, scope: string, said: object): Buffer {
  const text = JSON.stringify({ scope, ...said })
  const bytes = Buffer.byteLength(text)
  return keys.seal(SEAL, text + ' '.repeat(Math.ceil(bytes / SEALED_LENGTH) * SEALED_LENGTH - bytes))
}

function opened(keys: Keys, scope: string, sealed: Buffer): unknown {
  const found: { scope?: unknown } = JSON.parse(keys.open(SEAL, sealed))
  if (found.scope !== scope) throw new Error('what a buddy sealed lies in the wrong place')
  return found
}

export const sealOffer = (keys: Keys, scope: string, said: SealedOffer): Buffer => seal(keys, scope, said)
export const sealRequest = (keys: Keys, scope: string, said: SealedRequest): Buffer => seal(keys, scope, said)
export const sealPair = (keys: Keys, scope: string, said: SealedPair): Buffer => seal(keys, scope, said)
export const openOffer = (keys: Keys, scope: string, sealed: Buffer): SealedOffer => offer.parse(opened(keys, scope, sealed))
export const openRequest = (keys: Keys, scope: string, sealed: Buffer): SealedRequest => request.parse(opened(keys, scope, sealed))
export const openPair = (keys: Keys, scope: string, sealed: Buffer): SealedPair => pair.parse(opened(keys, scope, sealed))
/** The same under the secret in use; null where it is sealed with that already. */
export const resealed = (keys: Keys, sealed: Buffer): Buffer | null => keys.reseal(SEAL, sealed)

/** All that is kept of a pair that is over: whom to ask whether it was good. */
export const bareOf = ({ buddy, newcomer }: Pick<SealedPair, 'buddy' | 'newcomer'>): SealedPair => ({
  ...{ buddy, newcomer, second: null, languages: [], purposes: [], weeks: 0, offered: '', asked: '' },
  ...{ buddyReach: '', newcomerReach: '', youth: false, guarded: false },
})
