import type { Reader } from '../../../platform/db.ts'
import { shownCounts } from '../rules.ts'
import type { PollSort } from '../tables.ts'

export type SeenPoll = {
  readonly id: string
  readonly text: string
  readonly language: string
  readonly sort: PollSort
  readonly shows: 'live' | 'closed'
  readonly state: 'draft' | 'open' | 'closed'
  readonly options: readonly { readonly number: number; readonly text: string; readonly count: number | null }[]
  /** Null: fewer than ten, or not told while it is open. */
  readonly people: number | null
  /** Why no count is shown. */
  readonly hides: 'open' | 'few' | null
  readonly mine: readonly number[] | null
  readonly openedAt: Date | null
  readonly closedAt: Date | null
}

/** The newest first. Drafts only for those who lead. The same counts for everybody, those who lead included. */
export async function readPolls(
  db: Reader,
  { session, own, drafts }: { readonly session: string; readonly own: readonly string[]; readonly drafts: boolean },
): Promise<readonly SeenPoll[]> {
  const polls = await db
    .selectFrom('floor_poll')
    .selectAll()
    .where('session_id', '=', session)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  if (polls.length === 0) return []
  const options = await db.selectFrom('floor_option').selectAll().where('session_id', '=', session).orderBy('number').execute()
  const open = polls.filter(({ state }) => state === 'open').map(({ id }) => id)
  const answers = await answersTo(db, session, open)
  const mine = await ownAnswers(db, session, own)
  return polls
    .filter(({ state }) => drafts || state !== 'draft')
    .map((poll) => {
      const given = answers.filter(({ poll_id: id }) => id === poll.id)
      const people = poll.answered ?? given.length
      const hides = poll.state === 'open' && poll.shows === 'closed' ? 'open' : shownCounts(people) ? null : 'few'
      const counted = (number: number, kept: number | null): number | null =>
        hides !== null ? null : (kept ?? given.filter(({ chosen }) => chosen.includes(number)).length)
      return {
        ...{ id: poll.id, text: poll.text, language: poll.language, sort: poll.sort, shows: poll.shows, state: poll.state },
        options: options
          .filter(({ poll_id: id }) => id === poll.id)
          .map(({ number, text, count }) => ({ number, text, count: counted(number, count) })),
        ...{ people: shownCounts(people) ? people : null, hides: poll.state === 'draft' ? null : hides },
        ...{ mine: mine.get(poll.id) ?? null, openedAt: poll.opened_at, closedAt: poll.closed_at },
      }
    })
}

async function answersTo(db: Reader, session: string, polls: readonly string[]) {
  if (polls.length === 0) return []
  return db
    .selectFrom('floor_answer')
    .select(['poll_id', 'chosen'])
    .where('session_id', '=', session)
    .where('poll_id', 'in', [...polls])
    .execute()
}

async function ownAnswers(db: Reader, session: string, own: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  if (own.length === 0) return new Map()
  const rows = await db
    .selectFrom('floor_answer')
    .select(['poll_id', 'chosen'])
    .where('session_id', '=', session)
    .where('person_id', 'in', [...own])
    .execute()
  return new Map(rows.map(({ poll_id: poll, chosen }) => [poll, chosen]))
}
