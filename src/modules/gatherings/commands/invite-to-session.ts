import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { no as noCore, refuse } from '../../../core/refused.ts'
import { mayAcceptInvitation, mayEditSession, mayOrganise } from '../policy.ts'
import { acceptFacts, invitationBehind, invitationPath, madeBy } from '../queries/invitations.ts'
import { seenSession, sessionById } from '../queries/sessions.ts'
import { role } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { invitationExpiry } from '../rules.ts'

/** The hub sends nothing: an organiser hands the link over by any channel, and nobody's address is asked for. */
export const inviteToSession = command({
  name: 'gatherings.invite-to-session',
  summary: 'Make a link that works once, for thirty days: to a role in a session, or for a speaker to say that this is them',
  route: 'POST /sessions/{session}/invitations',
  input: z
    .object({ session: z.uuid(), role: role.nullable().default(null), speaker: z.uuid().nullable().default(null) })
    .refine((asked) => (asked.role === null) !== (asked.speaker === null), { path: ['role'], message: 'field.invalid' }),
  output: z.object({ id: z.string(), path: z.string(), expiresAt: z.date() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    if (input.speaker === null) return { ...seen, speaker: yes }
    const row = await tx
      .selectFrom('speaker')
      .select('person_id')
      .where('session_id', '=', input.session)
      .where('id', '=', input.speaker)
      .executeTakeFirst()
    return { ...seen, speaker: row === undefined ? no('speaker.missing') : row.person_id === null ? yes : no('speaker.known') }
  },
  may: ({ actor, facts }) => all(mayEditSession(actor, facts.parts, facts.session), facts.speaker),
  async run(tx, { input, actor, facts, now, outside }) {
    const id = outside.uuid()
    const expiresAt = invitationExpiry(now)
    await tx
      .insertInto('session_invitation')
      .values({
        ...{ session_id: input.session, id, role: input.role, speaker_id: input.speaker },
        ...{ made_by: madeBy(actor), made_at: now, expires_at: expiresAt, accepted_at: null },
      })
      .execute()
    return { id, path: invitationPath(outside.keys, facts.session, id), expiresAt }
  },
  tell: ({ input, facts, result }) => [
    {
      kind: 'gatherings.session-invitation.made',
      scope: facts.session.editionId,
      subject: result.id,
      data: { role: input.role },
      visibility: 'internal',
    },
  ],
})

export const withdrawSessionInvitation = command({
  name: 'gatherings.withdraw-session-invitation',
  summary: 'Take back a link that nobody has used yet',
  route: 'DELETE /sessions/{session}/invitations/{invitation}',
  input: z.object({ session: z.uuid(), invitation: z.uuid() }),
  output: z.object({ path: z.string() }),
  async facts(tx, { input, actor }) {
    const seen = (await seenSession(tx, { id: input.session }, actor)) ?? refuse(no('summit-session.missing'))
    const row = await tx
      .selectFrom('session_invitation')
      .select('accepted_at')
      .where('session_id', '=', input.session)
      .where('id', '=', input.invitation)
      .forUpdate()
      .executeTakeFirst()
    return {
      ...seen,
      open: row === undefined ? no('session-invitation.missing') : row.accepted_at === null ? yes : no('session-invitation.over'),
    }
  },
  may: ({ actor, facts }) => all(mayOrganise(actor, facts.parts), facts.open),
  async run(tx, { input, facts }) {
    await tx.deleteFrom('session_invitation').where('session_id', '=', input.session).where('id', '=', input.invitation).execute()
    return { path: facts.session.path }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'gatherings.session-invitation.withdrawn',
      scope: facts.session.editionId,
      subject: input.invitation,
      data: {},
      visibility: 'internal',
    },
  ],
})

/** Whoever holds the link may know of the session, be it a draft. */
export const acceptSessionInvitation = command({
  name: 'gatherings.accept-session-invitation',
  summary: 'Take up a role in a session, or say that one is a speaker of its programme, with the token of a link',
  route: 'POST /sessions/{session}/invitations/{token}/acceptance',
  input: z.object({ session: z.uuid(), token: z.string().min(1).max(200) }),
  output: z.object({ path: z.string(), role: role.nullable() }),
  async facts(tx, { input, actor, outside }) {
    const invitation = await invitationBehind(tx, outside.keys, input, true)
    // Without a link that holds, nothing is told of a session that may be a draft.
    const session =
      (invitation === null ? null : await sessionById(tx, input.session, actor.locale)) ?? refuse(no('session-invitation.missing'))
    return { session, invitation, accept: await acceptFacts(tx, session, invitation, actor.person) }
  },
  may: ({ actor, facts, now }) => mayAcceptInvitation(actor, facts.accept, now),
  async run(tx, { input, actor, facts, now }) {
    const invitation = facts.invitation ?? refuse(no('session-invitation.missing'))
    const person = actor.person ?? refuse(noCore('sign-in.needed'))
    await tx
      .updateTable('session_invitation')
      .set({ accepted_at: now })
      .where('session_id', '=', input.session)
      .where('id', '=', invitation.id)
      .execute()
    if (invitation.role === null)
      await tx
        .updateTable('speaker')
        .set({ person_id: person })
        .where('session_id', '=', input.session)
        .where('id', '=', invitation.speakerId ?? '')
        .execute()
    else
      await tx
        .insertInto('session_role')
        .values({ session_id: input.session, person_id: person, role: invitation.role, since: now })
        .execute()
    return { path: facts.session.path, role: invitation.role }
  },
  tell: ({ input, facts, result }) => [
    {
      kind: result.role === null ? 'gatherings.speaker.confirmed' : 'gatherings.role.accepted',
      scope: facts.session.editionId,
      subject: input.session,
      data: { role: result.role },
      visibility: 'internal',
    },
  ],
})
