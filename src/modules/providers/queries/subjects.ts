import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { signedIn } from '../policy.ts'
import type {} from '../tables.ts'

/** The account that this subject opens, under a lock: two first visits at once make one account. */
export async function accountOfSubject(db: Reader, tags: readonly Buffer[]): Promise<string | null> {
  const row = await db
    .selectFrom('provider_subject')
    .select('account_id')
    .where('subject_tag', 'in', [...tags])
    .forUpdate()
    .executeTakeFirst()
  return row?.account_id ?? null
}

/**
 * By how many providers one can sign in to an account now, and whether this one is among those that it has. Held, where one is to go: of two at
 * once the second sees that the first is gone.
 */
export async function providersHeld(db: Reader, account: string | null, provider: string, lock: 'none' | 'update' = 'none') {
  const all = db
    .selectFrom('provider_subject')
    .innerJoin('sign_in_provider', 'sign_in_provider.id', 'provider_subject.provider_id')
    .select(['provider_id', 'enabled'])
    .where('account_id', '=', account)
    .orderBy('provider_id')
  const rows = await (lock === 'update' ? all.forUpdate('provider_subject') : all).execute()
  return {
    holds: rows.some((row) => row.provider_id === provider),
    // One that is turned off opens nothing.
    others: rows.filter((row) => row.provider_id !== provider && row.enabled).length,
  }
}

/** What the hub holds of an account here. */
export const waysOf = (db: Reader, account: string | null) =>
  db
    .selectFrom('provider_subject')
    .innerJoin('sign_in_provider', 'sign_in_provider.id', 'provider_subject.provider_id')
    .select(['slug', 'name', 'enabled', 'provider_subject.made_at as madeAt', 'provider_subject.used_at as usedAt'])
    .where('account_id', '=', account)
    .orderBy('name')
    .orderBy('slug')
    .execute()

export const myProviders = query({
  name: 'providers.mine',
  summary: 'The providers by which you can sign in, with the days when they were added and last used.',
  route: 'GET /me/providers',
  input: z.object({}),
  output: z.array(z.object({ slug: z.string(), name: z.string(), enabled: z.boolean(), madeAt: z.date(), usedAt: z.date().nullable() })),
  async read(db, { actor }) {
    demand(signedIn(actor))
    return waysOf(db, actor.account)
  },
})
export type MyProvider = z.infer<typeof myProviders.output>[number]
