import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'
import { cardFor } from '../rules.ts'
import { relationsTo } from './relations.ts'
import { cardShape, idIn } from './shapes.ts'
import { wholeCard } from './whole-card.ts'

/** Hidden, gone and never there are one answer. */
export const readCard = query({
  name: 'profiles.read-card',
  summary: 'An identity as you may see it: its name, what it tells, and the offices it holds.',
  route: 'GET /people/{person}',
  input: z.object({ person: z.string().max(100) }),
  output: cardShape.extend({ own: z.boolean().describe('It is one of your own') }),
  async read(db, { input, actor, outside }) {
    const person = idIn(input.person)
    if (person === null || person !== input.person) return refuse(no('card.missing'))
    const whole = await wholeCard(db, outside.keys, person, actor.locale)
    const relation = (await relationsTo(db, actor, [person]))(person)
    const { facets, offices, ...card } = (whole === null ? null : cardFor(whole, relation)) ?? refuse(no('card.missing'))
    return {
      ...card,
      facets: facets.map(({ facet, values }) => ({ facet, values: [...values] })),
      offices: offices.map(({ roles, ...office }) => ({ ...office, roles: [...roles] })),
      own: relation.own,
    }
  },
})

export type ShownCard = z.infer<typeof cardShape>
