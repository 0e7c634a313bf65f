import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST } from '../rules.ts'
import { REASONS, SORTS } from '../tables.ts'

export const words = z.string().trim().min(1).max(LONGEST.text)
export const language = languageTag
export const sort = z.enum(SORTS)
export const sending = z.string().min(8).max(80)

const other = z.object({ id: z.uuid(), path: z.string(), name: z.string(), language: z.string() })
const said = z.object({ text: z.string(), language: z.string() })

export const tie = z.object({
  id: z.uuid(),
  other,
  is: z
    .enum(['within', 'holds', 'peer'])
    .describe('What the other is: the whole that this one is a part of, a part of this one, or a peer'),
  state: z.enum(['proposed', 'standing', 'declined', 'lapsed', 'ended']),
  mine: z.boolean().describe('This community proposed it'),
  said: said.nullable().describe('Null: moderation took all words of it from the public'),
  answered: said.nullable(),
  ended: said.nullable(),
  on: z.iso.date().describe('Since when; of a proposal, when it was made'),
  answerBy: z.iso.date(),
  endedOn: z.iso.date().nullable(),
})
export type Tie = z.infer<typeof tie>

export const merger = z.object({
  id: z.uuid(),
  ends: z.boolean().describe('This community is the one that would end'),
  other,
  state: z.enum(['proposed', 'asking', 'merged', 'declined', 'objected', 'lapsed', 'undone']),
  said: said.nullable().describe('Null: moderation took them from the public'),
  on: z.iso.date(),
  answerBy: z.iso.date(),
  answeredHere: z.boolean(),
  objectBy: z.iso.date().nullable(),
  objected: z.boolean().describe('The reader did'),
  undoUntil: z.iso.date().nullable(),
})
export type Merger = z.infer<typeof merger>

export const likeness = z.object({
  other,
  summary: z.string(),
  reasons: z
    .array(z.enum(REASONS))
    .describe('Names that are alike; the same sort, and places of origin and residence that few share; nearly the same words'),
  on: z.iso.date(),
})
export type Likeness = z.infer<typeof likeness>
