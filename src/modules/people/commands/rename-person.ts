import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { signedIn } from '../policy.ts'
import type {} from '../tables.ts'
import { nameField } from './fields.ts'

export const renamePerson = command({
  name: 'people.rename-person',
  summary: 'Choose the name under which you act here. It need not be the one in your papers.',
  route: 'PUT /me/name',
  input: z.object({ name: nameField }),
  output: z.object({ name: z.string() }),
  facts: async () => null,
  may: ({ actor }) => signedIn(actor),
  async run(tx, { input, actor }) {
    await tx.updateTable('person').set({ name: input.name }).where('id', '=', actor.person).execute()
    return { name: input.name }
  },
  // Neither name stands here: whoever changes a name may have good reasons to be rid of the old one.
  tell: ({ actor }) => [
    { kind: 'people.person.renamed', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal' },
  ],
})
