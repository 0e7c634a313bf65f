import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayInviteToCircle } from '../policy.ts'
import { circleFacts } from '../queries/circle.ts'
import { circleLinkTo } from '../queries/links.ts'
import { moment } from '../queries/shapes.ts'
import { circleLinkEnds } from '../rules.ts'

export const inviteCircle = command({
  name: 'moderation.invite-to-circle',
  summary:
    'Make a link into the circle that reads reports of pressure, to be handed over: whoever accepts it within seven days, once, is in it',
  route: 'POST /moderation/circle/links',
  input: z.object({}),
  output: z.object({ link: z.string(), expiresAt: moment }),
  facts: (tx, { actor }) => circleFacts(tx, actor),
  may: ({ facts }) => mayInviteToCircle(facts),
  async run(tx, { now, outside }) {
    const [id, ends] = [outside.uuid(), circleLinkEnds(now)]
    await tx.insertInto('circle_invitation').values({ id, expires_at: ends, used_at: null }).execute()
    return { link: circleLinkTo(outside.keys, id), expiresAt: ends.toISOString() }
  },
  tell: () => [{ kind: 'moderation.circle.offered', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal' }],
})
