import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { sentId } from '../../../core/sending.ts'
import { asMember, heldByItself, inRunning, asSteward } from '../policy.ts'
import { at } from '../queries/shapes.ts'
import { countMembers, standingIn } from '../queries/standing.ts'
import { dayIn, daysAfter, ANSWER_DAYS, LONGEST, thresholdFor } from '../rules.ts'
import { PROPOSALS, OUTCOMES } from '../tables.ts'
import { holdProposal, supportersOf } from '../queries/proposals.ts'
import { no } from '../refusals.ts'

export const proposeChange = command({
  name: 'communities.propose-change',
  summary: 'Propose to the members of your community to change its charter, who looks after it, or something else',
  route: 'POST /communities/{community}/proposals',
  limit: 'write',
  input: at.extend({
    sending: z.uuid().describe('Made by the sender: what arrives twice is one'),
    sort: z.enum(PROPOSALS),
    text: z.string().trim().min(1).max(LONGEST.proposal),
    language: languageTag,
  }),
  output: z.object({ id: z.string() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    const id = sentId(outside.keys, 'community-proposal', input.community, standing.me?.member ?? '', input.sending)
    const before = await tx
      .selectFrom('community_proposal')
      .select('id')
      .where('community_id', '=', input.community)
      .where('id', '=', id)
      .executeTakeFirst()
    return { ...standing, ...(await countMembers(tx, input.community)), id, before }
  },
  may: ({ actor, facts }) => all(asMember(actor, facts), heldByItself(facts), inRunning(facts)),
  async run(tx, { input: { community, sort, text, language }, facts, now }) {
    const { id } = facts
    // Of two sent at once the later one is refused by the key, and asked again.
    if (facts.before !== undefined) return { id }
    const member = facts.me?.member ?? ''
    const threshold = thresholdFor(facts.members)
    await tx
      .insertInto('community_proposal')
      .values({
        ...{ community_id: community, id, sort, member_id: member, language, text, proposed_on: dayIn(now), threshold },
        ...{ answer_by: threshold <= 1 ? daysAfter(now, ANSWER_DAYS) : null, outcome: null, answer: null, answered_on: null },
      })
      .execute()
    await tx.insertInto('community_support').values({ community_id: community, proposal_id: id, member_id: member }).execute()
    return { id }
  },
  tell: ({ input: { community }, facts: { before } }) =>
    before === undefined
      ? [
          {
            kind: 'communities.proposal.made',
            ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
          },
        ]
      : [],
})

/** From the published number on the day stands by which the stewards answer; it stays, also if somebody steps back. */
export const supportChange = command({
  name: 'communities.support-change',
  summary: 'Stand behind a proposal of a member, or step back from it',
  route: 'PUT /communities/{community}/proposals/{proposal}/support',
  limit: 'write',
  input: at.extend({ proposal: z.uuid(), supports: z.boolean().default(true) }),
  output: z.object({ supports: z.boolean() }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    return { ...standing, proposal: standing.me === null ? null : await holdProposal(tx, input.community, input.proposal) }
  },
  may: ({ actor, facts }) =>
    all(
      asMember(actor, facts),
      inRunning(facts),
      facts.proposal === null ? no('community.proposal-missing') : yes,
      facts.proposal?.outcome === null ? yes : no('community.proposal-answered'),
    ),
  async run(tx, { input, facts, now }) {
    const { community, proposal, supports } = input
    const row = { community_id: community, proposal_id: proposal, member_id: facts.me?.member ?? '' }
    if (supports)
      await tx
        .insertInto('community_support')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    else
      await tx
        .deleteFrom('community_support')
        .where('community_id', '=', community)
        .where('proposal_id', '=', proposal)
        .where('member_id', '=', row.member_id)
        .execute()
    if (facts.proposal?.answer_by === null && (await supportersOf(tx, community, proposal)) >= facts.proposal.threshold)
      await tx
        .updateTable('community_proposal')
        .set({ answer_by: daysAfter(now, ANSWER_DAYS) })
        .where('community_id', '=', community)
        .where('id', '=', proposal)
        .execute()
    return { supports }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.proposal.supported',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

export const answerChange = command({
  name: 'communities.answer-change',
  summary: 'Answer a proposal of the members, with a reason that all of them read. For stewards',
  route: 'PUT /communities/{community}/proposals/{proposal}/answer',
  limit: 'write',
  input: at.extend({ proposal: z.uuid(), outcome: z.enum(OUTCOMES), answer: z.string().trim().min(1).max(LONGEST.proposal) }),
  output: z.object({ outcome: z.enum(OUTCOMES) }),
  async facts(tx, { input, actor, now, outside }) {
    const standing = await standingIn(tx, { actor, now, outside }, input.community)
    return { ...standing, proposal: standing.me === null ? null : await holdProposal(tx, input.community, input.proposal) }
  },
  may: ({ actor, facts }) =>
    all(
      asSteward(actor, facts),
      facts.proposal === null ? no('community.proposal-missing') : yes,
      facts.proposal?.outcome === null ? yes : no('community.proposal-answered'),
    ),
  async run(tx, { input, now }) {
    await tx
      .updateTable('community_proposal')
      .set({ outcome: input.outcome, answer: input.answer, answered_on: dayIn(now) })
      .where('community_id', '=', input.community)
      .where('id', '=', input.proposal)
      .execute()
    return { outcome: input.outcome }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.proposal.answered',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
