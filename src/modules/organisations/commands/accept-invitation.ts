import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayAccept } from '../policy.ts'
import { holdsOffice, isMember } from '../queries/body-facts.ts'
import { invitationForUse } from '../queries/invitations.ts'
import { bodyRef, invitationRoleField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { openOffice } from './open-office.ts'

export const acceptInvitation = command({
  name: 'organisations.accept-invitation',
  summary: 'Take up an office or a membership with the token of an invitation.',
  route: 'POST /bodies/{body}/invitations/{token}/acceptance',
  input: z.object({ body: bodyRef, token: z.string().min(1).max(200) }),
  output: z.object({ body: z.string(), role: invitationRoleField }),
  async facts(tx, { input, actor, outside }) {
    const invitation = await invitationForUse(tx, outside.keys, input.body, input.token)
    if (invitation === null || actor.person === null) return { invitation, held: false }
    const { bodyId, role } = invitation
    return {
      invitation,
      held: role === 'member' ? await isMember(tx, bodyId, actor.person) : await holdsOffice(tx, bodyId, actor.person, role),
    }
  },
  may: ({ actor, facts, now }) => mayAccept(actor, facts, now),
  async run(tx, { actor, facts, now }) {
    const { id, bodyId, role } = facts.invitation ?? refuse(no('invitation.missing'))
    const personId = actor.person ?? refuse(noCore('sign-in.needed'))
    await tx.updateTable('invitation').set({ accepted_at: now }).where('body_id', '=', bodyId).where('id', '=', id).execute()
    if (role === 'member') await tx.insertInto('membership').values({ body_id: bodyId, person_id: personId, since: now }).execute()
    else await openOffice(tx, { bodyId, personId, role, now })
    return { body: bodyId, role }
  },
  // Offices are public. A membership may tell of origin, faith or opinion: the row says that somebody joined, not who.
  tell: ({ actor, result: { body, role } }) =>
    role === 'member'
      ? [{ kind: 'organisations.membership.begun', scope: body, subject: body, data: {}, visibility: 'internal', anonymous: true }]
      : [{ kind: 'organisations.office.given', scope: body, subject: actor.person ?? body, data: { role }, visibility: 'public' }],
})
