import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { hashToken } from '../../../platform/keys.ts'
import { mayInvite, asMember } from '../policy.ts'
import { sealSentence } from '../queries/invitations.ts'
import { at, done } from '../queries/shapes.ts'
import { NONE, standingIn } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { dayIn, INVITATION_DAYS, linksLeft, LONGEST, MOST_USES } from '../rules.ts'
import { all, yes } from '#base'
import type {} from '../tables.ts'

const DAY_MS = 86_400_000

/** Links of this month that a member has handed out, also those that were taken back: else there would be no end to them. */
export async function madeThisMonth(tx: Pick<Tx, 'selectFrom'>, community: string, member: string, now: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('community_invitation')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('community_id', '=', community)
    .where('member_id', '=', member)
    .where('made_on', '>=', `${dayIn(now).slice(0, 7)}-01`)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const inviteNewcomer = command({
  name: 'communities.invite',
  summary: 'Make a link by which somebody comes into a community. It is shown once',
  route: 'POST /communities/{community}/invitations',
  limit: 'write',
  input: at.extend({
    sentence: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST.sentence)
      .describe('All that the page of the link says before it is used; the name of a hidden community does not belong there'),
    uses: z.coerce.number().int().min(1).max(MOST_USES).default(1),
    days: z.coerce.number().int().min(1).max(INVITATION_DAYS).default(7),
  }),
  output: z.object({ id: z.string(), path: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community, 'update')
    const { me, shown } = standing
    if (me === null || shown === null) return { ...standing, left: 0 }
    const made = await madeThisMonth(tx, input.community, me.member, now)
    return { ...standing, left: linksLeft(me.role, shown.monthly_invitations, made) }
  },
  may: ({ actor, facts }) => mayInvite(actor, facts, facts.left),
  async run(tx, { input, facts, now, outside }) {
    const [id, token] = [outside.uuid(), outside.token()]
    const member = facts.me?.member ?? refuse(no('community.missing'))
    await tx
      .insertInto('community_invitation')
      .values({
        ...{ community_id: input.community, id, token_hash: hashToken(token), member_id: member },
        ...{ sentence_sealed: sealSentence(outside.keys, id, input.sentence), uses_left: input.uses, made_on: dayIn(now) },
        expires_at: new Date(now.getTime() + input.days * DAY_MS),
      })
      .execute()
    return { id, path: `/community-invitations/${token}` }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.invitation.made',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

/** The row stays until its day: it counts for the month in which it was made. */
export const withdrawInvitation = command({
  name: 'communities.withdraw-invitation',
  summary: 'Take back a link that you handed out',
  route: 'DELETE /communities/{community}/invitations/{invitation}',
  limit: 'write',
  input: at.extend({ invitation: z.uuid() }),
  output: done,
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    const row = await tx
      .selectFrom('community_invitation')
      .select('id')
      .where('community_id', '=', input.community)
      .where('id', '=', input.invitation)
      .where('member_id', '=', standing.me?.member ?? NONE)
      .executeTakeFirst()
    return { ...standing, mine: row !== undefined }
  },
  may: ({ actor, facts }) => all(asMember(actor, facts), facts.mine ? yes : no('community.invitation-missing')),
  async run(tx, { input }) {
    await tx
      .updateTable('community_invitation')
      .set({ uses_left: 0 })
      .where('community_id', '=', input.community)
      .where('id', '=', input.invitation)
      .execute()
    return { community: input.community }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.invitation.withdrawn',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
