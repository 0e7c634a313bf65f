import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { LONGEST, MOST } from '../rules.ts'
import { KINDS, LICENCES, REACTIONS, SHOWN } from '../tables.ts'

export const language = languageTag
export const title = z.string().trim().max(LONGEST.title)
export const text = z.string().trim().min(1).max(LONGEST.text)
export const reason = z.string().trim().min(1).max(LONGEST.reason)
export const ref = { community: z.uuid(), post: z.uuid() }
/** Of a story: where it is from, and how others may use it. */
export const provenance = { source: z.string().trim().max(LONGEST.source).default(''), licence: z.enum(LICENCES).default('here') }
export const attached = z.array(z.uuid()).max(MOST.media).default([])
export const moment = z.iso.datetime()

const author = z.object({
  as: z
    .enum(['name', 'member', 'left', 'facilitators'])
    .describe('"member": they chose to be counted and not named; "left": they have left'),
  name: z.string().nullable(),
  card: z.string().nullable().describe('Of whom the reader may see the card'),
  role: z.enum(['member', 'facilitator', 'steward']).nullable(),
})

const attachment = z.object({
  ...{ id: z.uuid(), sort: z.enum(['picture', 'sound', 'paper']), path: z.string(), name: z.string(), length: z.number().int() },
  text: z.string().describe('What can be seen, what is said'),
  language: z.string(),
  ...{ width: z.number().int().nullable(), height: z.number().int().nullable(), seconds: z.number().int().nullable() },
})

const poll = z.object({
  answers: z.array(z.string()),
  ...{ shown: z.enum(SHOWN), endsAt: moment, ended: z.boolean() },
  counts: z.array(z.number().int()).nullable().describe('Null: not shown yet, or too few'),
  mine: z.number().int().nullable().describe('The place of the answer that the reader gave'),
})

const translation = z.object({
  ...{ language: z.string(), title: z.string(), text: z.string() },
  madeBy: z.enum(['person', 'machine']),
  checked: z.boolean(),
  stale: z.boolean().describe('The text was changed since'),
  by: z.string().nullable(),
  mine: z.boolean(),
})

export const shown = z.object({
  ...{ id: z.uuid(), path: z.string(), kind: z.enum(KINDS), state: z.enum(['standing', 'withdrawn', 'hidden']) },
  ...{ thread: z.uuid().nullable(), parent: z.uuid().nullable(), beside: z.uuid().nullable(), splitFrom: z.uuid().nullable() },
  ...{ title: z.string(), text: z.string(), language: z.string(), version: z.number().int() },
  ...{ postedAt: moment, editedAt: moment.nullable(), movedAt: moment, replies: z.number().int() },
  author,
  mine: z.boolean(),
  media: z.array(attachment),
  poll: poll.nullable(),
  story: z
    .object({ source: z.string(), licence: z.enum(LICENCES) })
    .nullable()
    .describe('Where a story is from, and how others may use it'),
  reactions: z.array(z.object({ sort: z.enum(REACTIONS), count: z.number().int() })).describe('From three on'),
  reaction: z.enum(REACTIONS).nullable().describe('The one that the reader gave'),
  translations: z.array(translation),
  waits: z.object({ lookBy: z.iso.date(), overdue: z.boolean() }).nullable().describe('A question or an introduction without an answer'),
  answered: z.boolean(),
  pinned: z.boolean(),
  hidden: z
    .object({ rule: z.string(), text: z.string(), language: z.string(), byModeration: z.boolean() })
    .nullable()
    .describe('For its author and for those who look after the talk: why'),
})
export type Shown = z.infer<typeof shown>
export type ShownMedia = Shown['media'][number]

export const measure = z.object({
  ...{ id: z.uuid(), sort: z.enum(['slow', 'rest', 'pause']), thread: z.uuid().nullable() },
  ...{ since: moment, until: moment, seconds: z.number().int().nullable(), reason: z.string(), language: z.string() },
})
export type Measure = z.infer<typeof measure>
