import { z } from 'zod'
import { languageTag } from '../../../core/language.ts'
import { CHOICES, DECLINED_FOR, REMOVAL_REASONS, RULES } from '../rules.ts'

/** The shapes in which the API gives and takes what this room knows. Times are ISO 8601 in UTC. */
export const moment = z.iso.datetime()
export const ref = z.string().min(1).max(200).describe('Id of the dialogue, or the name in its address')
/** A number that people or programs write, and that a column can hold. */
export const place = z.coerce
  .number()
  .int()
  .max(2 ** 31 - 1)
export const statementNumber = place.nonnegative().describe('Number of the statement in its dialogue')
export const participantNumber = z.coerce
  .number()
  .int()
  .nonnegative()
  .max(Number.MAX_SAFE_INTEGER)
  .describe('Random number of a participant, in this dialogue alone')
export const removalReason = z.enum(REMOVAL_REASONS)
export const removalCounts = z
  .array(z.object({ reason: removalReason, count: z.number().int() }))
  .describe('How many participants moderators took out, by reason')
/** Beside the number of all who took part. */
export const onPaperCount = z
  .number()
  .int()
  .nullable()
  .describe('So many of them or more answered on paper, at meetings, in tens. Null: fewer than ten')
export const choice = z.enum(CHOICES)
export const rule = z.enum(RULES)
export const declinedFor = z.enum(DECLINED_FOR)
/** One that has a name: a tag that browsers cannot read would break every page that names it. */
export const language = languageTag

/** Whoever holds no office in the body shows the link that its convener gave them. */
export const entryLink = z.string().max(200).optional().describe('The token of an entry link, for those who hold no office in the body')

export const bodyCard = z.object({ slug: z.string(), name: z.string(), language: z.string() })

export const speaker = z
  .object({
    sort: z.enum(['person', 'body', 'government', 'partner', 'automated', 'intermediary']),
    name: z.string().nullable().describe('Null: without a name, or not for the one who asks'),
    body: bodyCard.nullable(),
    office: z.enum(['steward', 'convener', 'moderator', 'operator']).nullable(),
    left: z.boolean().describe('Spoke by a name and has left the hub'),
  })
  .describe('Who speaks')
export type Speaker = z.infer<typeof speaker>

export const dialogueCard = z.object({
  id: z.uuid(),
  slug: z.string(),
  origin: z.enum(['here', 'polis']).describe('polis: held elsewhere, imported; nobody here owes an answer to it'),
  phase: z.enum(['draft', 'announced', 'open', 'closed', 'answered']),
  language: z.string().describe('Language of title and summary'),
  title: z.string(),
  summary: z.string(),
  body: bodyCard.nullable(),
  opensAt: moment,
  closesAt: moment,
  answerBy: moment,
  answeredAt: moment.nullable(),
  participants: z.number().int().nullable().describe('Null: fewer than ten. Where only sums are published: as they say'),
  votes: z.number().int().nullable().describe('Null: not told, where only sums are published'),
  statements: z.number().int(),
})
export type DialogueCard = z.infer<typeof dialogueCard>

export const publicStatement = z.object({
  number: z.number().int(),
  text: z.string(),
  language: z.string(),
  question: z.number().int().nullable(),
  voice: z.enum(['convener', 'participant', 'import', 'intermediary']),
  seed: z.boolean(),
  meta: z.boolean(),
  mergedInto: z.number().int().nullable().describe('Number of the statement that says the same, into which moderators merged this one'),
})
export const spokenStatement = publicStatement.extend({ speaker })
