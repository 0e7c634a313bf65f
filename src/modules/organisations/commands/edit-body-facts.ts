import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTend } from '../policy.ts'
import { bodyFactsLocked } from '../queries/body-facts.ts'
import { accountField, bodyRef, contactField, countryField, foundedField, languageField } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

const once = (words: readonly string[]): string[] => [...new Set(words)]

/** All of it may be left out, and what is left out is gone. */
export const editBodyFacts = command({
  name: 'organisations.edit-body-facts',
  summary: 'Say since when a body is there, where it acts, in which languages, and how it is reached. For stewards.',
  route: 'PUT /bodies/{body}/facts',
  input: z.object({
    body: bodyRef,
    founded: foundedField.nullable().default(null),
    countries: z.array(countryField).max(40).default([]).transform(once),
    languages: z.array(languageField).max(20).default([]).transform(once),
    web: accountField.nullable().default(null),
    contact: contactField.nullable().default(null),
  }),
  output: z.object({ body: z.string() }),
  facts: (tx, { input, actor }) => bodyFactsLocked(tx, input.body, actor),
  may: ({ actor, facts }) => mayTend(actor, facts),
  async run(tx, { input, facts }) {
    const body = facts ?? refuse(no('body.missing'))
    const { founded, countries, languages, web, contact } = input
    await tx.updateTable('body').set({ founded, countries, languages, web, contact }).where('id', '=', body.id).execute()
    return { body: body.id }
  },
  tell: ({ result }) => [
    { kind: 'organisations.body-facts.edited', scope: result.body, subject: result.body, data: {}, visibility: 'public' },
  ],
})
