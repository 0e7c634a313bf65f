import type { SpaceSort, Travelling } from '../../../core/moving.ts'
import { heldByHash, type HeldPlace } from '../../../core/move-in.ts'
import { hashToken, type Keys } from '../../../platform/keys.ts'
import type { Reader } from '../../../platform/db.ts'
import { CLAIM_DAYS, CLAIM_FORM, dayIn } from '../rules.ts'

/**
 * With what a member comes in on the other hub. Made of the secret of this one, so that it lies nowhere: the file holds its hash, the letter itself, and the
 * member's own page.
 */
export const claimOf = (keys: Pick<Keys, 'tag'>, move: string, member: string): Buffer => keys.tag('move-claim', move, member)

/** Of somebody who took part and is known by a tag alone. */
export const claimOfTag = (keys: Pick<Keys, 'tag'>, move: string, tag: Buffer): Buffer =>
  keys.tag('move-claim-held', move, tag.toString('hex'))

/** Stands for an identity in the file, and on the other hub until its owner comes: nobody else can say whose it is. */
export function standIn(keys: Pick<Keys, 'tag'>, move: string, person: string): string {
  const bytes = keys.tag('move-person', move, person).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const claimText = (claim: Buffer): string => claim.toString('base64url')

/** As the letter says it; null: no letter of ours says such a thing. */
export const claimIn = (text: string): Buffer | null => (CLAIM_FORM.test(text) ? Buffer.from(text, 'base64url') : null)

/** Of the bytes themselves, whatever letters stand for them. */
export const claimHash = (claim: Buffer): Buffer => hashToken(claim.toString('hex'))

/** The path on the other hub; it has its own languages, and chooses one by what the browser says. */
export const claimPath = (claim: Buffer): string => `/arrivals/${claimText(claim)}`

export type Claim = { readonly space: string; readonly sort: SpaceSort; readonly member: string }

export async function claimHeld(db: Reader, text: string): Promise<Claim | null> {
  const claim = claimIn(text)
  if (claim === null) return null
  const row = await db
    .selectFrom('space_claim')
    .innerJoin('space_arrival', 'space_arrival.community_id', 'space_claim.community_id')
    .select(['space_claim.community_id as space', 'space_arrival.sort', 'member_id as member'])
    .where('token_hash', '=', claimHash(claim))
    .executeTakeFirst()
  return row ?? null
}

/** The place of somebody who took part in something of a body that came, and is known by a tag alone. */
export async function placeHeld(db: Reader, now: Date, text: string, all: readonly Travelling[]): Promise<HeldPlace | null> {
  const claim = claimIn(text)
  if (claim === null) return null
  const since = dayIn(new Date(now.getTime() - CLAIM_DAYS * 86_400_000))
  const rows = await db
    .selectFrom('space_arrival')
    .select('community_id as space')
    .where('sort', '=', 'body')
    .where('arrived_on', '>=', since)
    .execute()
  return heldByHash(db, { spaces: rows.map(({ space }) => space), hash: claimHash(claim) }, all)
}
