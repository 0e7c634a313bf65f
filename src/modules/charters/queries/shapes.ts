import { z } from 'zod'
import { isDay, isLanguage, LONGEST } from '../rules.ts'

/** Whose charter: a body's address, or none for the hub's own. */
export const ofBody = z.object({
  body: z.string().min(1).max(120).optional().describe("A body's address (pulaar-lyon); without it, the charter of the hub"),
  community: z.string().min(1).max(120).optional().describe('The id or the address of a community, for its charter'),
})
export const languageField = z.string().refine(isLanguage, 'field.invalid').describe('A language tag: en, fr, ar, ff')
export const numberField = z.coerce.number().int().min(1).max(100_000)
export const textField = z.string().trim().min(1).max(LONGEST.text).describe('Markdown')
export const changedField = z.string().trim().max(LONGEST.changed).describe('One sentence that says what changes')
export const dayField = z.string().refine(isDay, 'field.invalid').describe('A day: 2026-03-15')
export const state = z.enum(['announced', 'in-force', 'earlier'])

export const writtenText = z.object({ language: z.string(), text: z.string(), changed: z.string() })
export const version = z.object({
  number: z.number(),
  state,
  correction: z.boolean().describe('Of language alone: what is agreed is the same'),
  publishedOn: z.string(),
  holdsFrom: z.string(),
  changed: z.array(z.object({ language: z.string(), changed: z.string() })),
})
