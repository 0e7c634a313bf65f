import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayEndSession } from '../policy.ts'
import { accountOfSession, hashIn, SESSION_ID } from '../queries/sessions.ts'

/** Signing out, here or on a device that is no longer in one's hands. */
export const endSession = command({
  name: 'people.end-session',
  summary: 'Sign out one of your sessions.',
  route: 'DELETE /me/sessions/{session}',
  whileLeaving: true,
  input: z.object({ session: z.string().regex(SESSION_ID) }),
  output: z.object({ ended: z.number() }),
  facts: async (tx, { input }) => ({ account: await accountOfSession(tx, input.session) }),
  may: ({ actor, facts }) => mayEndSession(actor, facts.account),
  async run(tx, { input }) {
    await tx.deleteFrom('session').where('token_hash', '=', hashIn(input.session)).execute()
    return { ended: 1 }
  },
  // Who came and went when would be a trail of visits; that a session ended is enough.
  tell: () => [
    { kind: 'people.session.ended', scope: THE_HUB, subject: THE_HUB, data: { sessions: 1 }, visibility: 'internal', anonymous: true },
  ],
})
