import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { signedIn, mayDecideAppeals } from '../policy.ts'
import { removalOf, appealAt } from '../queries/removals.ts'
import { sealReason } from '../queries/requests.ts'
import { at, done, reasonField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'
import { z } from 'zod'
import { dayIn } from '../rules.ts'

export const appealRemoval = command({
  name: 'communities.appeal-removal',
  summary: 'Ask whoever runs the hub to look at your removal from a community',
  route: 'POST /communities/{community}/removal/appeal',
  limit: 'report',
  whileLeaving: true,
  input: at.extend({ text: reasonField }),
  output: done,
  facts: async (tx, { input, actor, outside }) => ({
    removal: await removalOf(tx, outside.keys, { account: actor.account, community: input.community }),
  }),
  may: ({ actor, facts }) =>
    all(
      signedIn(actor),
      facts.removal === null ? no('community.removal-missing') : yes,
      facts.removal?.appeal === '' ? yes : no('community.appealed'),
    ),
  async run(tx, { input, facts, outside }) {
    if (facts.removal !== null)
      await tx
        .updateTable('community_removal')
        .set({ appeal_sealed: sealReason(outside.keys, input.community, input.text) })
        .where('community_id', '=', input.community)
        .where('account_tag', '=', facts.removal.tag)
        .execute()
    return { community: input.community }
  },
  tell: ({ input }) => [
    {
      kind: 'communities.appeal.made',
      ...{ scope: input.community, subject: input.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

/** Whoever runs the hub answers; lifted, whoever was removed may come in again as everybody else. */
export const answerAppeal = command({
  name: 'communities.answer-appeal',
  summary: 'Answer somebody who was removed from a community and asked for it. For whoever runs the hub',
  route: 'POST /community-appeals/{appeal}/answer',
  limit: 'write',
  input: z.object({ appeal: z.string().max(200), text: reasonField, lift: z.boolean().default(false) }),
  output: done,
  facts: async (tx, { input }) => ({ appeal: await appealAt(tx, input.appeal) }),
  may: ({ actor, facts }) =>
    all(
      mayDecideAppeals(actor),
      facts.appeal === null ? no('community.removal-missing') : yes,
      facts.appeal?.answered_on === null ? yes : no('community.appealed'),
    ),
  async run(tx, { input, facts, now, outside }) {
    const community = facts.appeal?.community_id ?? ''
    await tx
      .updateTable('community_removal')
      .set((eb) => ({
        ...{ answer_sealed: sealReason(outside.keys, community, input.text), answered_on: dayIn(now) },
        banned: input.lift ? eb.val(false) : eb.ref('banned'),
      }))
      .where('community_id', '=', community)
      .where('account_tag', '=', facts.appeal?.account_tag ?? Buffer.alloc(0))
      .execute()
    return { community }
  },
  tell: ({ result }) => [
    {
      kind: 'communities.appeal.answered',
      ...{ scope: result.community, subject: result.community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
