import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import { maySteward, type DomainFacts } from '../policy.ts'
import { no } from '../refusals.ts'
import { checkIsDue } from '../rules.ts'
import { PROOF_METHODS } from '../tables.ts'
import { bodyFacts } from './body-facts.ts'
import { proofAddress, proofLine, proofName } from './domain-proof.ts'
import { bodyRef } from './shapes.ts'

export const domainRows = (db: Reader, bodyId: string) =>
  db.selectFrom('body_domain').selectAll().where('body_id', '=', bodyId).orderBy('claimed_at').orderBy('domain')

const claim = z.object({
  domain: z.string(),
  method: z.enum(PROOF_METHODS).nullable(),
  line: z.string().describe('What to put at the name or into the file'),
  dnsName: z.string().describe('Where a TXT record may say it'),
  fileAddress: z.string().describe('Where a file may say it'),
  askedAt: z.date().nullable().describe('Waiting to be looked at since'),
  checkedAt: z.date().nullable(),
})
export type Claim = z.infer<typeof claim>

/** For stewards: what each domain still needs. */
export const claimedDomains = query({
  name: 'organisations.claimed-domains',
  summary: 'The domains that a body says are its own, with the line that proves each. For its stewards.',
  route: 'GET /bodies/{body}/domains',
  input: z.object({ body: bodyRef }),
  output: z.array(claim),
  async read(db, { input, actor }) {
    const body = await bodyFacts(db, input.body, actor)
    demand(maySteward(actor, body))
    const rows = await domainRows(db, (body ?? refuse(no('body.missing'))).id).execute()
    return rows.map((row) => ({
      domain: row.domain,
      method: row.method,
      line: proofLine(row.token),
      dnsName: proofName(row.domain),
      fileAddress: proofAddress(row.domain),
      askedAt: row.asked_at,
      checkedAt: row.checked_at,
    }))
  },
})

const MOST_AT_ONCE = 100

/** What the next round of checks looks at, longest unseen first. */
export async function dueDomains(db: Reader, now: Date): Promise<readonly { readonly body: string; readonly domain: string }[]> {
  const rows = await db
    .selectFrom('body_domain')
    .select(['body_id', 'domain', 'asked_at', 'checked_at', 'failing_since', 'proven_at'])
    .where((where) => where.or([where('proven_at', 'is not', null), where('asked_at', 'is not', null)]))
    .orderBy('checked_at', (order) => order.asc().nullsFirst())
    .execute()
  return rows
    .filter((row) => checkIsDue({ askedAt: row.asked_at, checkedAt: row.checked_at, failingSince: row.failing_since }, now))
    .slice(0, MOST_AT_ONCE)
    .map(({ body_id: body, domain }) => ({ body, domain }))
}

/** What a check needs to know of one domain; null: it was dropped meanwhile. */
export async function claimedDomain(db: Reader, { body, domain }: { readonly body: string; readonly domain: string }) {
  const row = await db
    .selectFrom('body_domain')
    .select(['token', 'method'])
    .where('body_id', '=', body)
    .where('domain', '=', domain)
    .executeTakeFirst()
  return row ?? null
}

type AskedDomain = { readonly body: string; readonly domain: string }

/** The domain of a body under a lock. `proven`: once it was, so its name is public. */
export async function domainFacts(
  tx: Tx,
  { body: slug, domain }: AskedDomain,
  actor: Pick<Actor, 'person'>,
): Promise<DomainFacts & { readonly proven: boolean }> {
  const body = await bodyFacts(tx, slug, actor)
  if (body === null) return { body, domain: null, proven: false }
  const row = await tx
    .selectFrom('body_domain')
    .select(['asked_at', 'checked_at', 'failing_since', 'proven_at'])
    .where('body_id', '=', body.id)
    .where('domain', '=', domain)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return { body, domain: null, proven: false }
  return {
    body,
    domain: { askedAt: row.asked_at, checkedAt: row.checked_at, failingSince: row.failing_since },
    proven: row.proven_at !== null,
  }
}
