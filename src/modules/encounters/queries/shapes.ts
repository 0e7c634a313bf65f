import { z } from 'zod'
import { isSuspect, LENGTHS, LONGEST, MOST, sameWord } from '../rules.ts'

const word = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST.word)
  .refine((text) => !isSuspect(text), 'field.no-addresses-here')

export const words = z
  .array(word)
  .max(MOST.words, 'field.fewer-words')
  .default([])
  .transform((all) => [...new Map(all.map((one) => [sameWord(one), one])).values()])

const languageTag = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

export const languages = z
  .array(languageTag)
  .max(MOST.languages, 'field.fewer-words')
  .default([])
  .transform((all) => [...new Set(all)])

export const questions = z
  .array(z.coerce.number().int().min(1).max(99))
  .max(99)
  .default([])
  .transform((all) => [...new Set(all)].toSorted((one, two) => one - two))

export const minutes = z.coerce.number().refine((length) => LENGTHS.some((one) => one === length), 'field.invalid')

export const told = z.object({
  questions: z.array(z.number().int()),
  words: z.array(z.string()),
  languages: z.array(z.string()),
  seeks: z.array(z.string()),
  offers: z.array(z.string()),
})

/** Somebody before both have said yes: a name, and what one has in common with them. */
export const suggested = z.object({
  entry: z.uuid(),
  name: z.string(),
  state: z.boolean().describe('Holds an office of a state'),
  reasons: told.describe('What both have in common; no other words of theirs'),
  points: z.number().int(),
})
export type Suggested = z.infer<typeof suggested>

export const talk = z.object({
  pair: z.uuid(),
  entry: z.uuid(),
  name: z.string(),
  state: z.boolean(),
  at: z.string().describe('When something was written last'),
  muted: z.boolean(),
})
export type Talk = z.infer<typeof talk>

export const message = z.object({
  id: z.uuid(),
  mine: z.boolean(),
  text: z.string(),
  warned: z.boolean().describe('Holds a link, an address, or what looks like details of a payment'),
  hidden: z.boolean(),
  at: z.string(),
})

export const meeting = z.object({
  id: z.uuid(),
  mine: z.boolean().describe('Proposed by you'),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  state: z.enum(['proposed', 'agreed']),
})

export const contact = z.object({ id: z.uuid(), name: z.string(), theirs: z.string(), mine: z.string(), keptOn: z.string() })
