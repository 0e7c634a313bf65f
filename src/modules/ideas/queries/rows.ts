import type { Selectable } from 'kysely'
import { dayOf } from '../../../core/event.ts'
import type { Reader, Tables } from '../../../platform/db.ts'
import { isOverdue } from '../rules.ts'
import type {} from '../tables.ts'
import type { Numbers, Shown } from './shapes.ts'

export type Row = Selectable<Tables['idea']>
type Answer = Selectable<Tables['idea_answer']>
type Place = { readonly id: string; readonly path: string }
type Clock = { readonly answerBy: Date }

export const pathOf = (sessionPath: string, id: string): string => `${sessionPath}/ideas/${id}`
export const dateOf = (at: Date): string => dayOf(at).toISOString().slice(0, 10)

export async function rowOf(db: Reader, session: string, id: string): Promise<Row | null> {
  const row = await db.selectFrom('idea').selectAll().where('session_id', '=', session).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** The newest day first; within a day by an id that chance made: nobody learns in which order they came. */
export const ordered = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => b.written_on.getTime() - a.written_on.getTime() || (a.id < b.id ? -1 : 1))

/** What its writer took back before anybody could read it was never there. */
export const isTold = ({ status, was_public: wasPublic }: Row): boolean => status !== 'withdrawn' || wasPublic

export async function answersOf(db: Reader, session: string): Promise<ReadonlyMap<string, Answer>> {
  const rows = await db.selectFrom('idea_answer').selectAll().where('session_id', '=', session).execute()
  return new Map(rows.map((row) => [row.idea_id, row]))
}

const STATES = { published: 'standing', withdrawn: 'withdrawn', declined: 'hidden', waiting: 'waiting' } as const

type Drawing = { readonly session: Place; readonly call: Clock; readonly answers: ReadonlyMap<string, Answer>; readonly now: Date }

/** As everybody may know of it; the words of one that waits are for its author and for those who read it. */
export function drawn(row: Row, { session, call, answers, now }: Drawing, all = false): Shown {
  const state = STATES[row.status]
  const open = state === 'standing' || (all && state !== 'withdrawn')
  const answer = answers.get(row.id)
  return {
    ...{ id: row.id, path: pathOf(session.path, row.id), state, version: row.version, question: row.question },
    ...(open
      ? { title: row.title, text: row.text, language: row.language, label: row.label }
      : { title: '', text: '', language: 'und', label: null }),
    writtenOn: dateOf(row.written_on),
    withdrawnOn: row.withdrawn_at === null ? null : dateOf(row.withdrawn_at),
    answer: answer === undefined || !open ? null : drawAnswer(answer, session),
    overdue: state === 'standing' && isOverdue(answer !== undefined, call, now),
  }
}

const drawAnswer = (answer: Answer, session: Place): Shown['answer'] => ({
  ...{ outcome: answer.outcome, reason: answer.reason, language: answer.language, passedTo: answer.passed_to },
  mergedWith: answer.merged_with === null ? null : { id: answer.merged_with, path: pathOf(session.path, answer.merged_with) },
  on: dateOf(answer.answered_at),
})

/** All that everybody can count themselves. */
export const numbersIn = (shown: readonly Shown[]): Numbers => {
  const standing = shown.filter(({ state }) => state === 'standing')
  return {
    ideas: standing.length,
    answered: standing.filter(({ answer }) => answer !== null).length,
    overdue: standing.filter(({ overdue }) => overdue).length,
  }
}
