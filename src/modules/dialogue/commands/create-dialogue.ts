import { isOrigin } from '#countries'
import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayConvene } from '../policy.ts'
import { bodyFacts } from '../queries/body-facts.ts'
import { demandSession } from '../queries/session.ts'
import { language, moment, rule } from '../queries/shapes.ts'
import type { WritingOffice } from '../tables.ts'
import { lengthOf, PARTICIPATIONS, publicationOf, RULES, slugFrom, STATEMENT_LENGTH } from '../rules.ts'

/** What a convener writes; the same for a new dialogue and for a draft that is changed. */
export const plan = {
  language,
  title: z.string().trim().min(1).max(160),
  summary: z.string().trim().min(1).max(400),
  background: z.string().trim().max(20_000).default(''),
  questions: z.array(z.string().trim().min(1).max(400)).max(20).default([]),
  languages: z.array(language).min(1).max(20).describe('Languages in which statements are expected'),
  opensAt: moment,
  closesAt: moment,
  answerBy: moment.describe('When the body answers at the latest'),
  participation: z.enum(PARTICIPATIONS),
  publication: z
    .enum(['votes', 'aggregates'])
    .optional()
    .describe('Votes one by one, or sums only. Of members, and of hidden voices, only sums are published, in any case'),
  mayAdd: z.boolean(),
  moderation: z.enum(['before', 'after']),
  peopleFrom: z
    .string()
    .refine(isOrigin, { message: 'field.invalid' })
    .nullable()
    .default(null)
    .describe(
      'The country (ISO 3166, two letters) whose people abroad it is about. Where they live is shown beside where participants live',
    ),
  rules: z
    .array(rule)
    .min(1)
    .default([...RULES]),
  session: z.uuid().nullish().describe('The session of a summit that it belongs to, of an edition that the body hosts'),
}

/** Asked of the input, so that who mixes up two dates gets the sentence beside the dates. */
export const inOrder = (input: { opensAt: string; closesAt: string; answerBy: string }): boolean =>
  new Date(input.opensAt) < new Date(input.closesAt) && new Date(input.closesAt) <= new Date(input.answerBy)

/** At least one sign that can be seen: a zero-width space alone is no statement. */
const INK = /[\p{L}\p{N}\p{P}\p{S}]/u
const hasInk = (text: string): boolean => INK.test(text)

export const seedText = z
  .string()
  .trim()
  .min(1)
  .refine(hasInk, { message: 'field.required' })
  .refine((text) => lengthOf(text) <= STATEMENT_LENGTH, { message: 'field.too-long-statement' })

/** A seed statement: its text in the dialogue's main language, or with a language and a guiding question of its own. */
const seed = z.union([
  seedText,
  z.object({ text: seedText, language: language.optional(), question: z.number().int().positive().optional() }),
])
export const seedList = z.array(seed).max(200).default([])

export type Seed = { readonly text: string; readonly language: string; readonly question: number | null }

export function seedsOf(input: { seeds: z.infer<typeof seedList>; language: string }): Seed[] {
  return input.seeds.map((one) => {
    const { text, language: written = input.language, question = null } = typeof one === 'string' ? { text: one } : one
    return { text, language: written, question }
  })
}

