import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { CHOICES, LONGEST, MOST_SENTENCES, MOST_SOURCES, TRANSLATORS } from '../rules.ts'

export const uuid = z.uuid()
export const language = languageTag
export const ref = { document: uuid }
export const section = z.coerce.number().int().min(1).max(100_000)
export const choice = z.enum(CHOICES)
export const translator = z.enum(TRANSLATORS)
export const title = z.string().trim().min(1).max(LONGEST.title)
export const heading = z.string().trim().max(LONGEST.heading)
export const translatorName = z.string().trim().max(LONGEST.name).default('').describe('Who or what translated it, as readers see it')

const sourceId = z.object({ sort: z.string().min(1).max(60), id: z.string().min(1).max(120) })

export const sentences = z
  .array(
    z.object({
      id: uuid.nullable().default(null).describe('Of a sentence that is there; null: a new one'),
      text: z.string().max(LONGEST.text).describe('An empty line within it makes two sentences; without words it is taken out'),
      language,
      sources: z.array(sourceId).max(MOST_SOURCES).default([]).describe('None: it is marked as the editor’s own'),
      seen: z.boolean().default(false).describe('What became of its sources was looked at'),
    }),
  )
  .max(MOST_SENTENCES)

export const place = {
  summit: z.string().max(60),
  edition: z.string().max(60),
  sort: z.enum(['report', 'outcome']),
  session: z.coerce.number().int().min(1).max(999).nullable().default(null).describe('The number of a session; null: of the whole edition'),
}

/** What a deed leads to. */
export const done = z.object({ id: uuid, path: z.string() })
