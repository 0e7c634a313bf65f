import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayMarkDifference } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const markDifference = command({
  name: 'organisations.mark-difference',
  summary:
    'Say that two bodies of like names are known to be two, so that readers are warned no more; or, with different: false, warn them again. For operators.',
  route: 'PUT /bodies/{body}/differences/{other}',
  input: z.object({ body: bodyRef, other: bodyRef, different: z.boolean().default(true) }),
  output: z.object({ body: z.string(), other: z.string() }),
  facts: async (tx, { input, actor }) => ({
    body: await bodyFacts(tx, input.body, actor),
    other: await bodyFacts(tx, input.other, actor),
  }),
  may: ({ actor, facts }) => mayMarkDifference(actor, facts.body, facts.other),
  async run(tx, { input, facts, now }) {
    const body = (facts.body ?? refuse(no('body.missing'))).id
    const other = (facts.other ?? refuse(no('body.missing'))).id
    const [first, second] = body < other ? [body, other] : [other, body]
    if (input.different)
      await tx
        .insertInto('body_difference')
        .values({ body_id: first, other_id: second, marked_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    else await tx.deleteFrom('body_difference').where('body_id', '=', first).where('other_id', '=', second).execute()
    return { body, other }
  },
  tell: ({ input, result }) => [
    {
      kind: 'organisations.difference.marked',
      scope: result.body,
      subject: result.other,
      data: { different: input.different },
      visibility: 'public',
    },
  ],
})
