import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { organisations } from '../../organisations/index.ts'
import { mayAppoint } from '../policy.ts'
import { deskOf, pageRows, spotById } from '../queries/desk.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const returnPage = command({
  name: 'abroad.return-page',
  summary: 'Say that a body looks after a page no longer; the stewards that it appointed stay',
  route: 'DELETE /abroad/pages/{place}/body',
  limit: 'write',
  input: z.object({ place: shapes.place }),
  output: z.object({ place: z.string() }),
  async facts(tx, { input, actor }) {
    const spot = await spotById(tx, input.place, actor.locale)
    const body = (await pageRows(tx, [spot.place.id]))[0]?.body_id ?? null
    // The body of the country's page is not the one that gives back the page of a town.
    const { steward } = await organisations.standingOf(tx, body ?? THE_HUB, actor.person)
    return { place: spot.place.id, desk: { ...(await deskOf(tx, spot, actor)), ofItsBody: steward }, body }
  },
  may: ({ facts: { desk, body } }) => {
    const verdict = mayAppoint(desk)
    return verdict.ok && body === null ? no('abroad.not-taken') : verdict
  },
  async run(tx, { facts: { place } }) {
    await tx.updateTable('abroad_page').set({ body_id: null, taken_by: null, taken_on: null }).where('place', '=', place).execute()
    return { place }
  },
  tell: ({ facts: { place } }) => [{ kind: 'abroad.page.returned', scope: THE_HUB, subject: place, data: {}, visibility: 'public' }],
})
