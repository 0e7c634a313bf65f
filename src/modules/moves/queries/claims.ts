import { hashToken, type Keys } from '../../../platform/keys.ts'
import type { Reader } from '../../../platform/db.ts'
import { CLAIM_FORM } from '../rules.ts'

/**
 * With what a member comes in on the other hub. Made of the secret of this one, so that it lies nowhere: the file holds its hash, the letter itself, and the
 * member's own page.
 */
export const claimOf = (keys: Pick<Keys, 'tag'>, move: string, member: string): Buffer => keys.tag('move-claim', move, member)

export const claimText = (claim: Buffer): string => claim.toString('base64url')

/** As the letter says it; null: no letter of ours says such a thing. */
export const claimIn = (text: string): Buffer | null => (CLAIM_FORM.test(text) ? Buffer.from(text, 'base64url') : null)

/** Of the bytes themselves, whatever letters stand for them. */
export const claimHash = (claim: Buffer): Buffer => hashToken(claim.toString('hex'))

/** The path on the other hub; it has its own languages, and chooses one by what the browser says. */
export const claimPath = (claim: Buffer): string => `/arrivals/${claimText(claim)}`

export type Claim = { readonly community: string; readonly member: string }

export async function claimHeld(db: Reader, text: string): Promise<Claim | null> {
  const claim = claimIn(text)
  if (claim === null) return null
  const row = await db
    .selectFrom('space_claim')
    .select(['community_id as community', 'member_id as member'])
    .where('token_hash', '=', claimHash(claim))
    .executeTakeFirst()
  return row ?? null
}
