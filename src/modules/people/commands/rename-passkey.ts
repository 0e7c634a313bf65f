import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayTouchPasskey } from '../policy.ts'
import { accountOfPasskey } from '../queries/passkeys.ts'
import type {} from '../tables.ts'
import { keyNameField } from './fields.ts'

export const renamePasskey = command({
  name: 'people.rename-passkey',
  summary: 'Give one of your passkeys another name, so that you know it again.',
  route: 'PUT /me/passkeys/{passkey}/name',
  limit: 'write',
  input: z.object({ passkey: z.uuid(), name: keyNameField }),
  output: z.object({ name: z.string() }),
  facts: async (tx, { input }) => ({ account: await accountOfPasskey(tx, input.passkey) }),
  may: ({ actor, facts }) => mayTouchPasskey(actor, facts.account),
  async run(tx, { input }) {
    await tx.updateTable('passkey').set({ name: input.name }).where('id', '=', input.passkey).execute()
    return { name: input.name }
  },
  tell: ({ actor }) => [
    { kind: 'people.passkey.renamed', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
