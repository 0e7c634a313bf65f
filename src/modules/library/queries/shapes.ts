import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { AUDIENCES, KINDS, KNOWN, LICENCES, LONGEST, MOST_MONTHS, RISKS, TRIALS } from '../rules.ts'

export const language = languageTag
export const kind = z.enum(KINDS)
export const licence = z.enum(LICENCES)
export const outcome = z.enum(TRIALS)
export const audience = z.enum(AUDIENCES)
export const known = z.enum(KNOWN)
export const entry = z.uuid()

/** Parts of a text by what they are called; what belongs to no entry of this kind is left out. */
export const words = z
  .record(
    z
      .string()
      .max(40)
      .regex(/^[a-z]+(-\d{1,2}-[a-z]+)?$/),
    z.string().trim().max(LONGEST.text),
  )
  .describe('Parts of the text by name: a practice has did, when, whom, people, money, time, came and failed; texts are Markdown')

const risk = z.object({ answer: known, evidence: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default('') })

export const facts = z.object({
  sources: z.array(z.string().trim().min(1).max(500)).max(30).default([]),
  oldPhones: known.default('unknown'),
  offline: known.default('unknown'),
  risks: z
    .partialRecord(z.enum(RISKS), risk)
    .default({})
    .describe('Of a tool: known risks for people whom a state looks for, each with an answer and where it is shown'),
})

/** What somebody writes of an entry. */
export const written = {
  title: z.string().trim().min(1).max(LONGEST.title),
  summary: z.string().trim().min(1).max(LONGEST.summary),
  words,
  facts: facts.default({ sources: [], oldPhones: 'unknown', offline: 'unknown', risks: {} }),
  licence,
  law: z.boolean().default(false).describe('It is about law: then it is looked at again within twelve months'),
  reviewMonths: z.number().int().min(1).max(MOST_MONTHS).describe('In so many months somebody looks whether it still holds'),
  topics: z.array(z.string().max(60)).max(12).default([]),
  places: z.array(z.string().max(36)).max(12).default([]),
  bodies: z.array(z.uuid()).max(12).default([]).describe('Bodies that it is about, beside the one in whose name it is'),
}

const bodyName = z.object({ id: z.uuid(), slug: z.string(), name: z.string(), language: z.string() })
export type BodyName = z.infer<typeof bodyName>
const named = z.object({ id: z.string(), name: z.string(), language: z.string(), path: z.string() })

export const trials = z.object({
  bodies: z.number().int(),
  worked: z.number().int(),
  changed: z.number().int(),
  failed: z.number().int(),
})

export const card = z.object({
  id: z.uuid(),
  kind,
  path: z.string(),
  title: z.string(),
  summary: z.string(),
  language: z.string().describe('Of title and summary: the reader’s where there is a translation'),
  original: z.string(),
  state: z.enum(['draft', 'proposed', 'declined', 'published', 'archived']),
  toBeChecked: z.boolean().describe('Its review date has passed'),
  checkedOn: z.string().nullable(),
  reviewOn: z.string().nullable(),
  body: bodyName.nullable().describe('In whose name'),
  by: z.string().nullable().describe('The name of whoever looks after it, where this reader may see it'),
  topics: z.array(named),
  places: z.array(named),
  trials,
  licence,
  publishedAt: z.string().nullable(),
})
export type Card = z.infer<typeof card>

export const translation = z.object({
  language: z.string(),
  title: z.string(),
  summary: z.string(),
  words: z.record(z.string(), z.string()),
  follows: z.number().int(),
  translator: z.enum(['person', 'machine']),
  translatorName: z.string(),
  checked: z.boolean(),
})
export type Translation = z.infer<typeof translation>

export const trial = z.object({
  body: bodyName.nullable(),
  outcome,
  text: z.string(),
  language: z.string(),
  year: z.number().int(),
})
export type ShownTrial = z.infer<typeof trial>

export const whole = card.extend({
  version: z.number().int(),
  text: z.object({
    title: z.string(),
    summary: z.string(),
    words: z.record(z.string(), z.string()),
  }),
  facts: z.object({
    sources: z.array(z.string()),
    oldPhones: known,
    offline: known,
    risks: z.record(z.string(), z.object({ answer: known, evidence: z.string() })),
  }),
  bodies: z.array(bodyName),
  law: z.boolean(),
  reviewMonths: z.number().int(),
  translations: z.array(translation),
  tried: z.array(trial).describe('In the order in which they were told; each body once'),
  assist: z.string().nullable().describe('The page of the peer assist that it came from'),
  waits: z.object({ answerBy: z.string() }).nullable().describe('A newer text waits for a reader'),
})
export type Whole = z.infer<typeof whole>

export const done = z.object({ id: z.uuid(), path: z.string() })
