import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { ACCESSES, LONGEST, MODERATIONS, OUTCOMES, RULES } from '../rules.ts'

export const language = languageTag
export const text = z.string().trim().min(1).max(LONGEST.text)
export const title = z.string().trim().max(LONGEST.title).default('')
export const question = z.number().int().min(1).max(40).nullish().describe('The number of the guiding question that it belongs to')
export const rule = z.enum(RULES)
export const outcome = z.enum(OUTCOMES)

export const call = z.object({
  opensAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  answerBy: z.iso.datetime(),
  access: z.enum(ACCESSES),
  moderation: z.enum(MODERATIONS),
  text: z.string(),
  language: z.string(),
})

export const answer = z.object({
  outcome,
  reason: z.string(),
  language: z.string(),
  mergedWith: z.object({ id: z.uuid(), path: z.string() }).nullable(),
  passedTo: z.string().nullable(),
  on: z.iso.date(),
})

/** As everybody may know of it. */
export const shown = z.object({
  id: z.uuid(),
  path: z.string(),
  state: z.enum(['standing', 'withdrawn', 'hidden', 'waiting']),
  version: z.number().int(),
  title: z.string(),
  text: z.string().describe('Empty once it is withdrawn or hidden'),
  language: z.string(),
  question: z.number().int().nullable(),
  label: z.string().nullable(),
  writtenOn: z.iso.date(),
  withdrawnOn: z.iso.date().nullable(),
  answer: answer.nullable(),
  overdue: z.boolean().describe('The day for the answer has passed'),
})
export type Shown = z.infer<typeof shown>

export const numbers = z.object({ ideas: z.number().int(), answered: z.number().int(), overdue: z.number().int() })
export type Numbers = z.infer<typeof numbers>
