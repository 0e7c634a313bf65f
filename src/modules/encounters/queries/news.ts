import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { gatherings } from '../../gatherings/index.ts'
import { profiles } from '../../profiles/index.ts'
import { endOf } from '../rules.ts'
import type { PairState } from '../tables.ts'
import { youngAmong } from './circle.ts'

type Telling = { readonly runner: Runner }
const AT_ONCE = 10_000

/** Somebody would like to talk, or has written. Whoever muted a conversation, and whoever is hidden from its other, hears nothing. */
export async function newsOf({ runner: { db, outside } }: Telling, { owners, since, sorts }: NewsAsked): Promise<readonly News[]> {
  if (!sorts.includes('my-contribution')) return []
  const hearers = new Map(owners.flatMap(({ account, persons }) => persons.map((person) => [String(person), { account, person }] as const)))
  const pairs = await db
    .selectFrom('encounter_pair')
    .innerJoin('encounter_entry as one', (join) =>
      join.onRef('one.session_id', '=', 'encounter_pair.session_id').onRef('one.member_id', '=', 'encounter_pair.first_id'),
    )
    .innerJoin('encounter_entry as two', (join) =>
      join.onRef('two.session_id', '=', 'encounter_pair.session_id').onRef('two.member_id', '=', 'encounter_pair.second_id'),
    )
    .select(['encounter_pair.session_id as session', 'encounter_pair.id', 'state', 'asked_by', 'first_id', 'second_id', 'changed_at as at'])
    .select(['first_muted', 'second_muted', 'one.person_id as onePerson', 'two.person_id as twoPerson'])
    .select((eb) =>
      eb
        .selectFrom('encounter_message')
        .select('by_id')
        .whereRef('encounter_message.session_id', '=', 'encounter_pair.session_id')
        .whereRef('encounter_message.pair_id', '=', 'encounter_pair.id')
        .orderBy('written_at', 'desc')
        .limit(1)
        .as('lastBy'),
    )
    .where('changed_at', '>', since)
    .where('state', '!=', 'declined')
    .limit(AT_ONCE)
    .execute()
  const sessions = await gatherings.sessionsByIds(
    db,
    pairs.map(({ session }) => session),
    '',
  )
  const heard = pairs.flatMap((pair) => sidesOf(pair).filter(({ person, muted }) => hearers.has(person) && !muted))
  const young = await youngAmong(db, outside.keys, [...new Set(heard.flatMap(({ person, other }) => [person, other]))])
  const told: News[] = []
  for (const [person, sides] of Map.groupBy(heard, (side) => side.person)) {
    const hearer = hearers.get(person)
    if (hearer === undefined || young.has(person)) continue
    const apart = await profiles.apartFrom(
      db,
      hearer,
      sides.map(({ other }) => other),
    )
    for (const { session, id, what, at, other } of sides) {
      const card = sessions.get(session)
      if (card === undefined || apart.has(other) || young.has(other) || outside.now() >= endOf(card)) continue
      told.push({
        ...{ account: hearer.account, key: `encounter/${session}/${id}`, sort: 'my-contribution', at },
        path: what === 'asked' ? `${card.path}/people` : `${card.path}/people/${id}`,
        line: (say) => say(LINES[what]),
        about: { text: card.title, language: card.language },
      })
    }
  }
  return told
}

const LINES = { asked: 'news.encounters.asked', talk: 'news.encounters.talk' } as const

type Pair = {
  readonly session: string
  readonly id: string
  readonly state: PairState
  readonly asked_by: string
  readonly first_id: string
  readonly second_id: string
  readonly at: Date
  readonly first_muted: boolean
  readonly second_muted: boolean
  readonly onePerson: string
  readonly twoPerson: string
  readonly lastBy: string | null
}

/** Who of the two has something to hear of. */
function sidesOf({ session, id, at, state, asked_by: askedBy, lastBy, ...row }: Pair) {
  const both = [
    { member: row.first_id, person: row.onePerson, other: row.twoPerson, muted: row.first_muted },
    { member: row.second_id, person: row.twoPerson, other: row.onePerson, muted: row.second_muted },
  ]
  return both.flatMap(({ member, ...side }) => {
    const own = member === (state === 'asked' ? askedBy : lastBy)
    return own ? [] : [{ session, id, at, ...side, what: state === 'asked' ? ('asked' as const) : ('talk' as const) }]
  })
}
