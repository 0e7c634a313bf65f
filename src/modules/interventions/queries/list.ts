import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { ON_A_PAGE } from '../rules.ts'
import { drawn, ordered, stateOf } from './rows.ts'
import { demandSession } from './session-facts.ts'
import { role, shown } from './shapes.ts'

export type Filter = {
  readonly question?: number | 'none' | undefined
  readonly role?: string | undefined
  readonly language?: string | undefined
  readonly page?: number | undefined
}

/** Of a session, in short: for its page, and for the head of the list. */
export type Numbers = {
  readonly standing: number
  readonly withdrawn: number
  readonly paper: number
  readonly unfiled: number
  /** How many stand under each guiding question. */
  readonly under: ReadonlyMap<number, number>
  readonly languages: readonly string[]
}

export async function numbersOf(db: Reader, session: string): Promise<Numbers> {
  const rows = await db
    .selectFrom('intervention')
    .select(['question', 'source', 'language', 'withdrawn_at', 'hidden_for'])
    .where('session_id', '=', session)
    .execute()
  const standing = rows.filter((row) => stateOf(row) === 'standing')
  const under = Map.groupBy(standing, ({ question }) => question)
  return {
    standing: standing.length,
    withdrawn: rows.filter((row) => row.withdrawn_at !== null).length,
    paper: standing.filter(({ source }) => source === 'paper').length,
    unfiled: under.get(null)?.length ?? 0,
    under: new Map([...under].flatMap(([question, own]) => (question === null ? [] : [[question, own.length] as const]))),
    languages: [...new Set(standing.map(({ language }) => language))].toSorted(),
  }
}

/** The rows of one page of the list, and how many there are in all. Filters are of what a reader sees: of what is gone only its question is. */
export async function listed(db: Reader, session: string, { question, role: wanted, language, page = 1 }: Filter) {
  let select = db.selectFrom('intervention').selectAll().where('session_id', '=', session)
  if (question === 'none') select = select.where('question', 'is', null)
  else if (question !== undefined) select = select.where('question', '=', question)
  const all = (await select.execute()).filter(
    (row) =>
      (wanted === undefined && language === undefined) ||
      (stateOf(row) === 'standing' &&
        (wanted === undefined || row.role === wanted) &&
        (language === undefined || row.language === language)),
  )
  return { rows: ordered(all).slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE), total: all.length }
}

export const listInterventions = query({
  name: 'interventions.list',
  summary: 'What was said in a session, by guiding question, as everybody may read it: fifty at a time, in no order of time',
  route: 'GET /sessions/{session}/interventions',
  input: z.object({
    session: z.uuid(),
    question: z.coerce.number().int().optional(),
    role: role.optional(),
    language: z.string().max(35).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  output: z.object({ total: z.number().int(), interventions: z.array(shown) }),
  async read(db, { input, actor }) {
    const { session } = await demandSession(db, { id: input.session }, actor)
    const { rows, total } = await listed(db, session.id, input)
    return { total, interventions: [...(await drawn(db, session, rows, actor))] }
  },
})
