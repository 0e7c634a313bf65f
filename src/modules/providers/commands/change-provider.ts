import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand } from '../../../core/refused.ts'
import { mayKeepProviders } from '../policy.ts'
import { providerBySlug, slugField } from '../queries/providers.ts'
import type {} from '../tables.ts'
import { bodyField, clientField, providerName, secretField } from './fields.ts'
import { orNoBody } from './refuse-unknown-body.ts'

/** The issuer stays: whom the provider vouched for is known by it. */
export const changeProvider = command({
  name: 'providers.change-provider',
  summary:
    'For whoever runs the hub: change a provider, turn it on or off. Off, nobody signs in by it; who is signed in stays so, and what they hold stays theirs.',
  route: 'PUT /operator/providers/{provider}',
  limit: 'write',
  input: z.object({
    provider: slugField,
    name: providerName,
    client: clientField,
    /** Left out: the one that is kept stays. */
    secret: secretField,
    withoutSecret: z.boolean().default(false),
    body: bodyField,
    enabled: z.boolean(),
  }),
  output: z.object({ slug: z.string(), enabled: z.boolean() }),
  async facts(tx, { input, actor }) {
    // Whether there is one is told to nobody else.
    demand(mayKeepProviders(actor))
    return providerBySlug(tx, input.provider)
  },
  may: ({ actor }) => mayKeepProviders(actor),
  async run(tx, { input, facts, outside }) {
    const { name, client, secret = '', withoutSecret, body = '', enabled } = input
    const given = secret === '' ? facts.secretSealed : outside.keys.seal('provider-secret', secret)
    await orNoBody(
      tx
        .updateTable('sign_in_provider')
        .set({ name, client, secret_sealed: withoutSecret ? null : given, body_slug: body === '' ? null : body, enabled })
        .where('id', '=', facts.id)
        .execute(),
    )
    return { slug: facts.slug, enabled }
  },
  tell: ({ result: { slug, enabled } }) => [
    { kind: 'providers.provider.changed', scope: THE_HUB, subject: slug, data: { enabled }, visibility: 'internal' },
  ],
})
