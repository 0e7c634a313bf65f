import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayWithdrawVouching } from '../policy.ts'
import { lockPair, vouchFacts } from '../queries/vouch-facts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const withdrawVouching = command({
  name: 'organisations.withdraw-vouching',
  summary: 'Vouch for a body no more. For stewards of the one that vouched, and operators.',
  route: 'DELETE /bodies/{body}/vouchings/{voucher}',
  input: z.object({ body: bodyRef, voucher: bodyRef }),
  output: z.object({ body: z.string(), voucher: z.string() }),
  async facts(tx, { input, actor, now }) {
    await lockPair(tx, input)
    return vouchFacts(tx, input, actor, now)
  },
  may: ({ actor, facts }) => mayWithdrawVouching(actor, facts),
  async run(tx, { facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const voucher = facts.voucher ?? refuse(no('body.missing'))
    await tx
      .updateTable('vouching')
      .set({ withdrawn_at: now })
      .where('body_id', '=', body.id)
      .where('voucher_id', '=', voucher.id)
      .where('withdrawn_at', 'is', null)
      .execute()
    return { body: body.id, voucher: voucher.id }
  },
  tell: ({ result }) => [
    { kind: 'organisations.vouching.withdrawn', scope: result.body, subject: result.voucher, data: {}, visibility: 'public' },
  ],
})
