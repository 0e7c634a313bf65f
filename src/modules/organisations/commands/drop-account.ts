import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayDropAccount } from '../policy.ts'
import { accountFacts } from '../queries/accounts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const dropAccount = command({
  name: 'organisations.drop-account',
  summary: 'Take an outside account out of the list of a body. For stewards.',
  route: 'DELETE /bodies/{body}/accounts/{account}',
  input: z.object({ body: bodyRef, account: z.uuid() }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => accountFacts(tx, input, actor),
  may: ({ actor, facts }) => mayDropAccount(actor, facts),
  async run(tx, { input, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.deleteFrom('body_account').where('body_id', '=', body.id).where('id', '=', input.account).execute()
    return { body: body.id }
  },
  tell: ({ facts, result }) => [
    {
      kind: 'organisations.account.dropped',
      scope: result.body,
      subject: result.body,
      data: { network: facts.network },
      visibility: 'public',
    },
  ],
})
