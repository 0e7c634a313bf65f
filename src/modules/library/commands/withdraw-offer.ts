import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWithdrawOffer } from '../policy.ts'
import { holdAssist, pairFacts } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'

export const withdrawOffer = command({
  name: 'library.withdraw-offer',
  summary: 'Take an offer to a peer back, before or after it was taken up',
  route: 'DELETE /peer-assists/{assist}/offers/{body}',
  input: z.object({ assist: z.uuid(), body: z.uuid() }),
  output: z.object({ assist: z.uuid() }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ actor, facts }) => mayWithdrawOffer(actor, facts.sides, facts.state),
  async run(tx, { input, now }) {
    await tx
      .updateTable('assist_offer')
      .set({ state: 'withdrawn', decided_at: now })
      .where('assist_id', '=', input.assist)
      .where('body_id', '=', input.body)
      .execute()
    return { assist: input.assist }
  },
  tell: ({ input }) => [assistEventOf({ id: input.assist, body: input.body }, 'help.withdrawn', false)],
})
