import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { ACCESS_NEEDS, DIETS, MODES } from '../rules.ts'

export const mode = z.enum(MODES, { error: 'field.required' })
export const state = z.enum(['asked', 'waiting', 'confirmed', 'declined'])
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\r\n]*$/, 'field.invalid')

/** What somebody says of themselves to come: it lies under a seal, and goes when the edition has been over for a month. */
export const told = z.object({
  badge: line(60).default('').describe('The name on the badge, chosen freely; empty: none'),
  access: z.array(z.enum(ACCESS_NEEDS)).max(ACCESS_NEEDS.length).default([]),
  diet: z.array(z.enum(DIETS)).max(DIETS.length).default([]),
  languages: z
    .array(languageTag)
    .max(20)
    .default([])
    .describe('Into which of the languages of the edition it has to be interpreted for them'),
  note: z.string().trim().max(1000).default('').describe('What else has to be prepared for them'),
  answers: z
    .record(z.uuid(), z.string().trim().max(1000))
    .default({})
    .describe('By question: the words, the number of the choice (from 0), yes or no'),
})
export type Told = z.infer<typeof told>
