import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { asMember } from '../policy.ts'
import { at, done } from '../queries/shapes.ts'
import { standingIn } from '../queries/standing.ts'
import { dayIn, leads } from '../rules.ts'
import type {} from '../tables.ts'

export const chooseSettings = command({
  name: 'communities.choose-settings',
  summary: 'Choose whether you are in the list of members, and whether you are told after a long time away',
  route: 'PUT /communities/{community}/membership/settings',
  limit: 'write',
  input: at.extend({
    listed: z.boolean().describe('Members see your name in the list'),
    tellBack: z.boolean().describe('After 60 days away one line among your news; for that the day of your last look is kept'),
  }),
  output: done,
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { actor, now, outside }, input.community),
  may: ({ actor, facts }) => asMember(actor, facts),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('community_member')
      .set({ listed: input.listed, tell_back: input.tellBack, looked_on: input.tellBack || leads(facts.me) ? dayIn(now) : null })
      .where('community_id', '=', input.community)
      .where('id', '=', facts.me?.member ?? '')
      .execute()
    return { community: input.community }
  },
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.settings.chosen',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})

// No route: it happens by itself when somebody looks at the page of their community.
/** The day alone, of those who look after it and of those who chose to be told after a long time away. */
export const noteLook = command({
  name: 'communities.note-look',
  summary: 'Note the day on which somebody who looks after a community looked in',
  input: at,
  output: done,
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { actor, now, outside }, input.community),
  may: ({ actor, facts }) => asMember(actor, facts),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('community_member')
      .set({ looked_on: dayIn(now) })
      .where('community_id', '=', input.community)
      .where('id', '=', facts.me?.member ?? '')
      .where((where) => where.or([where('role', '!=', 'member'), where('tell_back', '=', true)]))
      .execute()
    return { community: input.community }
  },
  // Not who: the day is in the row, and nowhere beside a name.
  tell: ({ input: { community } }) => [
    {
      kind: 'communities.look.noted',
      ...{ scope: community, subject: community, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
