import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayActAs } from '../policy.ts'
import { identityFacts } from '../queries/identities.ts'
import { sessionHeld } from '../queries/sessions.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { openSession } from './open-session.ts'

/** Another identity has other rights, so the session goes on under a new token; its clock goes on as well, for nobody has signed in anew. */
export const actAs = command({
  name: 'people.act-as',
  summary:
    'Act as another of your identities in this session, and if you like after signing in from now on. The answer holds the new session token.',
  route: 'PUT /me/identity',
  limit: 'write',
  input: z.object({ person: z.uuid(), held: heldField, atSignIn: z.boolean().optional() }),
  output: z.object({ session: z.string() }),
  async facts(tx, { input, actor }) {
    return { ...(await identityFacts(tx, actor.account, input.person)), held: await sessionHeld(tx, input.held) }
  },
  may: ({ actor, facts, now }) => mayActAs(actor, facts, facts.held, now),
  async run(tx, { input, actor, facts, now, outside }) {
    const { held } = facts
    if (held === null) throw new TypeError('the policy lets no one in without a session')
    if (input.atSignIn === true) {
      // One after the other: the key lets no account have two.
      await tx.updateTable('person').set({ at_sign_in: false }).where('account_id', '=', actor.account).execute()
      await tx.updateTable('person').set({ at_sign_in: true }).where('id', '=', input.person).execute()
    }
    return { session: await openSession(tx, { account: held.account, person: input.person }, input.held, { outside, now, going: held }) }
  },
  // That a session goes on under another name would be a trail that joins the two.
  tell: () => [{ kind: 'people.session.begun', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
