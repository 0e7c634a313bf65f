import { z } from 'zod'
import { CAPACITY, isOnTheQuarter, isSuspect, LENGTHS, LONGEST, MOST, sameWord } from '../rules.ts'

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

/** A moment on a quarter of an hour. */
export const quarter = z.iso.datetime().refine((at) => isOnTheQuarter(new Date(at)), 'field.on-the-quarter')

export const title = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST.title)
  .refine((text) => !isSuspect(text), 'field.no-addresses-here')

export const topic = z
  .string()
  .trim()
  .max(LONGEST.word)
  .refine((text) => !isSuspect(text), 'field.no-addresses-here')
  .default('')

/** A page on the web over an encrypted line, or nothing. */
export const link = z
  .string()
  .trim()
  .max(LONGEST.link)
  .refine((text) => text === '' || isWebAddress(text), 'field.not-a-web-address')
  .default('')

function isWebAddress(text: string): boolean {
  const { protocol, username, password } = URL.parse(text) ?? { protocol: '', username: '', password: '' }
  return protocol === 'https:' && `${username}${password}` === ''
}

export const capacity = z.coerce.number().int().min(CAPACITY.least).max(CAPACITY.most)

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
  room: z.string().nullable().describe('The small room that you both joined'),
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
  atTable: z.boolean().describe('At a table of the organisers, which is found when both have said yes'),
  table: z.number().int().nullable(),
})

export const freeTables = z.object({ minutes: z.number().int(), times: z.array(z.string()) })

/** What you agreed to, in the order of time. */
export const time = z.object({
  id: z.uuid(),
  pair: z.uuid().nullable().describe('Null: it is the small room that you joined'),
  name: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  table: z.number().int().nullable(),
})
export type Time = z.infer<typeof time>

export const room = z.object({
  id: z.uuid(),
  title: z.string(),
  topic: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  capacity: z.number().int(),
  state: z.enum(['proposed', 'open']),
  standing: z
    .enum(['joined', 'free', 'full', 'over'])
    .nullable()
    .describe('For whoever is on the list. How many are there is told to nobody'),
  suits: z.boolean().describe('Its topic is one of your own words'),
  place: z.string().nullable().describe('Only for those who joined, and those who open rooms'),
  link: z.string().nullable().describe('As the place'),
  people: z.array(z.object({ entry: z.uuid(), name: z.string(), state: z.boolean() })).describe('Only for those who joined'),
  mine: z.boolean().describe('Proposed by you'),
})
export type Room = z.infer<typeof room>

export const contact = z.object({ id: z.uuid(), name: z.string(), theirs: z.string(), mine: z.string(), keptOn: z.string() })
