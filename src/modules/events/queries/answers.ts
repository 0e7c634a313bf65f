import type { Selectable } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import type { Reading } from '../../../core/published.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { no } from '../refusals.ts'
import type { Answer } from '../tables.ts'
import { accountTags, doorCode, NEED, openTold, personTags, readLink, type Ref } from './links.ts'
import { dateOf, rowOf, type At } from './rows.ts'

export type AnswerRow = Selectable<Tables['event_answer']>

const answersAt = (db: Reader, { host, event, slot }: At) =>
  db.selectFrom('event_answer').selectAll().where('host_id', '=', host).where('event_id', '=', event).where('slot', '=', slot)

export async function answerById(db: Reader, ref: Ref): Promise<AnswerRow | null> {
  return (await answersAt(db, ref).where('id', '=', ref.id).executeTakeFirst()) ?? null
}

/** Of the account; `otherName` where it was given by another of its names. */
export async function ownAnswer(db: Reader, at: At, actor: Actor, keys: Keys): Promise<{ row: AnswerRow; otherName: boolean } | null> {
  if (actor.account === null) return null
  const row = await answersAt(db, at)
    .where('account_tag', 'in', [...accountTags(keys, at.event, actor.account)])
    .executeTakeFirst()
  if (row === undefined) return null
  return { row, otherName: openTold(keys, row.told_sealed).person !== actor.person }
}

/** By its private link: the event is found whatever became of it, but not when it was taken from the public. */
export async function linkedAnswer(db: Reader, keys: Keys, link: string, lock = false) {
  const ref = readLink(keys, link) ?? refuse(no('event.link-broken'))
  const event = await rowOf(db, ref.event)
  const date = await dateOf(db, ref, lock)
  const row = await answerById(db, ref)
  if (event === null || event.state === 'draft' || date === null || row === null) return refuse(no('event.link-broken'))
  return { ref, event, date, row, told: openTold(keys, row.told_sealed), need: await needOf(db, keys, ref) }
}

export async function needOf(db: Reader, keys: Keys, { host, event, slot, id }: Ref): Promise<string> {
  const row = await db
    .selectFrom('event_need')
    .select('need_sealed as sealed')
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('answer_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? '' : keys.open(NEED, row.sealed)
}

export type Guest = {
  readonly id: string
  readonly name: string
  readonly answer: Answer
  readonly people: number
  readonly way: AnswerRow['way']
  readonly waiting: boolean
  readonly brings: string
  readonly needs: string
  readonly code: string
  readonly came: boolean
}

/** Every answer with all that was said, for the hosts; who waits last, in the order in which they came. */
export async function guestsOf(db: Reader, keys: Keys, at: At): Promise<readonly Guest[]> {
  const rows = await answersAt(db, at).orderBy('waiting').orderBy('asked_at').orderBy('id').execute()
  const told = rows.map((row) => ({ row, told: openTold(keys, row.told_sealed) }))
  const names = await people.nameOf(
    db,
    told.flatMap(({ told: { person } }) => person ?? []),
  )
  const needs = await db
    .selectFrom('event_need')
    .select(['answer_id as id', 'need_sealed as sealed'])
    .where('host_id', '=', at.host)
    .where('event_id', '=', at.event)
    .where('slot', '=', at.slot)
    .execute()
  const needed = new Map(needs.map(({ id, sealed }) => [id, keys.open(NEED, sealed)]))
  return told.map(({ row, told: { name, person, brings } }) => ({
    ...{ id: row.id, name: (person === null ? name : names.get(person)) ?? '', answer: row.answer, people: row.people, way: row.way },
    ...{ waiting: row.waiting, brings, needs: needed.get(row.id) ?? '', code: doorCode(keys, { ...at, id: row.id }), came: row.came },
  }))
}

/** Who comes and lets it be seen, for somebody who does both too. Nobody else, and not those who keep apart from the reader. */
export async function companyOf(
  db: Reader,
  { actor, outside: { keys } }: Pick<Reading, 'actor' | 'outside'>,
  at: At,
  own: AnswerRow | null,
) {
  if (own === null || own.answer !== 'yes' || own.waiting || !own.shown) return []
  const rows = await answersAt(db, at)
    .where('answer', '=', 'yes')
    .where('waiting', '=', false)
    .where('shown', '=', true)
    .orderBy('id')
    .execute()
  const others = rows.filter(({ id }) => id !== own.id).map((row) => openTold(keys, row.told_sealed))
  const persons = others.flatMap(({ person }) => person ?? [])
  const names = await people.nameOf(db, persons)
  const apart = await profiles.apartFrom(db, actor, persons)
  const shown = others.flatMap(({ person, name }) => (person === null ? name : apart.has(person) ? '' : (names.get(person) ?? '')))
  return shown.filter((name) => name !== '').toSorted()
}

/** Where the acting identity said that it comes, or may: dates that are not over. */
export async function goingOf(
  db: Reader,
  keys: Keys,
  person: string,
  now: Date,
): Promise<readonly (At & { readonly answer: Answer; readonly waiting: boolean })[]> {
  // A tag is of one event: it is made for those alone that somebody answered and that are not over.
  const events = await db
    .selectFrom('event_answer')
    .select('event_id as id')
    .distinct()
    .where('person_tag', 'is not', null)
    .where('answer', '!=', 'no')
    .where('ends_at', '>', now)
    .execute()
  const tags = events.flatMap(({ id }) => personTags(keys, id, person))
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('event_answer')
    .select(['host_id as host', 'event_id as event', 'slot', 'answer', 'waiting'])
    .where('person_tag', 'in', tags)
    .where('answer', '!=', 'no')
    .where('ends_at', '>', now)
    .execute()
  return rows
}
