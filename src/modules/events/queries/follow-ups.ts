import type { Reader } from '../../../platform/db.ts'
import { maySee } from '../policy.ts'
import { decisionState } from '../rules.ts'
import type { Host } from './host.ts'
import type { Decision } from './whole-event.ts'

const MOST = 20

/** What a host decided and has not done yet, the nearest day first; of events that this reader may see. */
export async function followUpsOf(db: Reader, host: Host, now: Date): Promise<readonly Decision[]> {
  const rows = await db
    .selectFrom('event_decision')
    .innerJoin('hosted_event', (join) =>
      join.onRef('hosted_event.host_id', '=', 'event_decision.host_id').onRef('hosted_event.id', '=', 'event_decision.event_id'),
    )
    .selectAll('event_decision')
    .select(['hosted_event.state as plan_state', 'hosted_event.visibility', 'hosted_event.hidden_for'])
    .where('event_decision.host_id', '=', host.id)
    .where('done_on', 'is', null)
    .orderBy('due_on')
    .limit(MOST)
    .execute()
  return rows
    .filter((row) => maySee({ state: row.plan_state, visibility: row.visibility, hidden_for: row.hidden_for }, host))
    .map(({ plan_state: _state, visibility: _visibility, hidden_for: _hidden, ...row }) => ({ ...row, state: decisionState(row, now) }))
}
