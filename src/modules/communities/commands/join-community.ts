import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayJoin } from '../policy.ts'
import { at, guardianField } from '../queries/shapes.ts'
import { comingFacts, standingIn } from '../queries/standing.ts'
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
