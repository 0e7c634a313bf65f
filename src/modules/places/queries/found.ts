import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { found } from './place.ts'

export const findPlaces = query({
  name: 'places.find',
  summary: 'Countries and towns by what somebody wrote, whatever accents, case and language: the nearest first',
  route: 'GET /places',
  input: z.object({
    text: z.string().max(80).default(''),
    most: z.coerce.number().int().min(1).max(30).default(10),
  }),
  output: z.array(
    z.object({
      id: z.string().describe('A country by its code, a town by its id'),
      country: z.string(),
      town: z.boolean(),
      name: z.string(),
      language: z.string(),
      zone: z.string().nullable(),
      at: z.object({ lat: z.number(), lon: z.number() }).nullable().describe('To two decimals'),
      path: z.string(),
    }),
  ),
  read: async (db, { input, actor }) => (await found(db, input.text, actor.locale, input.most)).map((place) => ({ ...place })),
})
