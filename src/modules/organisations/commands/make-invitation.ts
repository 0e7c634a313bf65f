import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { maySteward } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { invitationPath } from '../queries/invitations.ts'
import { bodyRef, invitationRoleField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { invitationExpiry } from '../rules.ts'
import type {} from '../tables.ts'

/** The hub sends nothing: the steward hands the link over by any channel, and nobody's address is asked for. */
export const makeInvitation = command({
  name: 'organisations.invite',
  summary: 'Make an invitation to an office or a membership: a link that works once, for thirty days. For stewards.',
  route: 'POST /bodies/{body}/invitations',
  input: z.object({ body: bodyRef, role: invitationRoleField }),
  output: z.object({ body: z.string(), id: z.string(), path: z.string(), expiresAt: z.date() }),
  facts: (tx, { input, actor }) => bodyFacts(tx, input.body, actor),
  may: ({ actor, facts }) => maySteward(actor, facts),
  async run(tx, { input, actor, facts, now, outside }) {
    const body = facts ?? refuse(no('body.missing'))
    const id = outside.uuid()
    const expiresAt = invitationExpiry(now)
    await tx
      .insertInto('invitation')
      .values({
        body_id: body.id,
        id,
        role: input.role,
        invited_by: actor.person,
        created_at: now,
        expires_at: expiresAt,
        accepted_at: null,
      })
      .execute()
    return { body: body.id, id, path: invitationPath(outside.keys, input.body, id), expiresAt }
  },
  tell: ({ input, result }) => [
    { kind: 'organisations.invitation.made', scope: result.body, subject: result.id, data: { role: input.role }, visibility: 'internal' },
  ],
})
