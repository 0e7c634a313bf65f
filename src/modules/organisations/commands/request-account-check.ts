import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayRequestAccountCheck } from '../policy.ts'
import { accountFacts } from '../queries/accounts.ts'
import { bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** The world is asked by a job: a deed holds the database, and must not wait for machines of others. */
export const requestAccountCheck = command({
  name: 'organisations.request-account-check',
  summary: 'Have the hub look at the page of an outside account now. For stewards, once a minute.',
  route: 'POST /bodies/{body}/accounts/{account}/checks',
  input: z.object({ body: bodyRef, account: z.uuid() }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => accountFacts(tx, input, actor),
  may: ({ actor, facts, now }) => mayRequestAccountCheck(actor, facts, now),
  async run(tx, { input, facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.updateTable('body_account').set({ asked_at: now }).where('body_id', '=', body.id).where('id', '=', input.account).execute()
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    {
      kind: 'organisations.account-check.requested',
      scope: result.body,
      subject: input.account,
      data: {},
      visibility: 'internal',
    },
  ],
})
