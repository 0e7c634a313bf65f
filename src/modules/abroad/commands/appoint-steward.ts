import { all, yes } from '#base'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { organisations } from '../../organisations/index.ts'
import { mayAppoint, mayJoin } from '../policy.ts'
import { deskOf, pageRows, spotById, stewardRows } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const appointSteward = command({
  name: 'abroad.appoint-steward',
  summary: 'Say yes to somebody who offered to look after a page: their name stands on it from then on',
  route: 'POST /abroad/pages/{place}/stewards/{person}/appointment',
  limit: 'write',
  input: z.object({ place: shapes.place, person: z.uuid() }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor }) {
    const spot = await spotById(tx, input.place, actor.locale)
    const desk = await deskOf(tx, spot, actor)
    const row = (await stewardRows(tx, [spot.place.id])).find(({ person_id: person }) => person === input.person) ?? null
    const [page] = (await pageRows(tx, spot.ids)).filter(({ body_id: body }) => body !== null)
    // Whoever runs the hub appoints for nobody; a steward of the body that looks after the page, for that body.
    const forBody = desk.ofItsBody && !actor.operator ? (page?.body_id ?? null) : null
    const ofState = (forBody !== null && desk.bodyOfState) || (await organisations.officesOf(tx, [input.person])).government
    return { place: spot.place.id, desk, row, forBody, ofState }
  },
  may: ({ actor, facts: { desk, row, ofState } }) =>
    all(
      isTheHub(actor) ? yes : mayAppoint(desk),
      row === null ? no('abroad.steward-missing') : row.state === 'appointed' ? no('abroad.steward-already') : yes,
      mayJoin(desk, ofState),
    ),
  async run(tx, { input, actor, now, facts: { place, forBody } }) {
    await tx
      .updateTable('abroad_steward')
      .set({ state: 'appointed', appointed_on: dayOf(now), appointed_by: actor.person, for_body: forBody })
      .where('place', '=', place)
      .where('person_id', '=', input.person)
      .execute()
    return { place }
  },
  tell: ({ facts: { place } }) => [{ kind: 'abroad.steward.appointed', scope: THE_HUB, subject: place, data: {}, visibility: 'public' }],
})
