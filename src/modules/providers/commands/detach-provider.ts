import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { mayDetach, signedIn } from '../policy.ts'
import { providerBySlug, slugField } from '../queries/providers.ts'
import { providersHeld } from '../queries/subjects.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'

export const detachProvider = command({
  name: 'providers.detach-provider',
  summary: 'Remove a provider from the ways by which you sign in, within fifteen minutes of signing in; the last way in stays.',
  route: 'DELETE /me/providers/{provider}',
  limit: 'write',
  input: z.object({ provider: slugField, held: heldField }),
  output: z.object({ removed: z.literal(true) }),
  async facts(tx, { input, actor, now }) {
    // Which providers there are that are not turned on is told to nobody who just asks.
    demand(signedIn(actor))
    const { id } = await providerBySlug(tx, input.provider)
    const { holds, others } = await providersHeld(tx, actor.account, id, 'update')
    const otherWays = others + (await people.countWaysIn(tx, actor.account))
    return { id, held: holds, otherWays, fresh: await people.freshlySignedIn(tx, input.held, { actor, now }) }
  },
  may: ({ actor, facts }) => mayDetach(actor, facts),
  async run(tx, { actor, facts }) {
    await tx.deleteFrom('provider_subject').where('provider_id', '=', facts.id).where('account_id', '=', actor.account).execute()
    return { removed: true as const }
  },
  tell: ({ actor }) => [
    { kind: 'providers.way.detached', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
