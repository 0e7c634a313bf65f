import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayForget } from '../policy.ts'
import type {} from '../tables.ts'

/**
 * After an identity left. Twice is as good as once.
 * No route: a job does it when it hears that somebody left; nobody asks for it by hand.
 */
export const forgetPerson = command({
  name: 'profiles.forget-person',
  summary: 'Delete all that this room holds of an identity that left: card, what it told, consents, hidings.',
  input: z.object({ person: z.uuid() }),
  output: z.object({ person: z.string() }),
  facts: async () => null,
  may: ({ actor }) => mayForget(actor),
  async run(tx, { input: { person } }) {
    for (const table of ['facet', 'consent', 'card', 'hiding'] as const)
      await tx.deleteFrom(table).where('person_id', '=', person).execute()
    return { person }
  },
  tell: () => [{ kind: 'profiles.person.forgotten', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
