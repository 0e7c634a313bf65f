import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayAccept } from '../policy.ts'
import { acceptFacts, invitationForUse } from '../queries/invitations.ts'
import { bodyRef, invitationRoleField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type { Office } from '../tables.ts'
import type { Tx } from '../../../platform/db.ts'
import { closeOffice, openOffice } from './open-office.ts'

export const acceptInvitation = command({
  name: 'organisations.accept-invitation',
  summary: 'Take up an office or a membership with the token of an invitation; or take an office over from whoever hands it on.',
  route: 'POST /bodies/{body}/invitations/{token}/acceptance',
  input: z.object({ body: bodyRef, token: z.string().min(1).max(200) }),
  output: z.object({ body: z.string(), role: invitationRoleField, before: z.string().nullable() }),
  facts: async (tx, { input, actor, outside }) =>
    acceptFacts(tx, await invitationForUse(tx, outside.keys, input.body, input.token), actor.person),
  may: ({ actor, facts, now }) => mayAccept(actor, facts, now),
  async run(tx, { actor, facts, now }) {
    const invitation = facts.invitation ?? refuse(no('invitation.missing'))
    const { id, bodyId, role } = invitation
    const personId = actor.person ?? refuse(noCore('sign-in.needed'))
    await tx.updateTable('invitation').set({ accepted_at: now }).where('body_id', '=', bodyId).where('id', '=', id).execute()
    if (role === 'member') await tx.insertInto('membership').values({ body_id: bodyId, person_id: personId, since: now }).execute()
    else await begin(tx, invitation, { role, personId, now })
    return { body: bodyId, role, before: invitation.handsOver }
  },
  // Offices are public. A membership may tell of origin, faith or opinion: the row says that somebody joined, not who.
  tell({ actor, result: { body, role, before } }) {
    if (role === 'member')
      return [{ kind: 'organisations.membership.begun', scope: body, subject: body, data: {}, visibility: 'internal', anonymous: true }]
    const office = { scope: body, subject: actor.person ?? body, visibility: 'public' } as const
    return before === null
      ? [{ ...office, kind: 'organisations.office.given', data: { role } }]
      : [{ ...office, kind: 'organisations.office.handed-over', data: { role, before } }]
  },
})

type Accepted = NonNullable<Awaited<ReturnType<typeof invitationForUse>>>
type By = { readonly role: Office; readonly personId: string; readonly now: Date }

/** The old one ends and the new one begins in one transaction: the body is not without its steward for a moment. */
async function begin(
  tx: Tx,
  { bodyId, handsOver, invitedBy, termEnds, delegatedUntil }: Accepted,
  { role, personId, now }: By,
): Promise<void> {
  if (handsOver === null) {
    const delegation = delegatedUntil === null || invitedBy === null ? null : { by: invitedBy, endsAt: delegatedUntil }
    await openOffice(tx, { bodyId, personId, role, now, termEnds, delegation })
    return
  }
  const old = (await closeOffice(tx, { bodyId, personId: handsOver, role, now })) ?? refuse(no('handover.over'))
  const term = old.term_ends !== null && old.term_ends > now ? old.term_ends : null
  await openOffice(tx, { bodyId, personId, role, now, termEnds: term, handover: { from: handsOver, titles: old.titles } })
}
