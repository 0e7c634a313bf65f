import { z } from 'zod'
import { all, yes } from '#base'
import { isTheHub, type Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { at, done } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { RULES } from '../rules.ts'
import { BY_LAW } from '../../../core/reportable.ts'
import type {} from '../tables.ts'

/** The body behind it has moderators; of one that has none, and of any, whoever runs the hub decides. */
export async function moderatedBy(tx: Tx, community: string, actor: Actor) {
  const row = await tx
    .selectFrom('community')
    .select(['id', 'body_id', 'access'])
    .where('id', '=', community)
    .forUpdate()
    .executeTakeFirst()
  const moderator =
    actor.operator || isTheHub(actor) || (row?.body_id != null && (await organisations.standingOf(tx, row.body_id, actor.person)).moderator)
  return { there: row !== undefined && row.access !== 'hidden', moderator }
}

// No route: it is a part of the decision on a report, which gives the reasons. Nothing else may take a community from the public.
export const hideCommunity = command({
  name: 'communities.hide',
  summary: 'Take the name and the words of a community from the public after a report',
  input: at.extend({ rule: z.string().max(40) }),
  output: done,
  facts: (tx, { input, actor }) => moderatedBy(tx, input.community, actor),
  may: ({ input, facts }) =>
    all(
      facts.there && facts.moderator ? yes : no('community.missing'),
      [BY_LAW, ...RULES].includes(input.rule) ? yes : no('community.rule-unknown'),
    ),
  async run(tx, { input }) {
    await tx.updateTable('community').set({ hidden_for: input.rule }).where('id', '=', input.community).execute()
    return { community: input.community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.community.hidden',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

// No route: it is a part of a decision on a report or an appeal.
export const showCommunity = command({
  name: 'communities.show',
  summary: 'Give a community back to the public after a decision',
  input: at,
  output: done,
  facts: (tx, { input, actor }) => moderatedBy(tx, input.community, actor),
  may: ({ facts }) => (facts.there && facts.moderator ? yes : no('community.missing')),
  async run(tx, { input }) {
    await tx.updateTable('community').set({ hidden_for: null }).where('id', '=', input.community).execute()
    return { community: input.community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.community.shown',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
