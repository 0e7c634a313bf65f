import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { isTheHub } from '../../../core/actor.ts'
import { mayDismissModerator } from '../policy.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const dismissModerator = command({
  name: 'moderation.dismiss-moderator',
  summary: 'End the term of a moderator of the hub: one’s own, or, for whoever runs the hub, of anybody. What they decided stays',
  route: 'DELETE /moderation/moderators/{person}',
  whileLeaving: true,
  input: z.object({ person: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input }) {
    const row = await tx.selectFrom('hub_moderator').select('until').where('person_id', '=', input.person).executeTakeFirst()
    return { held: row !== undefined }
  },
  // The hub says it of everybody who leaves, and most of them were none.
  may: ({ input, facts, actor }) =>
    all(mayDismissModerator(actor, input.person), facts.held || isTheHub(actor) ? yes : no('moderator.missing')),
  async run(tx, { input }) {
    await tx.deleteFrom('hub_moderator').where('person_id', '=', input.person).execute()
    return {}
  },
  tell: ({ input, facts }) =>
    facts.held
      ? [{ kind: 'moderation.moderator.dismissed', scope: THE_HUB, subject: input.person, data: {}, visibility: 'internal' as const }]
      : [],
})
