import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayKeepProviders } from '../policy.ts'
import { slugField } from '../queries/providers.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { bodyField, clientField, issuerField, providerName, secretField } from './fields.ts'
import { orNoBody } from './refuse-unknown-body.ts'

export const addProvider = command({
  name: 'providers.add-provider',
  summary: 'For whoever runs the hub: add a provider of OpenID Connect, by which people can sign in once it is turned on.',
  route: 'POST /operator/providers',
  limit: 'write',
  input: z.object({
    slug: slugField,
    name: providerName,
    issuer: issuerField,
    client: clientField,
    secret: secretField,
    body: bodyField,
  }),
  output: z.object({ slug: z.string() }),
  facts: async () => ({}),
  may: ({ actor }) => mayKeepProviders(actor),
  async run(tx, { input, now, outside }) {
    const { slug, name, issuer, client, secret = '', body = '' } = input
    const made = await orNoBody(
      tx
        .insertInto('sign_in_provider')
        .values({
          ...{ id: outside.uuid(), slug, name, issuer, client, enabled: false, made_at: now },
          secret_sealed: secret === '' ? null : outside.keys.seal('provider-secret', secret),
          body_slug: body === '' ? null : body,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('slug')
        .executeTakeFirst(),
    )
    return made ?? refuse(no('provider.taken'))
  },
  tell: ({ result }) => [
    { kind: 'providers.provider.added', scope: THE_HUB, subject: result.slug, data: { enabled: false }, visibility: 'internal' },
  ],
})
