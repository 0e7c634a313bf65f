import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type SeenEdition } from '../../gatherings/index.ts'
import { no } from '../refusals.ts'
import type { QuestionText } from '../rules.ts'
import type { Mode, QuestionSort } from '../tables.ts'

export type Plan = {
  readonly opensAt: Date
  readonly closesAt: Date
  readonly places: Readonly<Record<Mode, number | null>>
  readonly byApproval: boolean
  readonly namesAtDoor: boolean
  /** In tens; what everybody sees. */
  readonly shown: Readonly<Record<Mode, number>>
}

export async function demandEdition(db: Reader, id: string, actor: Actor): Promise<SeenEdition> {
  return (await gatherings.seenEdition(db, { id }, actor)) ?? refuse(no('registration.edition-missing'))
}

/** `lock`: places of this edition are given and taken by one at a time, so that nobody gets one that is not there. */
export async function planOf(db: Reader, editionId: string, lock = false): Promise<Plan | null> {
  const select = db.selectFrom('registration_plan').selectAll().where('edition_id', '=', editionId)
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst()
  return row === undefined
    ? null
    : {
        opensAt: row.opens_at,
        closesAt: row.closes_at,
        places: { 'in-person': row.in_person_places, online: row.online_places },
        byApproval: row.by_approval,
        namesAtDoor: row.names_at_door,
        shown: { 'in-person': row.shown_in_person, online: row.shown_online },
      }
}

export type Confirmed = Readonly<Record<Mode, number>>

export async function confirmedIn(db: Reader, editionId: string): Promise<Confirmed> {
  const rows = await db
    .selectFrom('registration')
    .select(['mode', (eb) => eb.fn.countAll<number>().as('count')])
    .where('edition_id', '=', editionId)
    .where('state', '=', 'confirmed')
    .groupBy('mode')
    .execute()
  const of = (mode: Mode): number => rows.find((row) => row.mode === mode)?.count ?? 0
  return { 'in-person': of('in-person'), online: of('online') }
}

export type AskedQuestion = {
  readonly id: string
  readonly sort: QuestionSort
  readonly required: boolean
  readonly texts: readonly QuestionText[]
}

export async function questionsOf(db: Reader, editionId: string): Promise<readonly AskedQuestion[]> {
  const rows = await db
    .selectFrom('registration_question')
    .select(['id', 'sort', 'required', 'texts'])
    .where('edition_id', '=', editionId)
    .orderBy('position')
    .execute()
  // The column is jsonb: what was written as a text comes back as a list.
  return rows.map(({ texts, ...row }) => ({ ...row, texts: texts as unknown as readonly QuestionText[] }))
}
