import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { ANSWERS, LONGEST, MOST, QUESTIONS } from '../rules.ts'

export const words = (most: number) => z.string().trim().min(1).max(most)
export const sort = z.enum(['body', 'community'])
export const sender = { sort, sender: z.uuid() }
export const sending = z.string().min(8).max(80).describe('Made by whoever sends it: what arrives twice is one')
/** On this hub alone, and not on to another call. */
export const pathHere = z
  .string()
  .trim()
  .max(LONGEST.path)
  .regex(/^\/(?!calls\/)[A-Za-z0-9][A-Za-z0-9/._~%#?=&-]*$/, 'field.invalid')
export const text = z.object({ language: languageTag, title: words(LONGEST.title), text: words(LONGEST.text) })
export const texts = z.array(text).min(1).max(MOST.texts)
export const wanted = {
  topics: z.array(z.string().max(60)).max(MOST.topics).default([]),
  places: z.array(z.string().max(40)).max(MOST.places).default([]),
}

const named = z.object({
  sort: z.string(),
  id: z.string(),
  name: z.string().nullable(),
  language: z.string(),
  count: z.number().int().nullable().describe('How many follow it, in tens from ten on; null: fewer, or not told'),
})
export const audience = z.object({
  subjects: z.array(named).readonly(),
  least: z
    .number()
    .int()
    .nullable()
    .describe('At least so many would have it in their feed; null: fewer than ten, and then it is not sent'),
})

export const call = z.object({
  id: z.uuid(),
  path: z.string(),
  sender: z.object({ sort, id: z.uuid(), name: z.string(), language: z.string(), path: z.string() }),
  title: z.string(),
  text: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  to: z.string().describe('The page of this hub to which it leads'),
  subjects: z.array(z.object({ sort: z.enum(['body', 'community', 'topic', 'place']), id: z.string() })),
  sentAt: z.date(),
  endsOn: z.iso.date(),
  over: z.boolean(),
  opened: z.number().int().nullable().describe('How often what it leads to was opened from it, in tens; null: fewer than ten times'),
})
export type Call = z.infer<typeof call>

export const answer = z.union(ANSWERS.map((one) => z.literal(one)))
export const answers = z.array(answer).length(QUESTIONS.length)
export const result = z.object({
  id: z.uuid(),
  endedOn: z.iso.date(),
  language: z.string().nullable(),
  questions: z.array(z.string()),
  answered: z.number().int().nullable(),
  shares: z.array(z.number().int().nullable()).readonly(),
})
export type Result = z.infer<typeof result>
export const running = z.object({
  id: z.uuid(),
  endsOn: z.iso.date(),
  language: z.string().nullable(),
  questions: z.array(z.string()),
  answered: z.boolean().describe('Whether this account has answered'),
})
export type Running = z.infer<typeof running>
