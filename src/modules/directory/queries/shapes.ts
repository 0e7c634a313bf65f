import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST, MOST } from '../rules.ts'
import { ACCEPTS, MEMBERSHIPS } from '../tables.ts'

const once = (words: readonly string[]): string[] => [...new Set(words)]

export const bodyRef = z.string().min(1).max(120).describe("The body's address: pulaar-lyon")
const placeRef = z.string().min(2).max(40).describe('A country by its code, or a town by its id')
const item = z.string().trim().max(LONGEST.words)

/** All of it may be left out, and what is left out is gone. */
export const entryWritten = z.object({
  places: z.array(placeRef).max(MOST.places).default([]).transform(once).describe('Where it works'),
  origins: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'field.invalid'))
    .max(MOST.origins)
    .default([])
    .transform(once)
    .describe('Whose people it is there for: countries by their codes'),
  topics: z.array(z.string().max(80)).max(MOST.topics).default([]).transform(once).describe('Keys of topics'),
  accepts: z
    .array(z.enum(ACCEPTS))
    .default([])
    .transform((list) => [...new Set(list)]),
  membership: z.enum(MEMBERSHIPS).nullable().default(null).describe('Whether one can become a member'),
  language: languageTag.describe('Of the words below'),
  postal: z.string().trim().max(LONGEST.postal).default('').describe('Of a public office alone; never where a person lives'),
  hours: z.string().trim().max(LONGEST.hours).default('').describe('When it is open'),
  fields: z.record(z.string().max(40), z.array(item).max(MOST.items)).default({}).describe('What fits the kind of body, by key'),
})
export type EntryWritten = z.infer<typeof entryWritten>
