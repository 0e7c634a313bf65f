import type { Db, Tx } from '../../../platform/db.ts'
import { slotsOf } from '../queries/slots.ts'
import { dayOfNow, lastSlot, momentOf } from '../rules.ts'
import type { EventRow } from '../queries/rows.ts'
import type {} from '../tables.ts'

type Planned = Pick<EventRow, 'host_id' | 'id' | 'first_on' | 'starts_time' | 'minutes' | 'zone' | 'repeats' | 'repeat_rule' | 'ends_on'>

const MINUTE_MS = 60_000

export function datesFor(plan: Planned, slots: readonly string[], source: string | null) {
  return slots.map((slot) => {
    const starts = momentOf(slot, plan.starts_time, plan.zone)
    const ends = new Date(starts.getTime() + plan.minutes * MINUTE_MS)
    return { host_id: plan.host_id, event_id: plan.id, slot, starts_at: starts, ends_at: ends, source }
  })
}

/** The dates that an event has so far and for the next eighteen months; those that are there stay as they are. */
export async function putDates(tx: Tx | Db, plan: Planned, now: Date, source: string | null = null): Promise<number> {
  const { repeat_rule: rule, first_on: first } = plan
  const last = [lastSlot(now), ...(plan.ends_on === null ? [] : [plan.ends_on])].toSorted()[0] ?? first
  const today = dayOfNow(now)
  const from = first > today ? first : today
  const slots = plan.repeats === 'rule' && rule !== null ? [...new Set([first, ...slotsOf(rule, first, { from, to: last })])] : [first]
  const done = await tx
    .insertInto('event_occurrence')
    .values(datesFor(plan, slots, source))
    .onConflict((conflict) => conflict.columns(['host_id', 'event_id', 'slot']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0)
}

/** Of a series whose dates would run out before the eighteen months are over. No deed: nobody asks for it, and twice is as good as once. */
export async function renewDates(db: Db, now: Date): Promise<void> {
  const series = await db
    .selectFrom('hosted_event')
    .select(['host_id', 'id', 'first_on', 'starts_time', 'minutes', 'zone', 'repeats', 'repeat_rule', 'ends_on'])
    .where('repeats', '=', 'rule')
    .where('state', '=', 'published')
    .execute()
  for (const plan of series) await putDates(db, plan, now)
}
