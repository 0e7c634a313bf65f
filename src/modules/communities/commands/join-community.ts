import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayComeInvited, mayJoin } from '../policy.ts'
import { holdInvitation } from '../queries/invitations.ts'
import { at, guardianField } from '../queries/shapes.ts'
import { comingFacts, NONE, standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { addMember } from './add-member.ts'

export const joinCommunity = command({
  name: 'communities.join',
  summary: 'Join a community that is open to anybody',
  route: 'POST /communities/{community}/membership',
  limit: 'write',
  input: at.extend({ guardian: guardianField }),
  output: z.object({ member: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    return { ...standing, ...(await comingFacts(tx, { actor, outside }, input.community)) }
  },
  may: ({ input, actor, facts }) => mayJoin(actor, facts, input.guardian),
  async run(tx, { input, actor, facts, now, outside }) {
    const { account, person } = actor
    if (account === null || person === null || facts.shown === null) return refuse(no('community.missing'))
    const { guardian } = input
    const member = await addMember(tx, outside, {
      ...{ community: input.community, account, person, role: 'member', now },
      ...{ guardian, vouching: facts.shown.vouching },
    })
    return { member: member ?? refuse(no('community.member-already')) }
  },
  tell: ({ input }) => [joined(input.community)],
})

/** Who joined is nowhere in the record: with the day alone it says that somebody did. */
export const joined = (community: string): EventDraft => ({
  kind: 'communities.member.joined',
  ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
})

export const acceptInvitation = command({
  name: 'communities.accept-invitation',
  summary: 'Come into a community by a link that a member handed out',
  route: 'POST /community-invitations/{token}',
  limit: 'take-part',
  input: z.object({ token: z.string().min(10).max(100), guardian: guardianField }),
  output: z.object({ community: z.string(), slug: z.string(), member: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    // Whoever is not signed in learns nothing of it, not even whether it holds.
    const invitation = actor.account === null ? null : await holdInvitation(tx, input.token, now)
    const community = invitation?.community ?? NONE
    const standing = await standingIn(tx, { actor, now, outside }, community)
    return { ...standing, ...(await comingFacts(tx, { actor, outside }, community)), invitation }
  },
  may: ({ input, actor, facts }) => mayComeInvited(actor, facts, facts.invitation !== null, input.guardian),
  async run(tx, { input, actor, facts, now, outside }) {
    const { shown, invitation } = facts
    const { account, person } = actor
    if (shown === null || invitation === null || account === null || person === null) return refuse(no('community.invitation-missing'))
    const community = shown.id
    const member = await addMember(tx, outside, {
      ...{ community, account, person, role: 'member', now },
      ...{ guardian: input.guardian, vouching: shown.vouching },
    })
    await tx
      .updateTable('community_invitation')
      .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
      .where('community_id', '=', community)
      .where('id', '=', invitation.id)
      .execute()
    return { community, slug: shown.slug, member: member ?? refuse(no('community.member-already')) }
  },
  tell: ({ result }) => [joined(result.community)],
})
