import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayRequestCheck } from '../policy.ts'
import { domainFacts } from '../queries/domains.ts'
import { bodyRef, domainField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** The world is asked by a job: a deed holds the database, and must not wait for machines of others. */
export const requestDomainCheck = command({
  name: 'organisations.request-domain-check',
  summary: 'Have the hub look for the line that proves a domain, now; a year begins anew where it is found. For stewards, once a minute.',
  route: 'POST /bodies/{body}/domains/{domain}/checks',
  input: z.object({ body: bodyRef, domain: domainField }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => domainFacts(tx, input, actor),
  may: ({ actor, facts, now }) => mayRequestCheck(actor, facts, now),
  async run(tx, { input, facts, now }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.updateTable('body_domain').set({ asked_at: now }).where('body_id', '=', body.id).where('domain', '=', input.domain).execute()
    return { body: body.id }
  },
  tell: ({ input, result }) => [
    {
      kind: 'organisations.domain-check.requested',
      scope: result.body,
      subject: result.body,
      data: { domain: input.domain },
      visibility: 'internal',
    },
  ],
})
