import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayListAccount } from '../policy.ts'
import { accountRows } from '../queries/accounts.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { proofLine } from '../queries/domain-proof.ts'
import { accountField, bodyRef } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { networkOf } from '../rules.ts'
import type {} from '../tables.ts'

/** It is shown at once, as what the body says of itself; that it is checked is said only once its page has said so too. */
export const listAccount = command({
  name: 'organisations.list-account',
  summary: 'List an account of the body on an outside network, and learn what its page needs so that it can be checked. For stewards.',
  route: 'POST /bodies/{body}/accounts',
  input: z.object({ body: bodyRef, url: accountField }),
  output: z.object({ body: z.string(), id: z.string(), url: z.string(), line: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    const rows = body === null ? [] : await accountRows(tx, body.id).execute()
    return { body, urls: rows.map(({ url }) => url) }
  },
  may: ({ actor, input, facts }) => mayListAccount(actor, input.url, facts),
  async run(tx, { input: { url }, facts, now, outside }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const [id, token] = [outside.uuid(), outside.token()]
    await tx
      .insertInto('body_account')
      .values({
        body_id: body.id,
        id,
        url,
        token,
        listed_at: now,
        asked_at: null,
        checked_at: null,
        method: null,
        proven_at: null,
        failing_since: null,
        absent: false,
      })
      .execute()
    return { body: body.id, id, url, line: proofLine(token) }
  },
  tell: ({ input, result }) => [
    {
      kind: 'organisations.account.listed',
      scope: result.body,
      subject: result.body,
      data: { network: networkOf(input.url) },
      visibility: 'public',
    },
  ],
})
