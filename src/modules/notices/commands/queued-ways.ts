import { THE_HUB, type EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import type {} from '../tables.ts'

type Queued = { readonly account: string; readonly urgent: boolean; readonly now: Date; readonly outside: Pick<Outside, 'uuid'> }

/** One for each device of the account; without any words. */
export async function queuePushes(tx: Tx, { account, urgent, now, outside }: Queued): Promise<readonly string[]> {
  const devices = await tx.selectFrom('notices_device').select('id').where('account_id', '=', account).execute()
  const rows = devices.map(({ id }) => ({ account_id: account, id: outside.uuid(), device_id: id, urgent, at: now }))
  if (rows.length > 0) await tx.insertInto('notices_push').values(rows).execute()
  return rows.map(({ id }) => id)
}

/** A random number that leads nowhere once it is handed over: no event says who had news. */
const queued = (kind: string, subject: string): EventDraft => {
  return { kind, scope: THE_HUB, subject, data: {}, visibility: 'internal', anonymous: true }
}

export const letterQueued = (letter: string): EventDraft => queued('notices.letter.queued', letter)
export const pushQueued = (push: string): EventDraft => queued('notices.push.queued', push)
