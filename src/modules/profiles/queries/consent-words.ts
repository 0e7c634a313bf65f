import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { SPECIAL } from '../rules.ts'
import { FACETS } from '../tables.ts'
import { consentText } from './consent-texts.ts'
import { facetField } from './shapes.ts'

export const consentWords = query({
  name: 'profiles.consent-words',
  summary: 'What one agrees to who tells something of an identity, in your language, with the number of these words.',
  route: 'GET /consent-words',
  input: z.object({}),
  output: z.array(
    z.object({
      facet: facetField,
      version: z.string(),
      language: z.string(),
      text: z.string(),
      special: z.boolean().describe('Of a special category: article 9 of the GDPR'),
    }),
  ),
  read: async (_db, { actor }) => FACETS.map((facet) => ({ facet, ...consentText(facet, actor.locale), special: SPECIAL.includes(facet) })),
})
