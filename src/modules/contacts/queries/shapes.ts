import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST, SORTS, WAYS } from '../rules.ts'

export const sort = z.enum(SORTS)
export const way = z.enum(WAYS)
export const subject = z.string().max(40).describe('The id of a body, a community, a place, an edition or an event; empty: the hub')
export const path = z
  .string()
  .max(LONGEST.path)
  .regex(/^\/(?!\/)[^\s\\]*$/, 'field.invalid')

export const words = {
  deputy: z.boolean().default(false).describe('Steps in where nobody else is named any more'),
  about: z.string().trim().min(1).max(LONGEST.about),
  language: languageTag,
  languages: z.array(languageTag).min(1).max(10),
  hours: z.string().trim().max(LONGEST.hours).default(''),
  reach: z.string().trim().max(LONGEST.reach).default('').describe('An address or a telephone of the office; never a private one'),
  days: z.number().int().min(1).max(30),
}

export const contact = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe('Null: not for you'),
  deputy: z.boolean(),
  about: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  hours: z.string(),
  reach: z.string(),
  days: z.number().int(),
  checkedOn: z.iso.date(),
})
export type Contact = z.infer<typeof contact>

/** What somebody asked, as it lies under the seal. */
export const asked = z.object({ path: z.string(), words: z.string(), to: z.string(), when: z.string(), discreet: z.boolean() })
export type AskedWords = z.infer<typeof asked>
/** What those who answer wrote: for one another, and for whoever asked. */
export const told = z.object({ note: z.string(), answer: z.string() })
export type Told = z.infer<typeof told>
