import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayMakeIdentity } from '../policy.ts'
import { identityFacts } from '../queries/identities.ts'
import type {} from '../tables.ts'
import { nameField } from './fields.ts'

export const makeIdentity = command({
  name: 'people.make-identity',
  summary: 'Make another identity of your account: a name of its own, which nothing public joins to the others.',
  route: 'POST /me/identities',
  limit: 'write',
  input: z.object({ name: nameField }),
  output: z.object({ person: z.string() }),
  facts: (tx, { actor }) => identityFacts(tx, actor.account, null),
  may: ({ actor, input, facts }) => mayMakeIdentity(actor, input.name, facts),
  async run(tx, { input, actor, outside }) {
    const person = outside.uuid()
    await tx.insertInto('person').values({ id: person, account_id: actor.account, name: input.name }).execute()
    return { person }
  },
  // The day and the new identity; beside whom it was made stands nowhere.
  tell: ({ result }) => [
    { kind: 'people.identity.made', scope: THE_HUB, subject: result.person, data: {}, visibility: 'internal', anonymous: true },
  ],
})
