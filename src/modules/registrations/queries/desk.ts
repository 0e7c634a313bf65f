import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayOrganise } from '../policy.ts'
import type { Mode, PlaceState } from '../tables.ts'
import { codeOf, openTold } from './own.ts'
import { demandEdition, questionsOf, type AskedQuestion } from './plan.ts'
import { mode, state, type Told } from './shapes.ts'

export type DeskRow = {
  readonly registration: string
  /** The name of the badge; of quiet ones, and of those without, the end of the code: enough to tell them apart, and no ticket. */
  readonly label: string
  readonly state: PlaceState
  readonly mode: Mode
  /** Something has to be prepared for this person, or they wrote something. */
  readonly toRead: boolean
}
export type Need = { readonly sort: 'access' | 'diet' | 'language'; readonly name: string; readonly count: number }
export type AnswerCount = { readonly question: string; readonly answer: string; readonly count: number }
export type Desk = {
  readonly counts: readonly { readonly state: PlaceState; readonly mode: Mode; readonly count: number }[]
  readonly rows: readonly DeskRow[]
  /** Of those who have a place: so many, and not who. */
  readonly needs: readonly Need[]
  readonly answers: readonly AnswerCount[]
}

/** What organisers see of those who come: by the names of badges, with sums of what they said and none of its words. */
export async function deskOf(db: Reader, keys: Keys, edition: string): Promise<Desk> {
  const found = await db
    .selectFrom('registration')
    .leftJoin('registration_answer', (join) =>
      join
        .onRef('registration_answer.edition_id', '=', 'registration.edition_id')
        .onRef('registration_answer.registration_id', '=', 'registration.id'),
    )
    .select(['registration.id', 'state', 'mode', 'quiet', 'code_sealed', 'sealed'])
    .where('registration.edition_id', '=', edition)
    .execute()
  const questions = await questionsOf(db, edition)
  const texts = new Set(questions.filter(({ sort }) => sort === 'text').map(({ id }) => id))
  const all = found.map((row) => ({ ...row, told: row.sealed === null ? null : openTold(keys, row.sealed) }))
  const rows = all.map(({ id, quiet, code_sealed, told, ...row }) => ({
    ...{ registration: id, state: row.state, mode: row.mode },
    label: quiet || told === null || told.badge === '' ? endOfCode(codeOf(keys, code_sealed)) : told.badge,
    toRead: told !== null && hasToBeRead(told, texts),
  }))
  const coming = all.flatMap(({ state: at, told }) => (at === 'confirmed' && told !== null ? [told] : []))
  const counts = Map.groupBy(rows, (row) => `${row.state} ${row.mode}`)
  return {
    counts: [...counts.values()].flatMap((own) =>
      own[0] === undefined ? [] : [{ state: own[0].state, mode: own[0].mode, count: own.length }],
    ),
    // By name, so that nothing is told of when they came.
    rows: rows.toSorted((a, b) => a.label.localeCompare(b.label)),
    needs: needsIn(coming),
    answers: answersIn(coming, questions),
  }
}

const endOfCode = (code: string): string => `…${code.slice(-4)}`

const hasToBeRead = (told: Told, texts: ReadonlySet<string>): boolean =>
  told.note !== '' || told.access.length > 0 || Object.entries(told.answers).some(([id, answer]) => texts.has(id) && answer !== '')

function needsIn(coming: readonly Told[]): readonly Need[] {
  const sums = (sort: Need['sort'], names: readonly string[]): readonly Need[] =>
    [...Map.groupBy(names, (name) => name)].map(([name, own]) => ({ sort, name, count: own.length })).toSorted((a, b) => b.count - a.count)
  return [
    ...sums(
      'access',
      coming.flatMap(({ access }) => access),
    ),
    ...sums(
      'diet',
      coming.flatMap(({ diet }) => diet),
    ),
    ...sums(
      'language',
      coming.flatMap(({ languages }) => languages),
    ),
  ]
}

function answersIn(coming: readonly Told[], questions: readonly AskedQuestion[]): readonly AnswerCount[] {
  return questions
    .filter(({ sort }) => sort !== 'text')
    .flatMap(({ id: question }) =>
      [
        ...Map.groupBy(
          coming.flatMap(({ answers }) => answers[question] ?? []),
          (answer) => answer,
        ),
      ]
        .filter(([answer]) => answer !== '')
        .map(([answer, own]) => ({ question, answer, count: own.length }))
        .toSorted((a, b) => a.answer.localeCompare(b.answer)),
    )
}

export const readDesk = query({
  name: 'registrations.desk',
  summary: 'Who asked for a place by the names of badges, and how many need what. For organisers of the edition.',
  route: 'GET /editions/{edition}/registrations',
  input: z.object({ edition: z.uuid() }),
  output: z.object({
    counts: z.array(z.object({ state, mode, count: z.number().int() })),
    rows: z.array(z.object({ registration: z.string(), label: z.string(), state, mode, toRead: z.boolean() })),
    needs: z.array(z.object({ sort: z.enum(['access', 'diet', 'language']), name: z.string(), count: z.number().int() })),
    answers: z.array(z.object({ question: z.string(), answer: z.string(), count: z.number().int() })),
  }),
  async read(db, { input, actor, outside: { keys } }) {
    const { organiser } = await demandEdition(db, input.edition, actor)
    demand(mayOrganise(actor, organiser))
    const { counts, rows, needs, answers } = await deskOf(db, keys, input.edition)
    return { counts: [...counts], rows: [...rows], needs: [...needs], answers: [...answers] }
  },
})
