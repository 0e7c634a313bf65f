import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { no } from '../refusals.ts'
import { audienceField, cardShape, facetField } from './shapes.ts'
import { settingsOf, wholeCard, facetsOf } from './whole-card.ts'

export const ownCard = query({
  name: 'profiles.own-card',
  summary: 'The card of the identity under which you act: who may see it, what it tells and to whom.',
  route: 'GET /me/card',
  input: z.object({}),
  output: cardShape.extend({
    audience: audienceField,
    under18: z.boolean(),
    facets: z.array(z.object({ facet: facetField, audience: audienceField, values: z.array(z.string()), consent: z.string() })),
  }),
  async read(db, { actor, outside }) {
    demand(signedIn(actor))
    const person = actor.person ?? refuse(no('card.missing'))
    const whole = (await wholeCard(db, outside.keys, person, actor.locale)) ?? refuse(no('card.missing'))
    const { audience, under18 } = await settingsOf(db, outside.keys, person)
    const facets = await facetsOf(db, outside.keys, person)
    return {
      person,
      name: whole.name,
      audience,
      under18,
      facets: facets.map(({ values, ...facet }) => ({ ...facet, values: [...values] })),
      offices: whole.offices.map(({ roles, ...office }) => ({ ...office, roles: [...roles] })),
    }
  },
})

export type OwnCard = z.infer<typeof ownCard.output>
