import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { told } from '../queries/told.ts'
import { ASKED_DAYS, dateOf, dayAfter, ERASED_DAYS, PROPOSAL_DAYS } from '../rules.ts'
import { closePair, dropPairs } from './drop-pairs.ts'

// No route: a clock decides it.
export const closeDue = command({
  name: 'buddies.close-due',
  summary: 'End what is over by its day, and erase what nobody needs any more',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { now, outside: { keys } }) {
    const today = dateOf(now)
    let rows = 0
    const ended = await tx.selectFrom('buddy_pair').selectAll().where('state', '=', 'running').where('ends_on', '<=', today).execute()
    for (const row of ended) await closePair(tx, keys, { row, today })
    const stale = await tx
      .selectFrom('buddy_pair')
      .select(['scope', 'id'])
      .where('state', '=', 'proposed')
      .where('changed_on', '<', dayAfter(today, -PROPOSAL_DAYS))
      .execute()
    for (const { scope, id } of stale) rows += await dropPairs(tx, { scope, id })
    const unanswered = await tx.selectFrom('buddy_request').select(['scope', 'id']).where('until', '<', today).execute()
    for (const { scope, id } of unanswered) {
      await dropPairs(tx, { scope, request_id: id })
      await tx.deleteFrom('buddy_request').where('scope', '=', scope).where('id', '=', id).execute()
    }
    const offers = await tx.deleteFrom('buddy_offer').where('until', '<', dayAfter(today, -ERASED_DAYS)).executeTakeFirstOrThrow()
    const asked = await tx
      .deleteFrom('buddy_pair')
      .where('state', '=', 'over')
      .where('changed_on', '<', dayAfter(today, -ASKED_DAYS))
      .executeTakeFirstOrThrow()
    // That two were proposed once is of use while both the offer and the request are there.
    const dropped = await tx
      .deleteFrom('buddy_pair')
      .where('state', '=', 'dropped')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('buddy_request')
              .select('buddy_request.id')
              .whereRef('buddy_request.scope', '=', 'buddy_pair.scope')
              .whereRef('buddy_request.id', '=', 'buddy_pair.request_id'),
          ),
        ),
      )
      .executeTakeFirstOrThrow()
    const deleted = offers.numDeletedRows + asked.numDeletedRows + dropped.numDeletedRows
    return { rows: rows + ended.length + unanswered.length + Number(deleted) }
  },
  tell: ({ result }) => (result.rows === 0 ? [] : [told('buddies.due.closed')]),
})
