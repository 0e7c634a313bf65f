import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { organisations } from '../../organisations/index.ts'
import { mayTake } from '../policy.ts'
import { deskOf, pageRows, spotById } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const takePage = command({
  name: 'abroad.take-page',
  summary:
    'Look after a page in the name of a body: it appoints its stewards from then on. A body of a state needs a steward who is not of one',
  route: 'PUT /abroad/pages/{place}/body',
  limit: 'write',
  input: z.object({ place: shapes.place, body: z.uuid() }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor }) {
    const spot = await spotById(tx, input.place, actor.locale)
    const body = (await organisations.bodyCards(tx, [input.body], actor.locale)).get(input.body)
    if (body === undefined || body.archived) return refuse(no('abroad.body-missing'))
    const taken = (await pageRows(tx, [spot.place.id])).some(({ body_id: other }) => other !== null)
    const { steward } = await organisations.standingOf(tx, body.id, actor.person)
    const taking = { stewardOfBody: steward, speaksForState: organisations.speaksForState(body.kind), taken }
    return { place: spot.place.id, desk: await deskOf(tx, spot, actor), taking }
  },
  may: ({ facts: { desk, taking } }) => mayTake(desk, taking),
  async run(tx, { input, actor, now, facts: { place } }) {
    const taken = { body_id: input.body, taken_by: actor.person, taken_on: dayOf(now) }
    await tx
      .insertInto('abroad_page')
      .values({ place, ...taken, looked_on: null, looked_by: null })
      .onConflict((conflict) => conflict.column('place').doUpdateSet(taken))
      .execute()
    return { place }
  },
  tell: ({ input, facts: { place } }) => [
    { kind: 'abroad.page.taken', scope: THE_HUB, subject: place, data: { body: input.body }, visibility: 'public' },
  ],
})
