import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { moderatesHub } from '../queries/moderators.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const showModerator = command({
  name: 'moderation.show-moderator',
  summary: 'As a moderator of the hub, be shown by name on the public page, or no more',
  route: 'PUT /moderation/moderators/showing',
  input: z.object({ named: z.boolean() }),
  output: z.object({ named: z.boolean() }),
  facts: async (tx, { actor, now }) => ({ holds: await moderatesHub(tx, actor, now) }),
  may: ({ facts }) => (facts.holds ? yes : no('moderator.missing')),
  async run(tx, { input, actor }) {
    await tx
      .updateTable('hub_moderator')
      .set({ named: input.named })
      .where('person_id', '=', actor.person ?? '')
      .execute()
    return { named: input.named }
  },
  tell: ({ actor, result }) => [
    { kind: 'moderation.moderator.shown', scope: THE_HUB, subject: actor.person ?? '', data: result, visibility: 'internal' },
  ],
})
