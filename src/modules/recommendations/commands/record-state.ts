import type { Tx } from '../../../platform/db.ts'
import type { Office, RecommendationState, Was } from '../tables.ts'

type Of = { readonly sessionId: string; readonly id: string }
type Step = {
  readonly state: RecommendationState
  readonly at: Date
  readonly office: Office
  readonly reason?: { readonly text: string; readonly language: string } | null
  readonly was?: Was | null
}

/** A step of several deeds: the state, and the line of the record that says when, by which office and why. */
export async function recordState(tx: Tx, { sessionId, id }: Of, { state, at, office, reason = null, was = null }: Step): Promise<void> {
  await tx.updateTable('recommendation').set({ state }).where('session_id', '=', sessionId).where('id', '=', id).execute()
  const { last } = await tx
    .selectFrom('recommendation_step')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last'))
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('recommendation_step')
    .values({
      ...{ session_id: sessionId, recommendation_id: id, position: last + 1, state, at, office },
      ...{ reason: reason?.text ?? null, language: reason?.language ?? null, was: was === null ? null : JSON.stringify(was) },
    })
    .execute()
}
