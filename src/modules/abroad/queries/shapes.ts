import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { isLink, isTelephone, KINDS, LONGEST, MOST, REMARK_SORTS } from '../rules.ts'

const placeId = z.string().max(36).describe('A country by its code (IE), or a town by its id')
export const place = placeId
export const kind = z.enum(KINDS)
export const title = z.string().trim().min(1).max(LONGEST.title)
export const text = z.string().trim().min(1).max(LONGEST.text)
export const language = languageTag
export const links = z
  .array(z.string().trim().max(LONGEST.url).refine(isLink, 'field.not-a-link'))
  .max(MOST.links)
  .default([])
  .describe('Addresses that begin with https')
export const telephone = z.string().trim().max(LONGEST.telephone).refine(isTelephone, 'field.not-a-number').default('')
export const forWhom = z.array(placeId).max(MOST.forWhom).default([]).describe('Places of origin; none: for everybody')
export const until = z.iso.date().optional().describe('Until when it holds, at most twelve months; left out: twelve')
export const owner = z
  .union([z.literal('me'), z.uuid()])
  .default('me')
  .describe('Who looks after it: you, by the name you act under, or a body in which you hold an office')
export const reason = z.string().trim().min(1).max(LONGEST.reason)
export const remarkSort = z.enum(REMARK_SORTS)
export const item = z.uuid()

export const words = { kind, title, text, language, links, telephone, forWhom }

const named = z.object({ id: z.string(), name: z.string(), language: z.string(), path: z.string() })
const day = z.iso.date()

export const link = z.object({
  url: z.string(),
  state: z.enum(['new', 'answers', 'fails', 'dead']).describe('dead: it did not answer twice, three days apart'),
  movedTo: z.string().nullable().describe('Where it leads now, if elsewhere'),
  askedOn: day.nullable(),
})

export const ownerShape = z.object({
  sort: z.enum(['person', 'office', 'somebody', 'nobody']).describe('somebody: one whose name you may not see'),
  name: z.string(),
  language: z.string().nullable(),
  path: z.string().nullable(),
  card: z.string().nullable().describe('Of a person whose card you may see'),
  office: z.enum(['steward', 'convener']).nullable(),
  ofState: z.boolean().describe('A body that speaks for a state'),
})

/** As everybody may know of it. What was not published has no words here. */
export const shown = z.object({
  id: z.uuid(),
  path: z.string(),
  place: named,
  kind,
  state: z.enum(['proposed', 'published', 'declined', 'withdrawn', 'hidden']),
  freshness: z.enum(['holds', 'to-check', 'expired']).describe('to-check: its end has passed, and nobody has checked it since'),
  title: z.string(),
  text: z.string(),
  language: z.string(),
  original: z.string().describe('The language it was written in'),
  translation: z.object({ by: z.string().nullable(), on: day }).nullable().describe('Of a text that is not the original'),
  languages: z.array(z.string()),
  links: z.array(link),
  telephone: z.string(),
  forWhom: z.array(named).describe('None: for everybody'),
  owner: ownerShape,
  checkedOn: day.nullable(),
  checkedBy: z.string().nullable(),
  expiresOn: day.nullable(),
  proposedOn: day,
  answerBy: day.describe('When a steward answers a proposal, at the latest'),
  overdue: z.boolean(),
  reason: z.object({ text: z.string(), language: z.string() }).nullable().describe('Why it was declined or taken off'),
  version: z.number().int(),
  waiting: z.number().int().describe('Remarks that wait for an answer'),
})
export type Shown = z.infer<typeof shown>

export const remark = z.object({
  id: z.uuid(),
  sort: remarkSort,
  sentOn: day,
  answerBy: day,
  overdue: z.boolean(),
  state: z.enum(['waiting', 'taken', 'declined']),
  answer: z.object({ text: z.string(), language: z.string(), on: day }).nullable(),
})
export type Remark = z.infer<typeof remark>
