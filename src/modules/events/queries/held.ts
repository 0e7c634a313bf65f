import type { HeldData, Own } from '../../../core/holding.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { needOf } from './answers.ts'
import { accountTags, openTold, supporterTags } from './links.ts'
import type {} from '../tables.ts'

/** All that this room holds of somebody. What they answered without signing in is found by its link alone, so it cannot be here. */
export async function heldOfEvents(db: Reader, keys: Keys, own: Own): Promise<HeldData> {
  return { ...(await answersOf(db, keys, own)), ...(await doneForBodies(db, own.persons)) }
}

async function answersOf(db: Reader, keys: Keys, { account }: Own): Promise<HeldData> {
  const events = await db.selectFrom('event_answer').select('event_id as id').distinct().where('account_tag', 'is not', null).execute()
  const tags = events.flatMap(({ id }) => accountTags(keys, id, account))
  const rows =
    tags.length === 0 ? [] : await db.selectFrom('event_answer').selectAll().where('account_tag', 'in', tags).orderBy('asked_at').execute()
  const answers: Record<string, unknown>[] = []
  for (const row of rows) {
    const { person, brings } = openTold(keys, row.told_sealed)
    const needs = await needOf(db, keys, { host: row.host_id, event: row.event_id, slot: row.slot, id: row.id })
    answers.push({
      ...{
        identity: person,
        event: row.event_id,
        date: row.slot,
        answer: row.answer,
        people: row.people,
        way: row.way,
        waiting: row.waiting,
      },
      ...{ shown: row.shown, remind: row.remind, brings, needs, came: row.came, at: row.asked_at },
    })
  }
  const voiced = await db.selectFrom('event_support').select('event_id as id').distinct().execute()
  const voices = voiced.flatMap(({ id }) => supporterTags(keys, id, account))
  const eventVoices =
    voices.length === 0
      ? []
      : await db
          .selectFrom('event_support')
          .select(['event_id as event', 'slot as date', 'point_id as point'])
          .where('account_tag', 'in', voices)
          .execute()
  return { eventAnswers: answers, eventVoices }
}

/** For a body, by a name of theirs; what members wrote for a community is under an id of that community alone. */
async function doneForBodies(db: Reader, persons: readonly string[]): Promise<HeldData> {
  if (persons.length === 0) return { eventsHeld: [], eventWords: [], eventCalendars: [] }
  const eventsHeld = await db
    .selectFrom('hosted_event')
    .select(['owner_ref as identity', 'id as event', 'written_at as at'])
    .where('owner_ref', 'in', [...persons])
    .orderBy('written_at')
    .execute()
  const of = async (table: 'event_text' | 'event_minutes' | 'event_decision' | 'event_point') =>
    (
      await db
        .selectFrom(table)
        .select(['by_ref as identity', 'event_id as event', 'language', 'text'])
        .where('by_ref', 'in', [...persons])
        .orderBy('event_id')
        .execute()
    ).map((row) => ({ ...row, sort: table.replace('event_', '') }))
  const eventWords = [
    ...[...(await of('event_text')), ...(await of('event_minutes'))],
    ...[...(await of('event_decision')), ...(await of('event_point'))],
  ]
  const eventCalendars = await db
    .selectFrom('event_feed')
    .select('person_id as identity')
    .where('person_id', 'in', [...persons])
    .execute()
  return { eventsHeld, eventWords, eventCalendars }
}
