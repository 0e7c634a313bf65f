import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST, MOST_LANGUAGES } from '../rules.ts'
import { DUE, MIRROR_STATES, READABLE, VERSION_STATES } from '../tables.ts'

export const words = z.string().trim().min(1).max(LONGEST.why)
export const language = languageTag
export const sending = z.string().min(8).max(80)

export const at = z.object({ community: z.uuid().describe('Of which side one speaks'), mirror: z.uuid() })

const textIn = z.object({
  language,
  name: z.string().trim().min(2).max(LONGEST.name),
  sentence: z.string().trim().min(1).max(LONGEST.sentence).describe('What the space is for'),
  rules: z.string().trim().min(1).max(LONGEST.rules).describe('The joint rules, in words'),
})

/** What both have to say yes to. A language may be missing while the two still write; nothing opens before each has its words. */
export const versionIn = z.object({
  languages: z.array(language).min(1).max(MOST_LANGUAGES).describe('Of the space'),
  texts: z.array(textIn).min(1).max(MOST_LANGUAGES),
  original: language.describe('In which of them it was written first'),
  readable: z
    .enum(READABLE)
    .default('members')
    .describe('Who reads what is written there; everybody only where everybody reads both communities'),
  due: z.enum(DUE).describe('review: both look at it again on that day; end: it ends then'),
  dueOn: z.iso.date(),
})
export type VersionIn = z.infer<typeof versionIn>

const said = z.object({ text: z.string(), language: z.string() })
const other = z.object({ id: z.uuid(), path: z.string(), name: z.string(), language: z.string() })
export type Other = z.infer<typeof other>

export const version = z.object({
  number: z.number().int(),
  state: z.enum(VERSION_STATES),
  by: z.uuid().describe('The community whose stewards wrote it'),
  ...{ languages: z.array(z.string()), readable: z.enum(READABLE), due: z.enum(DUE), dueOn: z.iso.date() },
  texts: z.array(z.object({ language: z.string(), original: z.boolean(), name: z.string(), sentence: z.string(), rules: z.string() })),
  missing: z.array(z.string()).describe('Languages in which it is not written yet'),
  why: said.nullable(),
  answer: said.nullable(),
  ...{ on: z.iso.date(), answerBy: z.iso.date(), answeredOn: z.iso.date().nullable() },
})
export type Version = z.infer<typeof version>

export const state = z.enum(MIRROR_STATES)
export const mirror = z.object({
  id: z.uuid(),
  state,
  other,
  name: said,
  space: z.object({ id: z.uuid(), path: z.string() }).nullable(),
  waits: z.enum(['here', 'there']).nullable().describe('For stewards: who has to answer'),
  since: z.iso.date().describe('When it opened; of what is not open, when it was proposed'),
  ended: said.nullable(),
})
export type Mirror = z.infer<typeof mirror>

const named = z.object({
  member: z.uuid(),
  name: z.string(),
  acts: z.boolean().describe('Of both sides equally many act; the others stand by'),
})
export const held = z.object({
  sides: z
    .array(
      z.object({
        community: other,
        facilitators: z.array(named),
        members: z.array(z.string()).describe('Who shows that they come from there; for members'),
      }),
    )
    .describe('In turns: which stands first changes from day to day. Empty: whoever asks may not know of both'),
  state: z.enum(['open', 'ended']),
  versions: z.array(version).describe('What both said yes to, newest first'),
  unevenSince: z.iso.date().nullable().describe('Since when one of the two has nobody who looks after it'),
  restsFrom: z.iso.date().nullable().describe('From then on it is read only'),
  ended: said.nullable(),
  mine: z
    .object({ side: z.uuid().nullable(), shown: z.boolean(), facilitates: z.boolean() })
    .nullable()
    .describe('Of a member, for themselves'),
  offers: z.array(z.uuid()).describe('Sides that have named whoever asks'),
  comesFrom: z.array(z.uuid()).describe('Sides to which whoever asks belongs, for themselves: by these they may come in'),
})
export type Held = z.infer<typeof held>
export const done = z.object({ mirror: z.uuid() })
