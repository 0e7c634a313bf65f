import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayAppoint } from '../policy.ts'
import { deskOf, spotById, stewardRows } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const endStewardship = command({
  name: 'abroad.end-stewardship',
  summary: 'Look after a page no longer, take an offer back, or say no to one; whoever appoints may end it too',
  route: 'DELETE /abroad/pages/{place}/stewards/{person}',
  limit: 'write',
  input: z.object({ place: shapes.place, person: z.uuid() }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor }) {
    const spot = await spotById(tx, input.place, actor.locale)
    const row = (await stewardRows(tx, [spot.place.id])).find(({ person_id: person }) => person === input.person) ?? null
    return { place: spot.place.id, desk: await deskOf(tx, spot, actor), row }
  },
  may({ input, actor, facts: { desk, row } }) {
    const verdict = actor.person !== null && actor.person === input.person ? yes : mayAppoint(desk)
    return verdict.ok && row === null ? no('abroad.steward-missing') : verdict
  },
  async run(tx, { input, facts: { place } }) {
    await tx.deleteFrom('abroad_steward').where('place', '=', place).where('person_id', '=', input.person).execute()
    return { place }
  },
  tell: ({ facts: { place, row } }) => [
    {
      ...{ kind: 'abroad.steward.ended', scope: THE_HUB, subject: place, data: {} },
      visibility: row?.state === 'appointed' ? 'public' : 'internal',
    },
  ],
})
