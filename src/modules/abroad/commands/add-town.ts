import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { organisations } from '../../organisations/index.ts'
import { places } from '../../places/index.ts'
import { mayAddTown } from '../policy.ts'
import { deskOf, spotById } from '../queries/desk.ts'
import { no } from '../refusals.ts'

export const addTown = command({
  name: 'abroad.add-town',
  summary: 'Add a town or region: where names of the country look alike they are shown first, and it is sent again with “sure”',
  route: 'POST /abroad/towns',
  limit: 'write',
  input: z.object({ town: places.townShape, sure: z.boolean().default(false).describe('It is none of those that look alike') }),
  output: z.object({ id: z.uuid(), path: z.string() }),
  async facts(tx, { input, actor }) {
    const { country, names } = input.town
    const spot = await spotById(tx, country, actor.locale)
    const convenes = (await organisations.bodiesWhere(tx, actor.person, 'convener', actor.locale)).length > 0
    const alike = await Promise.all(names.map(({ name }) => places.alike(tx, name, { most: 5, country })))
    return { desk: await deskOf(tx, spot, actor), convenes, alike: alike.flat().length }
  },
  may: ({ input, facts: { desk, convenes, alike } }) => {
    const verdict = mayAddTown(desk, convenes)
    return verdict.ok && alike > 0 && !input.sure ? no('abroad.town-known') : verdict
  },
  async run(tx, { input, now, outside }) {
    const { id, country, slug } = await places.addTown(tx, input.town, { id: outside.uuid(), owner: null, now })
    return { id, path: `/abroad/${country.toLowerCase()}/${slug}` }
  },
  tell: ({ input, result }) => [
    { kind: 'abroad.town.added', scope: THE_HUB, subject: result.id, data: { country: input.town.country }, visibility: 'public' },
  ],
})
