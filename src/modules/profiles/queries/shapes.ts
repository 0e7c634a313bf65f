import { z } from 'zod'
import { MOST_LETTERS } from '../rules.ts'
import { AUDIENCES, FACETS } from '../tables.ts'

export const audienceField = z.enum(AUDIENCES)
export const facetField = z.enum(FACETS)

export const valuesField = z
  .array(z.string().trim().min(1).max(MOST_LETTERS))
  .min(1)
  .transform((values) => [...new Set(values)])

export const cardShape = z.object({
  person: z.string(),
  name: z.string(),
  facets: z.array(z.object({ facet: facetField, values: z.array(z.string()) })),
  offices: z.array(z.object({ slug: z.string(), body: z.string(), language: z.string(), roles: z.array(z.string()) })),
})

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The id in an address of a card, or the id alone; null where there is none. */
export const idIn = (text: string): string | null => UUID.exec(text)?.[0]?.toLowerCase() ?? null
