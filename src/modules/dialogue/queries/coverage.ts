import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Tens } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { countedVotes } from './counted-votes.ts'
import { dayOf } from '../../../core/event.ts'

/** Participation by country, as it is published: each number says "so many people or more". */
export type Coverage = {
  readonly said: number
  readonly places: readonly { readonly country: string; readonly people: number }[]
  readonly countedOn: Date
}

/** The purpose under which countries lie sealed. */
export const COUNTRY = 'country'

/** Null: no ten is published yet. */
export async function readCoverage(db: Reader, dialogueId: string): Promise<Coverage | null> {
  const row = await db
    .selectFrom('coverage')
    .select(['said', 'places', 'counted_at'])
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirst()
  if (row === undefined || row.said === 0) return null
  const places = Object.entries(placesFrom(row.places)).map(([country, people]) => ({ country, people }))
  // The minute would tell who said so last.
  return { said: row.said, places: places.toSorted((a, b) => b.people - a.people), countedOn: dayOf(row.counted_at) }
}

/** This room wrote it. */
export const placesFrom = (places: unknown): Tens => places as Tens

/** How many bear a country and voted, without opening one: a step must be one of people who count, or ten guests who do not would show who came beside them. */
export async function countTold(db: Reader, dialogueId: string): Promise<number> {
  const { count } = await db
    .selectFrom('participant')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('country_sealed', 'is not', null)
    .where('removed_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('vote')
          .select('vote.participant')
          .whereRef('vote.dialogue_id', '=', 'participant.dialogue_id')
          .whereRef('vote.participant', '=', 'participant.number'),
      ),
    )
    .executeTakeFirstOrThrow()
  return count
}

/** So many seals are opened before others have their turn: about ten milliseconds. */
const AT_ONCE = 2000

/** Exact counts of those who voted and are counted. They stay in this process. */
export async function countCountries(db: Reader, keys: Keys, dialogueId: string): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('participant')
    .select('country_sealed')
    .where('dialogue_id', '=', dialogueId)
    .where('country_sealed', 'is not', null)
    .where('number', 'in', countedVotes(db, dialogueId).select('participant'))
    .execute()
  const counts: Record<string, number> = {}
  for (const [at, { country_sealed: lies }] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate()
    const country = lies === null ? null : keys.open(COUNTRY, lies)
    if (country !== null) counts[country] = (counts[country] ?? 0) + 1
  }
  return counts
}

/** The secret bound of a row's tens: the same as long as the salt lies here, from which nothing else is made. */
export const offsetFrom =
  (salt: Buffer) =>
  (row: string): number =>
    createHash('sha256').update(salt).update(row).digest().readUInt32BE() % 10

/** The country that a participant gave, for themselves alone. */
export async function ownCountry(
  db: Reader,
  keys: Keys,
  own: { readonly dialogueId: string; readonly participant: number },
): Promise<string | null> {
  const row = await db
    .selectFrom('participant')
    .select('country_sealed')
    .where('dialogue_id', '=', own.dialogueId)
    .where('number', '=', own.participant)
    .executeTakeFirst()
  const lies = row?.country_sealed ?? null
  return lies === null ? null : keys.open(COUNTRY, lies)
}
