import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { mayKeepProviders } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

/** A provider as the hub speaks with it. */
export type Provider = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly issuer: string
  readonly client: string
  readonly secretSealed: Buffer | null
  readonly enabled: boolean
}

export const slugField = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40)

export async function providerBySlug(db: Reader, slug: string): Promise<Provider> {
  const row = await db
    .selectFrom('sign_in_provider')
    .select(['id', 'slug', 'name', 'issuer', 'client', 'secret_sealed as secretSealed', 'enabled'])
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row ?? refuse(no('provider.missing'))
}

export const secretOf = (keys: Keys, { secretSealed }: Pick<Provider, 'secretSealed'>): string | null =>
  secretSealed === null ? null : keys.open('provider-secret', secretSealed)

export const listProviders = query({
  name: 'providers.list',
  summary: 'The providers by which one can sign in here, by name.',
  route: 'GET /providers',
  input: z.object({}),
  output: z.array(z.object({ slug: z.string(), name: z.string(), body: z.string().nullable() })),
  read: (db) =>
    db
      .selectFrom('sign_in_provider')
      .select(['slug', 'name', 'body_slug as body'])
      .where('enabled', '=', true)
      .orderBy('name')
      .orderBy('slug')
      .execute(),
})
export type ListedProvider = z.infer<typeof listProviders.output>[number]

const kept = z.object({
  slug: z.string(),
  name: z.string(),
  issuer: z.string(),
  client: z.string(),
  hasSecret: z.boolean(),
  body: z.string().nullable(),
  enabled: z.boolean(),
})
export type KeptProvider = z.infer<typeof kept>

export const keptProviders = query({
  name: 'providers.kept',
  summary: 'For whoever runs the hub: every provider, with what the hub knows of it but its secret.',
  route: 'GET /operator/providers',
  input: z.object({}),
  output: z.array(kept),
  async read(db, { actor }) {
    demand(mayKeepProviders(actor))
    const rows = await db.selectFrom('sign_in_provider').selectAll().orderBy('name').orderBy('slug').execute()
    return rows.map(({ slug, name, issuer, client, secret_sealed, body_slug, enabled }) => ({
      ...{ slug, name, issuer, client, hasSecret: secret_sealed !== null, body: body_slug, enabled },
    }))
  },
})
