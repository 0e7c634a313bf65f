import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LARGEST, LONGEST, MOST, STATES } from '../rules.ts'
import { AFTERWARDS, OUTCOMES } from '../tables.ts'

export const ref = { community: z.uuid(), purpose: z.uuid() }
export const language = languageTag
export const number = z.number().min(-LARGEST).max(LARGEST)
export const words = (most: number) => z.string().trim().min(1).max(most)
export const steps = z.array(words(LONGEST.step)).max(MOST.steps).default([])
/** On this hub alone: no address of elsewhere. */
export const pathHere = z
  .string()
  .trim()
  .max(300)
  .regex(/^\/[A-Za-z0-9][A-Za-z0-9/._~%#?=&-]*$/, 'field.invalid')

export const step = z.object({ text: z.string(), done: z.boolean() })
export const entry = z.object({
  id: z.uuid(),
  happenedOn: z.iso.date(),
  amount: z.number().nullable().describe('Adds to what was there before'),
  step: z.number().int().nullable().describe('The number of the step that it says is done'),
  text: z.string(),
  source: z.string(),
  language: z.string(),
  by: z.string().nullable().describe('As this reader may know them; null: somebody'),
  corrects: z.uuid().nullable(),
  standing: z.boolean().describe('False: another entry corrects it'),
  writtenOn: z.iso.date(),
})
export type Entry = z.infer<typeof entry>

export const need = z.object({
  id: z.uuid(),
  text: z.string(),
  language: z.string(),
  path: z.string().nullable(),
  until: z.iso.date(),
  open: z.boolean(),
})

export const card = z.object({
  id: z.uuid(),
  path: z.string(),
  goal: z.string(),
  language: z.string(),
  state: z.enum(STATES),
  deadline: z.iso.date(),
  unclosed: z.boolean().describe('Thirty days after its deadline nobody has closed it'),
  unit: z.string().nullable(),
  target: z.number().nullable(),
  baseline: z.number().nullable(),
  value: z.number().nullable().describe('Where it stands: where it began and all entries that stand'),
  steps: z.array(step),
  checkedOn: z.iso.date(),
})
export type Card = z.infer<typeof card>

export const whole = card.extend({
  reachedWhen: z.string(),
  measuredBy: z.string(),
  method: z.string(),
  risks: z.string(),
  begunOn: z.iso.date(),
  by: z.string().nullable(),
  course: z.array(z.object({ day: z.iso.date(), value: z.number() })),
  entries: z.array(entry),
  needs: z.array(need),
  closing: z
    .object({
      outcome: z.enum(OUTCOMES),
      reason: z.string(),
      learned: z.string(),
      afterwards: z.enum(AFTERWARDS),
      on: z.iso.date(),
    })
    .nullable(),
})
export type Whole = z.infer<typeof whole>
