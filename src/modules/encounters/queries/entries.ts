import { z } from 'zod'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Told } from '../rules.ts'
import type {} from '../tables.ts'

/** Purposes of seals. */
export const TOLD = 'encounter-told'
export const MESSAGE = 'encounter-message'
export const CONTACT = 'encounter-contact'
export const PLACE = 'encounter-place'
export const ROOM = 'encounter-room'

export const ownerTags = (keys: Pick<Keys, 'tags'>, session: string, account: string): readonly Buffer[] =>
  keys.tags('encounter-owner', session, account)

const told = z.object({
  questions: z.array(z.number()),
  words: z.array(z.string()),
  languages: z.array(z.string()),
  seeks: z.array(z.string()),
  offers: z.array(z.string()),
})

export const sealTold = (keys: Pick<Keys, 'seal'>, said: Told): Buffer => keys.seal(TOLD, JSON.stringify(said))

/** Somebody on the list. `member` stays inside; others know them as `id`. */
export type Entry = {
  readonly member: string
  readonly id: string
  readonly person: string
  readonly notToStates: boolean
  readonly told: Told
}

/** Of a session all of them, or those of these members. */
export async function entriesOf(
  db: Reader,
  keys: Pick<Keys, 'open'>,
  session: string,
  members: readonly string[] | null,
): Promise<readonly Entry[]> {
  if (members?.length === 0) return []
  let select = db.selectFrom('encounter_entry').selectAll().where('session_id', '=', session).orderBy('id')
  if (members !== null) select = select.where('member_id', 'in', [...members])
  return (await select.execute()).map((row) => ({
    ...{ member: row.member_id, id: row.id, person: row.person_id, notToStates: row.not_to_states },
    told: told.parse(JSON.parse(keys.open(TOLD, row.told_sealed))),
  }))
}

/** What an account is in the networking of a session, also after it left the list. */
export async function memberOf(db: Reader, keys: Pick<Keys, 'tags'>, session: string, account: string | null): Promise<string | null> {
  if (account === null) return null
  const row = await db
    .selectFrom('encounter_member')
    .select('id')
    .where('session_id', '=', session)
    .where('owner_tag', 'in', [...ownerTags(keys, session, account)])
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many are on the list. */
export async function countOf(db: Reader, session: string): Promise<number> {
  const row = await db
    .selectFrom('encounter_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('session_id', '=', session)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
