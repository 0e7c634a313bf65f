import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayDecideOffer } from '../policy.ts'
import { holdAssist, pairFacts } from '../queries/assists.ts'
import { assistEventOf } from '../queries/telling.ts'

export const decideOffer = command({
  name: 'library.decide-offer',
  summary: 'Take up an offer, so that the two bodies are a pair, or decline it',
  route: 'PUT /peer-assists/{assist}/offers/{body}/decision',
  input: z.object({ assist: z.uuid(), body: z.uuid(), outcome: z.enum(['paired', 'declined']) }),
  output: z.object({ outcome: z.enum(['paired', 'declined']) }),
  async facts(tx, { input, actor, now }) {
    await holdAssist(tx, input.assist)
    return pairFacts(tx, input, { actor, now })
  },
  may: ({ actor, facts }) => mayDecideOffer(actor, facts.sides, facts.facts, facts.state),
  async run(tx, { input, now }) {
    await tx
      .updateTable('assist_offer')
      .set({ state: input.outcome, decided_at: now })
      .where('assist_id', '=', input.assist)
      .where('body_id', '=', input.body)
      .execute()
    return { outcome: input.outcome }
  },
  tell: ({ input, facts: { row } }) => [
    assistEventOf(
      { id: input.assist, body: row.body_id },
      input.outcome === 'paired' ? 'help.paired' : 'help.declined',
      input.outcome === 'paired' && row.audience === 'everybody',
    ),
  ],
})
