import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayDropDomain } from '../policy.ts'
import { domainFacts } from '../queries/domains.ts'
import { bodyRef, domainField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const dropDomain = command({
  name: 'organisations.drop-domain',
  summary: 'Say that a domain is not the body’s own any more. For stewards.',
  route: 'DELETE /bodies/{body}/domains/{domain}',
  input: z.object({ body: bodyRef, domain: domainField }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => domainFacts(tx, input, actor),
  may: ({ actor, facts }) => mayDropDomain(actor, facts),
  async run(tx, { input, facts }) {
    const body = facts.body ?? refuse(no('body.missing'))
    await tx.deleteFrom('body_domain').where('body_id', '=', body.id).where('domain', '=', input.domain).execute()
    return { body: body.id }
  },
  tell: ({ input, facts, result }) => [
    facts.proven
      ? {
          kind: 'organisations.domain.dropped',
          scope: result.body,
          subject: result.body,
          data: { domain: input.domain },
          visibility: 'public',
        }
      : { kind: 'organisations.domain.dropped', scope: result.body, subject: result.body, data: {}, visibility: 'internal' },
  ],
})
