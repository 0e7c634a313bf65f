import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayOfferModerator } from '../policy.ts'
import { moderatorLinkTo } from '../queries/links.ts'
import { moment } from '../queries/shapes.ts'
import { circleLinkEnds } from '../rules.ts'
import type {} from '../tables.ts'

export const offerModerator = command({
  name: 'moderation.offer-moderator',
  summary:
    'Make a link by which somebody becomes a moderator of the hub until a day, to be handed over: it takes effect when they accept, within seven days, once',
  route: 'POST /moderation/moderators/offers',
  limit: 'write',
  input: z.object({ until: z.iso.date().describe('The last day of the term, a year from now at most') }),
  output: z.object({ link: z.string(), expiresAt: moment }),
  facts: async () => ({}),
  may: ({ input, actor, now }) => mayOfferModerator(actor, input.until, now),
  async run(tx, { input, now, outside }) {
    const [id, ends] = [outside.uuid(), circleLinkEnds(now)]
    await tx.insertInto('hub_moderator_offer').values({ id, until: input.until, expires_at: ends, used_at: null }).execute()
    return { link: moderatorLinkTo(outside.keys, id), expiresAt: ends.toISOString() }
  },
  tell: ({ input }) => [
    { kind: 'moderation.moderator.offered', scope: THE_HUB, subject: THE_HUB, data: { until: input.until }, visibility: 'internal' },
  ],
})
