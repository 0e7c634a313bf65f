import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { audienceField, facetField } from './shapes.ts'
import type {} from '../tables.ts'

const consentShape = z.object({
  consent: z.string(),
  facet: facetField,
  audience: audienceField,
  version: z.string(),
  language: z.string(),
  text: z.string().describe('The very words that were agreed to'),
  givenAt: z.date(),
  endedOn: z.date().nullable().describe('Null: it holds'),
  withdrawn: z.boolean().nullable().describe('False: a later consent took its place'),
})

export type Consent = z.infer<typeof consentShape>

export const myConsents = query({
  name: 'profiles.my-consents',
  summary: 'To what the identity under which you act agreed, in which words, when, and whether that holds.',
  route: 'GET /me/consents',
  input: z.object({}),
  output: z.array(consentShape),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const rows = await db
      .selectFrom('consent')
      .select(['id', 'facet', 'audience', 'version', 'language', 'text', 'given_at', 'ended_on', 'withdrawn'])
      .where('person_id', '=', actor.person)
      .orderBy('given_at', 'desc')
      .execute()
    return rows.map(({ id, given_at, ended_on, ...consent }) => ({ ...consent, consent: id, givenAt: given_at, endedOn: ended_on }))
  },
})
