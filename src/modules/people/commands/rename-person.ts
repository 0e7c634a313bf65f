import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { all } from '#base'
import { THE_HUB } from '../../../core/event.ts'
import { mayTouchIdentity, nameIsFree } from '../policy.ts'
import { identityFacts } from '../queries/identities.ts'
import type {} from '../tables.ts'
import { nameField } from './fields.ts'

export const renamePerson = command({
  name: 'people.rename-person',
  summary: 'Choose the name under which you act here, or that of another of your identities. It need not be the one in your papers.',
  route: 'PUT /me/name',
  input: z.object({ name: nameField, identity: z.uuid().optional() }),
  output: z.object({ name: z.string() }),
  facts: (tx, { input, actor }) => identityFacts(tx, actor.account, input.identity ?? actor.person),
  may: ({ actor, input, facts }) => all(mayTouchIdentity(actor, facts), nameIsFree(input.name, facts)),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('person')
      .set({ name: input.name })
      .where('id', '=', facts.one?.person ?? '')
      .execute()
    return { name: input.name }
  },
  // Neither name stands here: whoever changes a name may have good reasons to be rid of the old one. Nobody is named beside it either, for one
  // identity may rename another.
  tell: ({ facts }) => [
    {
      kind: 'people.person.renamed',
      scope: THE_HUB,
      subject: facts.one?.person ?? THE_HUB,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
