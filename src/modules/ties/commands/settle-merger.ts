import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities } from '../../communities/index.ts'
import { no } from '../refusals.ts'
import { dayIn, objectionsEnough } from '../rules.ts'

// No route: the clock does it, when the day has passed.
export const settleMerger = command({
  name: 'ties.settle-merger',
  summary: 'When the day for answers or objections has passed: what becomes of a merger. Nobody is moved by it, and no community is ended',
  input: z.object({ merger: z.uuid() }),
  output: z.object({ state: z.enum(['proposed', 'asking', 'merged', 'declined', 'objected', 'lapsed', 'undone']) }),
  async facts(tx, { input }) {
    const row = await tx.selectFrom('merger').selectAll().where('id', '=', input.merger).forUpdate().executeTakeFirst()
    return { row: row ?? refuse(no('merger.missing')) }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input, now, facts: { row } }) {
    const today = dayIn(now)
    if (row.state === 'proposed' && row.answer_by < today) {
      await tx.updateTable('merger').set({ state: 'lapsed', settled_at: now }).where('id', '=', input.merger).execute()
      return { state: 'lapsed' as const }
    }
    if (row.state !== 'asking' || row.object_by === null || row.object_by >= today) return { state: row.state }
    const state = (await isStopped(tx, row.ending_id, input.merger)) ? ('objected' as const) : ('merged' as const)
    await tx.updateTable('merger').set({ state, settled_at: now }).where('id', '=', input.merger).execute()
    // They were asked for this alone.
    await tx.deleteFrom('merger_objection').where('ending_id', '=', row.ending_id).where('merger_id', '=', input.merger).execute()
    return { state }
  },
  tell: ({ input, facts: { row }, result }) =>
    result.state === row.state
      ? []
      : [
          {
            kind: 'ties.merger.settled',
            ...{ scope: row.ending_id, subject: input.merger, data: { state: result.state }, visibility: 'internal', anonymous: true },
          },
        ],
})

/** Of whoever is a member now: who left has no say, and who came meanwhile counts among those of whom it is a third. */
async function isStopped(db: Reader, community: string, merger: string): Promise<boolean> {
  const members = await communities.memberIdsOf(db, community)
  const rows = await db
    .selectFrom('merger_objection')
    .select('member_id as member')
    .where('ending_id', '=', community)
    .where('merger_id', '=', merger)
    .execute()
  return rows.filter(({ member }) => members.has(member)).length >= objectionsEnough(members.size)
}
