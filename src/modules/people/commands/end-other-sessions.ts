import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayEndSession } from '../policy.ts'
import { accountOfSession, hashIn, SESSION_ID } from '../queries/sessions.ts'

export const endOtherSessions = command({
  name: 'people.end-other-sessions',
  summary: 'Sign out all your sessions but the one you name.',
  route: 'DELETE /me/sessions',
  whileLeaving: true,
  input: z.object({ keep: z.string().regex(SESSION_ID) }),
  output: z.object({ ended: z.number() }),
  facts: async (tx, { input }) => ({ account: await accountOfSession(tx, input.keep) }),
  may: ({ actor, facts }) => mayEndSession(actor, facts.account),
  async run(tx, { input, facts }) {
    const done = await tx
      .deleteFrom('session')
      .where('account_id', '=', facts.account)
      .where('token_hash', '!=', hashIn(input.keep))
      .executeTakeFirst()
    return { ended: Number(done.numDeletedRows) }
  },
  tell: ({ result }) => [
    {
      kind: 'people.session.ended',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { sessions: result.ended },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
