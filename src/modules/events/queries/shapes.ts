import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { EVERY, isZone, LONGEST, LONGEST_MINUTES } from '../rules.ts'
import { ANSWERS, COMING, HOST_SORTS, KINDS, KNOWN, LINK_FOR, REMINDERS, VISIBILITIES, WAYS } from '../tables.ts'

const words = (most: number) => z.string().trim().max(most).default('')
export const language = languageTag
export const slot = z.iso.date().describe('The day on which this date was to begin at first: it stays when the date is moved')
export const event = z.uuid()
export const date = { event, slot }
export const host = z.object({ sort: z.enum(HOST_SORTS), id: z.uuid() })

export const text = z.object({
  language,
  title: z.string().trim().min(1).max(LONGEST.title),
  text: words(LONGEST.text),
  whom: words(LONGEST.line).describe('For whom it is'),
  venue: words(LONGEST.line).describe('The address, as one writes it on an envelope'),
  directions: words(LONGEST.words).describe('How one gets there'),
  access: words(LONGEST.words).describe('What one should know of the way in, in words'),
  cost: words(LONGEST.line),
})

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'field.invalid')
export const when = z.object({
  day: z.iso.date(),
  time: hour,
  minutes: z.number().int().min(5).max(LONGEST_MINUTES),
})

export const repeat = z.object({
  every: z.enum(EVERY),
  interval: z.number().int().min(1).max(12).default(1),
  until: z.iso.date().nullish(),
  count: z.number().int().min(1).max(200).nullish(),
})

export const plan = z.object({
  kind: z.enum(KINDS),
  visibility: z.enum(VISIBILITIES),
  way: z.enum(WAYS),
  capacity: z.number().int().min(1).max(100_000).nullish(),
  closesHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 60)
    .default(0),
  place: z.string().trim().max(40).nullish().describe('A country by its code in capitals, or a town by its id'),
  topics: z.array(z.string().max(60)).max(6).default([]),
  languages: z.array(languageTag).min(1).max(10),
  stepFree: z.enum(KNOWN).default('unknown'),
  quietRoom: z.enum(KNOWN).default('unknown'),
  childcare: z.enum(KNOWN).default('unknown'),
  link: z
    .union([z.literal(''), z.url({ protocol: /^https$/ }).max(LONGEST.link)])
    .default('')
    .describe('The room online'),
  linkFor: z.enum(LINK_FOR).default('answered'),
  contact: words(LONGEST.contact).describe('How one asks a question; everybody reads it'),
})

export const times = z.object({
  zone: z.string().max(60).refine(isZone, 'field.invalid'),
  when,
  repeat: repeat.nullish().describe('Left out: once'),
  byHand: z
    .boolean()
    .default(false)
    .describe('Dates are put in one by one, each with where it is from: feasts by the moon or by tradition'),
  source: words(LONGEST.source),
})

export const answer = z.object({
  answer: z.enum(ANSWERS),
  people: z.number().int().min(1).max(20).default(1),
  way: z.enum(COMING).default('there'),
  name: words(LONGEST.name).describe('A first name, or nothing; never that of a child. Of an account it is not used: it goes by its own'),
  brings: words(LONGEST.brings),
  needs: words(LONGEST.need).describe('Sealed, for the hosts alone, and gone seven days after'),
  shown: z.boolean().default(false).describe('Show it to those who come and are shown themselves'),
  remind: z.enum(REMINDERS).default('day'),
})

/** One date of an event, as everybody who may read it knows it. */
export const card = z.object({
  id: z.uuid(),
  slot: z.string(),
  path: z.string(),
  title: z.string(),
  language: z.string(),
  kind: z.enum(KINDS),
  way: z.enum(WAYS),
  state: z.enum(['draft', 'on', 'called-off']),
  startsAt: z.date(),
  endsAt: z.date(),
  zone: z.string(),
  movedFrom: z.date().nullable(),
  reason: z.string().nullable(),
  reasonLanguage: z.string().nullable(),
  note: z.string().nullable(),
  source: z.string().nullable(),
  venue: z.string(),
  place: z.object({ id: z.string(), name: z.string(), path: z.string() }).nullable(),
  host: z.object({ sort: z.enum(HOST_SORTS), id: z.uuid(), name: z.string(), language: z.string(), path: z.string() }),
  languages: z.array(z.string()),
  topics: z.array(z.string()),
  repeats: z.boolean(),
  open: z.boolean().describe('Everybody may read it, without an account'),
  people: z.number().int().nullable().describe('How many come; from ten on'),
})
export type Card = z.infer<typeof card>
