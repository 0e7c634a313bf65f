import type { Reader } from '../../../platform/db.ts'
import { MOST_REPORTS } from '../rules.ts'
import type { Outcome } from '../tables.ts'
import type { Ref } from './links.ts'

/** A case, its decision and its appeal as they stand. */
export async function readCase(db: Reader, { scope, id }: Ref, lock: 'none' | 'update' = 'none') {
  const select = db.selectFrom('moderation_case').selectAll().where('scope_id', '=', scope).where('id', '=', id)
  // Decisions and appeals about one case come one after the other.
  return (await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}

export async function readDecision(db: Reader, { scope, id }: Ref) {
  return (await db.selectFrom('decision').selectAll().where('scope_id', '=', scope).where('case_id', '=', id).executeTakeFirst()) ?? null
}
export type DecisionRow = NonNullable<Awaited<ReturnType<typeof readDecision>>>

export async function readAppeal(db: Reader, { scope, id }: Ref) {
  return (await db.selectFrom('appeal').selectAll().where('scope_id', '=', scope).where('case_id', '=', id).executeTakeFirst()) ?? null
}
export type AppealRow = NonNullable<Awaited<ReturnType<typeof readAppeal>>>

export async function readReports(db: Reader, { scope, id }: Ref) {
  return db
    .selectFrom('report')
    .select(['rule', 'law', 'text', 'language', 'reported_at as reportedAt'])
    .where('scope_id', '=', scope)
    .where('case_id', '=', id)
    .orderBy('reported_at')
    .orderBy('id')
    .limit(MOST_REPORTS)
    .execute()
}

export async function readReport(db: Reader, { scope, id }: Ref) {
  return (await db.selectFrom('report').selectAll().where('scope_id', '=', scope).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function readRequest(db: Reader, { scope, id }: Ref) {
  const select = db.selectFrom('authority_request').selectAll().where('scope_id', '=', scope).where('case_id', '=', id)
  return (await select.executeTakeFirst()) ?? null
}
export type RequestRow = NonNullable<Awaited<ReturnType<typeof readRequest>>>

export async function readProposal(db: Reader, { scope, id }: Ref) {
  const select = db.selectFrom('hiding_proposal').selectAll().where('scope_id', '=', scope).where('case_id', '=', id)
  return (await select.executeTakeFirst()) ?? null
}

/** Null: there is none any more, or there never was. */
export async function readLabel(db: Reader, { scope, id }: Ref) {
  const select = db
    .selectFrom('label')
    .select(['code', 'source', 'put_at as putAt'])
    .where('scope_id', '=', scope)
    .where('case_id', '=', id)
    .where('removed_at', 'is', null)
  return (await select.executeTakeFirst()) ?? null
}

/** How many reports of this thing wait together. */
export async function countWaiting(db: Reader, thing: { sort: string; scope: string; subject: string }): Promise<number> {
  const { count } = await db
    .selectFrom('report')
    .innerJoin('moderation_case', (join) =>
      join.onRef('moderation_case.scope_id', '=', 'report.scope_id').onRef('moderation_case.id', '=', 'report.case_id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('moderation_case.scope_id', '=', thing.scope)
    .where('sort', '=', thing.sort)
    .where('subject', '=', thing.subject)
    .where('decided_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** What holds now: the decision, unless an appeal overturned it. A note that was overturned or taken away leaves the thing as it was. */
export function holdsNow(decision: DecisionRow, appeal: AppealRow | null): Outcome {
  if (appeal?.outcome !== 'overturned') return decision.outcome
  return decision.outcome === 'kept' ? 'hidden' : 'kept'
}
