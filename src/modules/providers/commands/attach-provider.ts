import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { dayOf, THE_HUB } from '../../../core/event.ts'
import { people } from '../../people/index.ts'
import { mayAttach } from '../policy.ts'
import { providerBySlug, slugField } from '../queries/providers.ts'
import { accountOfSubject, providersHeld } from '../queries/subjects.ts'
import type {} from '../tables.ts'
import { heldField, stateField, subjectField } from './fields.ts'
import { spendPassage } from './spend-passage.ts'

// No route: what the provider said is proved on the page to which it sends people back; nobody else may say it.
/** A further way in to the account that is signed in, and never to another one that the provider might mean. */
export const attachProvider = command({
  name: 'providers.attach-provider',
  summary: 'Add a provider to the ways by which you sign in, within fifteen minutes of signing in.',
  limit: 'write',
  input: z.object({ provider: slugField, subject: subjectField, state: stateField, held: heldField }),
  output: z.object({ added: z.literal(true) }),
  async facts(tx, { input, actor, now }) {
    const provider = await providerBySlug(tx, input.provider)
    const { holds } = await providersHeld(tx, actor.account, provider.id)
    const fresh = await people.freshlySignedIn(tx, input.held, { actor, now })
    return { ...provider, owner: await accountOfSubject(tx, input.subject), holdsOne: holds, fresh }
  },
  may: ({ actor, facts }) => mayAttach(actor, facts),
  async run(tx, { input, actor, facts, now }) {
    if (actor.account === null) throw new TypeError('the policy lets nobody in who is not signed in')
    await spendPassage(tx, input.state, now)
    await tx
      .insertInto('provider_subject')
      .values({ subject_tag: input.subject[0], provider_id: facts.id, account_id: actor.account, made_at: dayOf(now), used_at: null })
      .execute()
    return { added: true as const }
  },
  tell: ({ actor }) => [
    { kind: 'providers.way.attached', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
