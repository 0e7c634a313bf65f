import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theClockMay } from '../policy.ts'
import { changedLevels, levelsNow, toldLevels } from '../queries/evidence.ts'
import { LEVELS } from '../tables.ts'

/**
 * Tells what the clock, a withdrawal or the lapse of another body changed. Pages need no such row: they look at the evidence itself.
 * No route: a sweep does it; nobody asks for it by hand.
 */
export const settleVerifications = command({
  name: 'organisations.settle-verifications',
  summary: 'Tell which bodies became verified, and whose verification lapsed.',
  input: z.object({}),
  output: z.object({
    changes: z.array(z.object({ body: z.string(), before: z.enum(LEVELS).nullable(), after: z.enum(LEVELS).nullable() })),
  }),
  facts: async (tx, { now }) => changedLevels(await toldLevels(tx), await levelsNow(tx, now)),
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { facts, now }) {
    for (const { body, after } of facts) {
      if (after === null) await tx.updateTable('verification').set({ lapsed_at: now }).where('body_id', '=', body).execute()
      else
        await tx
          .insertInto('verification')
          .values({ body_id: body, level: after, since: now, lapsed_at: null })
          .onConflict((conflict) => conflict.column('body_id').doUpdateSet({ level: after, since: now, lapsed_at: null }))
          .execute()
    }
    return { changes: [...facts] }
  },
  tell: ({ result }) =>
    result.changes.map(({ body, before, after }) => ({
      kind: after === null ? 'organisations.verification.lapsed' : 'organisations.verification.reached',
      scope: body,
      subject: body,
      data: { level: after ?? before },
      visibility: 'public',
    })),
})
