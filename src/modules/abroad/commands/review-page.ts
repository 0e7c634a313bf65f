import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayKeep } from '../policy.ts'
import { deskOf, spotById } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { dayOf } from '../rules.ts'
import { noteLook } from './publish-item.ts'

export const reviewPage = command({
  name: 'abroad.review-page',
  summary: 'Say that you looked through a whole page today; no item is checked by it',
  route: 'POST /abroad/pages/{place}/looks',
  limit: 'write',
  input: z.object({ place: shapes.place }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor }) {
    const spot = await spotById(tx, input.place, actor.locale)
    return { place: spot.place.id, desk: await deskOf(tx, spot, actor) }
  },
  may: ({ facts }) => mayKeep(facts.desk),
  async run(tx, { actor, now, facts: { place } }) {
    await noteLook(tx, place, { on: dayOf(now), by: actor.person })
    return { place }
  },
  tell: ({ facts: { place } }) => [{ kind: 'abroad.page.reviewed', scope: THE_HUB, subject: place, data: {}, visibility: 'public' }],
})
