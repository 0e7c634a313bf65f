import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { signedIn } from '../policy.ts'
import type {} from '../tables.ts'

export const resumeLetters = command({
  name: 'notices.resume-letters',
  summary: 'Begin again with letters, after they stopped because they came back',
  route: 'POST /notices/letters/resumption',
  input: z.object({}),
  output: z.object({ resumed: z.literal(true) }),
  facts: async () => null,
  may: ({ actor }) => signedIn(actor),
  async run(tx, { actor }) {
    const account = actor.account ?? ''
    await tx.deleteFrom('notices_bounce').where('account_id', '=', account).execute()
    await tx.updateTable('notices_state').set({ stopped_for: null, stopped_on: null }).where('account_id', '=', account).execute()
    return { resumed: true as const }
  },
  tell: () => [{ kind: 'notices.letters.resumed', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
