import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { isOpen, mayHold } from '../policy.ts'
import type { Host } from '../queries/host.ts'
import type { EventRow } from '../queries/rows.ts'
import { demandEvent, isOwnProposal } from '../queries/seen-event.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOfNow, momentOf } from '../rules.ts'
import { putDates } from './put-dates.ts'

/** To the day, and naming nobody: who prepares the events of a community belongs to it. What is for members is told inside alone. */
export const toldOf = (kind: string, row: EventRow, host: Host, state: EventRow['state'] = row.state): EventDraft => ({
  ...{ kind, scope: row.host_id, subject: row.id, data: {}, anonymous: true },
  visibility: isOpen({ ...row, state }, host) ? 'public' : 'internal',
})

export const publishEvent = command({
  name: 'events.publish',
  summary:
    'Publish a draft: from now on everybody sees it for whom it is, and can answer. Whoever publishes what a member proposed answers for it',
  route: 'POST /events/{event}/publication',
  limit: 'write',
  input: z.object({ event: shapes.event }),
  output: z.object({ path: z.string() }),
  facts: (tx, { input, actor, now, outside }) => demandEvent(tx, { actor, now, outside }, input.event),
  may: ({ actor, facts: { host, row }, now }) =>
    all(
      mayHold(actor, host),
      row.state === 'called-off' ? no('event.called-off') : yes,
      row.state === 'published' || momentOf(row.first_on, row.starts_time, row.zone) > now ? yes : no('event.in-the-past'),
    ),
  async run(tx, { facts: { row, host }, now }) {
    if (row.state === 'draft') {
      await tx
        .updateTable('hosted_event')
        .set({ state: 'published', published_at: now, checked_on: dayOfNow(now), owner_ref: row.owner_ref ?? host.ref })
        .where('host_id', '=', row.host_id)
        .where('id', '=', row.id)
        .execute()
      await putDates(tx, row, now)
    }
    return { path: `/events/${row.id}` }
  },
  tell: ({ facts: { row, host } }) => (row.state === 'draft' ? [toldOf('events.event.published', row, host, 'published')] : []),
})

export const discardDraft = command({
  name: 'events.discard-draft',
  summary: 'Throw a draft away, or take back what one has proposed. What was published is called off, and never deleted',
  route: 'DELETE /events/{event}',
  limit: 'write',
  input: z.object({ event: shapes.event }),
  output: z.object({}),
  facts: (tx, { input, actor, now, outside }) => demandEvent(tx, { actor, now, outside }, input.event),
  may: ({ actor, facts }) =>
    isOwnProposal(facts) ? yes : all(mayHold(actor, facts.host), facts.row.state === 'draft' ? yes : no('event.not-draft')),
  async run(tx, { facts: { row } }) {
    for (const table of ['event_occurrence', 'event_text'] as const)
      await tx.deleteFrom(table).where('host_id', '=', row.host_id).where('event_id', '=', row.id).execute()
    await tx.deleteFrom('hosted_event').where('host_id', '=', row.host_id).where('id', '=', row.id).execute()
    return {}
  },
  tell: ({ facts: { row } }) => [
    { kind: 'events.event.discarded', scope: row.host_id, subject: row.id, data: {}, visibility: 'internal', anonymous: true },
  ],
})
