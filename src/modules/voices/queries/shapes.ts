import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { DELAY, LONGEST } from '../rules.ts'

export const id = z.uuid()
export const day = z.iso.date()
export const language = languageTag
export const code = z.string().max(60)
export const title = z.string().trim().min(1).max(LONGEST.title)
export const text = z.string().trim().min(1).max(LONGEST.text)
export const delay = z.number().int().min(DELAY.least).max(DELAY.most)
export const namer = z.object({ sort: z.enum(['body', 'community']), id })

/** What stands elsewhere and goes from there too; empty once it has gone. */
export const taken = z.array(z.object({ sort: z.string(), place: z.string(), thing: z.string() }))

export const translation = z
  .object({ text, language, by: z.string().trim().max(LONGEST.by) })
  .nullable()
  .default(null)
  .describe('Beside the speaker’s own words, and who translated')

export const testimony = z.object({
  id: z.string(),
  path: z.string(),
  title: z.string(),
  text: z.string(),
  language: z.string(),
  described: z.string().describe('As the speaker wants to be described; empty: not at all'),
  country: z.string().nullable(),
  translation: z.object({ text: z.string(), language: z.string(), by: z.string() }).nullable(),
  version: z.number().int(),
  publishedOn: z.string(),
  quotable: z.boolean(),
})
export type Testimony = z.infer<typeof testimony>
