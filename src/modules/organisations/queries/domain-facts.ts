import type { Actor } from '../../../core/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import type { DomainFacts } from '../policy.ts'
import type {} from '../tables.ts'
import { bodyFacts } from './body-facts.ts'

type Asked = { readonly body: string; readonly domain: string }

/** The domain of a body under a lock. `proven`: once it was, so its name is public. */
export async function domainFacts(
  tx: Tx,
  { body: slug, domain }: Asked,
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