export const createDialogue = command({
  name: 'dialogue.create',
  summary: 'Prepare a dialogue as a draft',
  route: 'POST /dialogues',
  input: z.object({ ...plan, bodyId: z.uuid(), seeds: seedList }).refine(inOrder, { message: 'field.calendar', path: ['closesAt'] }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  facts: (tx, { input, actor }) => bodyFacts(tx, input.bodyId, actor),
  may: ({ facts }) => mayConvene(facts.standing),
  async run(tx, { input, actor, now, outside }) {
    await demandSession(tx, { session: input.session, body: input.bodyId })
    const id = outside.uuid()
    const slug = await takeAddress(tx, input.title, id)
    await tx
      .insertInto('dialogue')
      .values({
        id,
        slug,
        body_id: input.bodyId,
        state: 'draft',
        origin: 'here',
        source: null,
        ...columnsOf(input),
        created_by: actor.person,
        created_at: now,
        opened_at: null,
        closed_at: null,
        answered_at: null,
      })
      .execute()
    await writeWords(tx, id, input)
    await writeSeeds(tx, id, seedsOf(input), now)
    return { id, slug }
  },
  tell: ({ input, result }) => [
    { kind: 'dialogue.draft.created', scope: result.id, subject: result.id, data: { body: input.bodyId }, visibility: 'internal' },
  ],
})

const planned = z.object({ ...plan, seeds: seedList })

/** What a plan says of the dialogue itself; its texts and seeds lie in tables of their own. */
export function columnsOf(input: z.infer<typeof planned>) {
  return {
    languages: [...new Set([input.language, ...input.languages])],
    opens_at: new Date(input.opensAt),
    closes_at: new Date(input.closesAt),
    answer_by: new Date(input.answerBy),
    participation: input.participation,
    may_add: input.mayAdd,
    moderation: input.moderation,
    publication: publicationOf(input.participation, input.publication),
    rules: input.rules,
    session_id: input.session ?? null,
    people_from: input.peopleFrom,
    statement_count: input.seeds.length,
  }
}

/** Of a draft nothing is noted: its history begins when it is opened. */
type Writing = { readonly at?: Date; readonly office?: WritingOffice | null }
type WordsInput = { language: string; title: string; summary: string; background: string; questions: readonly string[] }

/** Text and questions in one language, as a whole: what was there in that language before is replaced. */
export async function writeWords(tx: Tx, dialogueId: string, words: WordsInput, by: Writing = {}): Promise<void> {
  const { language: written, title, summary, background, questions } = words
  const row = { title, summary, background, written_at: by.at ?? null, office: by.office ?? null }
  await tx
    .insertInto('dialogue_text')
    .values({ dialogue_id: dialogueId, language: written, ...row })
    .onConflict((oc) => oc.columns(['dialogue_id', 'language']).doUpdateSet(row))
    .execute()
  await dropQuestions(tx, dialogueId, written)
  if (questions.length === 0) return
  await tx
    .insertInto('guiding_question')
    .values(questions.map((text, index) => ({ dialogue_id: dialogueId, number: index + 1, language: written, text })))
    .execute()
}

export async function dropWords(tx: Tx, dialogueId: string, written: string): Promise<void> {
  await tx.deleteFrom('dialogue_text').where('dialogue_id', '=', dialogueId).where('language', '=', written).execute()
  await dropQuestions(tx, dialogueId, written)
}

async function dropQuestions(tx: Tx, dialogueId: string, written: string): Promise<void> {
  await tx.deleteFrom('guiding_question').where('dialogue_id', '=', dialogueId).where('language', '=', written).execute()
}

export async function writeSeeds(tx: Tx, dialogueId: string, seeds: readonly Seed[], now: Date): Promise<void> {
  if (seeds.length === 0) return
  await tx
    .insertInto('statement')
    .values(
      seeds.map((one, number) => ({
        dialogue_id: dialogueId,
        number,
        ...one,
        voice: 'convener' as const,
        author_number: null,
        status: 'published' as const,
        seed: true,
        declined_for: null,
        note: null,
        created_at: now,
        decided_at: now,
      })),
    )
    .execute()
}

/** The name in the address; one that is taken gets a few random characters of the id behind it. Who comes second waits for the first. */
export async function takeAddress(tx: Tx, title: string, id: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('dialogue.slug'))`.execute(tx)
  const wanted = slugFrom(title) ?? `dialogue-${id.slice(0, 6)}`
  const taken = await tx.selectFrom('dialogue_address').select('dialogue_id').where('slug', '=', wanted).executeTakeFirst()
  const slug = taken === undefined ? wanted : `${wanted}-${id.slice(0, 6)}`
  await tx.insertInto('dialogue_address').values({ slug, dialogue_id: id }).execute()
  return slug
}
