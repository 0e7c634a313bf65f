import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import { demandCall, demandSession, deskOf } from './call.ts'
import { rowOf } from './rows.ts'

/** What decides whether somebody may decide about an idea or answer it; its row is held. */
export async function decisionFacts(tx: Tx, asked: { readonly session: string; readonly idea: string }, actor: Actor) {
  const seen = await demandSession(tx, { id: asked.session }, actor)
  await tx.selectFrom('idea').select('id').where('session_id', '=', asked.session).where('id', '=', asked.idea).forUpdate().execute()
  const row = (await rowOf(tx, asked.session, asked.idea)) ?? refuse(no('idea.missing'))
  return { ...seen, row, call: await demandCall(tx, asked.session, actor.locale), desk: await deskOf(tx, seen, actor) }
}
