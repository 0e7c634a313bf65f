import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayRemoveIdentity } from '../policy.ts'
import { identityFacts } from '../queries/identities.ts'
import { countOperators } from '../queries/operators.ts'
import type {} from '../tables.ts'
import { lockOperators } from './lock-operators.ts'

/** Whether a room would be without somebody it cannot be without; this room does not know the others, so main brings the question. */
type Needs = (db: Reader, person: string) => Promise<boolean>

export const removeIdentityOf = (rooms: readonly Needs[]) =>
  command({
    name: 'people.remove-identity',
    summary:
      'Remove one of your identities, but not the one you act as. What it published stays without a name; its offices and memberships end.',
    route: 'DELETE /me/identities/{person}',
    limit: 'write',
    input: z.object({ person: z.uuid(), sure: z.boolean().refine((sure) => sure, 'field.required') }),
    output: z.object({ removed: z.literal(true) }),
    async facts(tx, { input, actor }) {
      await lockOperators(tx)
      const own = await identityFacts(tx, actor.account, input.person)
      const asked = own.one === null ? [] : await Promise.all(rooms.map((needs) => needs(tx, input.person)))
      return { ...own, operators: await countOperators(tx), needed: asked.includes(true) }
    },
    may: ({ actor, facts }) => mayRemoveIdentity(actor, facts),
    async run(tx, { input, actor }) {
      await tx.deleteFrom('session').where('person_id', '=', input.person).execute()
      const gone = await tx.deleteFrom('person').where('id', '=', input.person).returning('at_sign_in').executeTakeFirst()
      if (gone?.at_sign_in === true) await tx.updateTable('person').set({ at_sign_in: true }).where('id', '=', actor.person).execute()
      return { removed: true as const }
    },
    tell: ({ input }) => [
      { kind: 'people.person.left', scope: THE_HUB, subject: input.person, data: {}, visibility: 'internal', anonymous: true },
    ],
  })
