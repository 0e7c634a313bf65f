import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayBecomeOperator } from '../policy.ts'
import { operatorInvitation } from '../queries/operators.ts'
import { sessionHeld } from '../queries/sessions.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'
import { openSession } from './open-session.ts'

/** The identity that accepts gets the right, and no other of its account. More rights need a new token, and end what the identity held elsewhere. */
export const acceptOperatorInvitation = command({
  name: 'people.accept-operator-invitation',
  summary:
    'Become an operator of this hub as the identity you act as, within fifteen minutes of signing in. The answer holds the new session token.',
  route: 'PUT /operator-invitations',
  limit: 'sign-in',
  input: z.object({ token: z.string().min(1).max(200), held: heldField }),
  output: z.object({ session: z.string() }),
  async facts(tx, { input, outside }) {
    await lockOperators(tx)
    return { invitation: await operatorInvitation(tx, outside.keys, input.token, true), held: await sessionHeld(tx, input.held) }
  },
  may: ({ actor, facts, now }) => mayBecomeOperator(actor, facts.invitation, facts.held, now),
  async run(tx, { actor, facts, now, outside }) {
    const { invitation, held } = facts
    if (invitation === null || held === null || actor.person === null) throw new TypeError('the policy lets no one in without a link')
    await tx.updateTable('operator_invitation').set({ used_at: now }).where('id', '=', invitation.id).execute()
    await tx.updateTable('person').set({ operator: true }).where('id', '=', actor.person).execute()
    await tx.deleteFrom('session').where('person_id', '=', actor.person).execute()
    return { session: await openSession(tx, { account: held.account, person: actor.person }, undefined, { outside, now, going: held }) }
  },
  tell: ({ actor }) => [
    { kind: 'people.operator.named', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal' },
  ],
})
