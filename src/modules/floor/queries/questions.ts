import type { Actor } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import { profiles } from '../../profiles/index.ts'
import { PUBLIC_STATES } from '../rules.ts'
import type { Naming, QuestionState } from '../tables.ts'

/** A question as this reader may know it. */
export type SeenQuestion = {
  readonly id: string
  readonly text: string
  readonly language: string
  readonly guiding: number | null
  readonly naming: Naming
  /** The name they chose to be asked under, where the reader may see it; null: nobody is named. */
  readonly speaker: string | null
  readonly chairOnly: boolean
  readonly state: QuestionState
  readonly mergedInto: string | null
  readonly declinedFor: string | null
  readonly note: string | null
  readonly answer: string | null
  readonly answerLanguage: string | null
  readonly answeredAs: string | null
  readonly hidden: boolean
  /** Whoever asked, and each who joined. */
  readonly people: number
  readonly version: number
  readonly mine: boolean
  readonly joined: boolean
  readonly askedAt: Date
  readonly shownAt: Date | null
  readonly decidedAt: Date | null
  readonly answeredAt: Date | null
}

export type Looking = { readonly session: string; readonly actor: Actor; readonly own: readonly string[] }
export type Which = 'public' | 'queue' | 'own' | { readonly ids: readonly string[] }

/** In the order in which they were asked. `public`: what everybody reads; `queue`: what those who lead decide about; `own`: the reader's. */
export async function readQuestions(db: Reader, { session, actor, own }: Looking, which: Which): Promise<readonly SeenQuestion[]> {
  let select = db.selectFrom('floor_question').selectAll().where('session_id', '=', session).orderBy('asked_at').orderBy('id')
  if (which === 'public')
    select = select
      .where('state', 'in', [...PUBLIC_STATES])
      .where('chair_only', '=', false)
      .where('hidden_for', 'is', null)
  else if (which === 'queue') select = select.where('state', '!=', 'withdrawn')
  else if (which === 'own') {
    if (own.length === 0) return []
    select = select.where('person_id', 'in', [...own])
  } else {
    if (which.ids.length === 0) return []
    select = select.where('id', 'in', [...which.ids])
  }
  const rows = await select.execute()
  const named = rows.flatMap(({ naming, person_id: person }) => (naming === 'named' && person !== null ? [person] : []))
  const names = named.length === 0 ? new Map<string, string>() : await profiles.namesFor(db, actor, named)
  const joined = await joinedBy(db, session, own)
  return rows.map((row) => ({
    ...{ id: row.id, text: row.text, language: row.language, guiding: row.guiding, naming: row.naming, chairOnly: row.chair_only },
    ...{ state: row.state, mergedInto: row.merged_into, declinedFor: row.declined_for, note: row.note, answer: row.answer },
    ...{ answerLanguage: row.answer_language, answeredAs: row.answered_as, hidden: row.hidden_for !== null, people: row.voices + 1 },
    ...{ version: row.version, askedAt: row.asked_at, shownAt: row.shown_at, decidedAt: row.decided_at, answeredAt: row.answered_at },
    speaker: row.naming === 'pseudonym' ? row.pseudonym : row.naming === 'named' ? (names.get(row.person_id ?? '') ?? null) : null,
    mine: row.person_id !== null && own.includes(row.person_id),
    joined: joined.has(row.id),
  }))
}

async function joinedBy(db: Reader, session: string, own: readonly string[]): Promise<ReadonlySet<string>> {
  if (own.length === 0) return new Set()
  const rows = await db
    .selectFrom('floor_voice')
    .select('question_id')
    .where('session_id', '=', session)
    .where('person_id', 'in', [...own])
    .execute()
  return new Set(rows.map(({ question_id: question }) => question))
}
