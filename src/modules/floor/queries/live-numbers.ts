import type { Reader } from '../../../platform/db.ts'
import { PUBLIC_STATES } from '../rules.ts'
import { readPolls } from './polls.ts'

export type SessionNumbers = { readonly questions: number; readonly answered: number; readonly polls: number }

/** How much there is to read, in one reading: for the page of the session. */
export async function sessionNumbers(db: Reader, session: string): Promise<SessionNumbers> {
  const { polls, ...questions } = await db
    .selectFrom('floor_question')
    .select((of) => [
      of.fn.countAll<number>().as('questions'),
      of.fn.countAll<number>().filterWhere('state', '=', 'answered').as('answered'),
      of
        .selectFrom('floor_poll')
        .select((poll) => poll.fn.countAll<number>().as('polls'))
        .where('floor_poll.session_id', '=', session)
        .where('floor_poll.state', '!=', 'draft')
        .as('polls'),
    ])
    .where('session_id', '=', session)
    .where('state', 'in', [...PUBLIC_STATES])
    .where('chair_only', '=', false)
    .where('hidden_for', 'is', null)
    .executeTakeFirstOrThrow()
  return { ...questions, polls: polls ?? 0 }
}

/** The numbers that an open page shows, by where they stand in it: what everybody reads, and the same for everybody. */
export async function liveNumbers(db: Reader, session: string): Promise<Readonly<Record<string, number>>> {
  const questions = await db
    .selectFrom('floor_question')
    .select(['id', 'voices'])
    .where('session_id', '=', session)
    .where('state', 'in', [...PUBLIC_STATES])
    .where('chair_only', '=', false)
    .where('hidden_for', 'is', null)
    .execute()
  const waiting = await db
    .selectFrom('floor_question')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('session_id', '=', session)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const hands = await db
    .selectFrom('floor_hand')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('session_id', '=', session)
    .where('state', '=', 'raised')
    .executeTakeFirstOrThrow()
  const polls = await readPolls(db, { session, own: [], drafts: false })
  return Object.fromEntries([
    ['questions', questions.length],
    ['waiting', waiting.count],
    ['hands', hands.count],
    ...questions.map(({ id, voices }) => [`q-${id}`, voices + 1]),
    ...polls.flatMap(({ id, options, people }) => [
      ...(people === null ? [] : [[`p-${id}`, people]]),
      ...options.flatMap(({ number, count }) => (count === null ? [] : [[`p-${id}-${number}`, count]])),
    ]),
  ])
}
