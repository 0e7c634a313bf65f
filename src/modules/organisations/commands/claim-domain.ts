import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayClaimDomain } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { proofAddress, proofLine, proofName } from '../queries/domain-proof.ts'
import { domainRows } from '../queries/domains.ts'
import { bodyRef, domainField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** Two bodies may claim one domain: each proves it with a token of its own, which only the owner of the domain can put there. */
export const claimDomain = command({
  name: 'organisations.claim-domain',
  summary: 'Say that a domain is the body’s own, and learn the line that proves it. For stewards.',
  route: 'POST /bodies/{body}/domains',
  input: z.object({ body: bodyRef, domain: domainField }),
  output: z.object({ body: z.string(), domain: z.string(), line: z.string(), dnsName: z.string(), fileAddress: z.string() }),
  async facts(tx, { input, actor }) {
    const body = await bodyFactsLocked(tx, input.body, actor)
    const rows = body === null ? [] : await domainRows(tx, body.id).execute()
    return { body, domains: rows.map(({ domain }) => domain) }
  },
  may: ({ actor, input, facts }) => mayClaimDomain(actor, input.domain, facts),
  async run(tx, { input: { domain }, facts, now, outside }) {
    const body = facts.body ?? refuse(no('body.missing'))
    const token = outside.token()
    await tx
      .insertInto('body_domain')
      .values({
        body_id: body.id,
        domain,
        token,
        claimed_at: now,
        asked_at: null,
        checked_at: null,
        method: null,
        proven_at: null,
        expires_at: null,
        failing_since: null,
        absent: false,
      })
      .execute()
    return { body: body.id, domain, line: proofLine(token), dnsName: proofName(domain), fileAddress: proofAddress(domain) }
  },
  // What is claimed is not told before it is proven: else anybody's domain could be named beside anybody's body.
  tell: ({ result }) => [
    { kind: 'organisations.domain.claimed', scope: result.body, subject: result.body, data: {}, visibility: 'internal' },
  ],
})
