import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayInviteOperator } from '../policy.ts'
import { invitationToken } from '../queries/operators.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { invitationExpiry } from '../rules.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'

/** One at a time: a link that was lost on the way is taken back by making another. */
export const inviteOperator = command({
  name: 'people.invite-operator',
  summary:
    'A link with which one signed-in person becomes an operator of this hub, once, within seven days. Links made before stop working.',
  route: 'POST /operator-invitations',
  limit: 'write',
  input: z.object({ held: heldField }),
  output: z.object({ path: z.string(), expiresAt: z.date() }),
  async facts(tx, { input }) {
    await lockOperators(tx)
    return { held: await sessionHeld(tx, input.held) }
  },
  may: ({ actor, facts, now }) => mayInviteOperator(actor, facts.held, now),
  async run(tx, { actor, now, outside }) {
    if (actor.person === null) throw new TypeError('the policy lets no one in without an identity')
    const [id, expiresAt] = [outside.uuid(), invitationExpiry(now)]
    await tx.deleteFrom('operator_invitation').execute()
    await tx.insertInto('operator_invitation').values({ id, made_by: actor.person, expires_at: expiresAt }).execute()
    return { path: `/operator/invitation/${invitationToken(outside.keys, id)}`, expiresAt }
  },
  tell: () => [{ kind: 'people.operator-invitation.made', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal' }],
})
