import { isUuid } from '#base'
import type { Selectable } from 'kysely'
import type { HiddenPlace, HiddenVoices } from '../../../core/hidden-voices.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { dayIn, LEAST } from '../rules.ts'

export type IssuanceRow = Selectable<Tables['credential_issuance']>

export async function issuanceRow(db: Reader, id: string, lock: 'none' | 'share' | 'update' = 'none'): Promise<IssuanceRow | null> {
  if (!isUuid(id)) return null
  const select = db.selectFrom('credential_issuance').selectAll().where('dialogue_id', '=', id)
  return (await (lock === 'share' ? select.forShare() : lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

/** By when they opened, then by chance. */
export const issuancesIn = (db: Reader, states: readonly IssuanceRow['state'][]): Promise<readonly IssuanceRow[]> =>
  db
    .selectFrom('credential_issuance')
    .selectAll()
    .where('state', 'in', [...states])
    .orderBy('opened_on')
    .orderBy('dialogue_id')
    .execute()

export async function leastHere(db: Reader): Promise<number> {
  const row = await db.selectFrom('credential_setting').select('value').where('sort', '=', 'least').executeTakeFirst()
  return row?.value ?? LEAST
}

/** Under which an account has its slot of a dialogue; the first is the one that is written. */
export const slotTags = ({ tags }: Pick<Keys, 'tags'>, dialogue: string, account: string): readonly Buffer[] =>
  tags('credential', dialogue, account)

/** The slot of an account, held still for a deed. */
export async function slotOf(db: Reader, dialogue: string, { tags, lock }: { readonly tags: readonly Buffer[]; readonly lock: boolean }) {
  if (tags.length === 0) return null
  const select = db
    .selectFrom('credential_slot')
    .select(['tag', 'salt', 'asked_hash as asked'])
    .where('dialogue_id', '=', dialogue)
    .where('tag', 'in', [...tags])
  return (await (lock ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

/** Whether any slot was used with these bytes. */
export const isAskedElsewhere = async (db: Reader, dialogue: string, digest: Buffer): Promise<boolean> =>
  (await db
    .selectFrom('credential_slot')
    .select('tag')
    .where('dialogue_id', '=', dialogue)
    .where('asked_hash', '=', digest)
    .executeTakeFirst()) !== undefined

/**
 * Names of the shelf on which a client keeps what is this account's, for this alone: who sees one learns neither the account nor that two are of one person.
 * The first is the one in use; the others are of secrets of the hub before.
 */
export const deviceMarks = ({ tags }: Pick<Keys, 'tags'>, account: string): readonly string[] =>
  tags('voice-device', account).map((tag) => tag.subarray(0, 9).toString('base64url'))

export async function countAsked(db: Reader, dialogue: string): Promise<number> {
  const { count } = await db
    .selectFrom('credential_slot')
    .select((eb) => eb.fn.count<number>('asked_hash').as('count'))
    .where('dialogue_id', '=', dialogue)
    .executeTakeFirstOrThrow()
  return count
}

export const slotsOf = (db: Reader, dialogue: string) =>
  db.selectFrom('credential_slot').select(['tag', 'salt', 'asked_hash as asked']).where('dialogue_id', '=', dialogue).execute()

/** Which of the rooms holds it; each thing has one. */
export async function placeOf(places: readonly HiddenVoices[], db: Reader, id: string) {
  for (const voices of places) {
    const place = await voices.placeOf(db, id)
    if (place !== null) return { voices, place }
  }
  return null
}

/** Of what is held on another hub its own row says the last day. */
export function votingOver(row: Pick<IssuanceRow, 'votes_until'>, place: HiddenPlace | null, now: Date): boolean {
  if (row.votes_until !== null) return dayIn(now) > row.votes_until
  return place === null || place.state !== 'open' || now >= place.closesAt
}

/** Nothing is signed here any more. */
export const isOver = (row: Pick<IssuanceRow, 'state' | 'votes_until'>, place: HiddenPlace | null, now: Date): boolean =>
  row.state === 'lapsed' || (row.state === 'ended' && votingOver(row, place, now))

/** Whom else the convener asked for credentials. */
export async function secondIssuer(db: Reader, dialogue: string): Promise<{ readonly name: string; readonly key: string } | null> {
  const row = await db.selectFrom('credential_issuer').select(['name', 'key']).where('dialogue_id', '=', dialogue).executeTakeFirst()
  return row ?? null
}
