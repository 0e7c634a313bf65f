import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayConvene } from '../policy.ts'
import { standingOf } from '../queries/dialogue-facts.ts'
import { language, moment, rule } from '../queries/shapes.ts'
import { defaultPublication, lengthOf, RULES, STATEMENT_LENGTH } from '../rules.ts'

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
  participation: z.enum(['anyone', 'account', 'members']),
  mayAdd: z.boolean(),
  moderation: z.enum(['before', 'after']),
  rules: z.array(rule).min(1).default([...RULES]),
}

/** Asked of the input, so that who mixes up two dates gets the sentence beside the dates. */
export const inOrder = (input: { opensAt: string; closesAt: string; answerBy: string }): boolean =>
  new Date(input.opensAt) < new Date(input.closesAt) && new Date(input.closesAt) <= new Date(input.answerBy)

export const seedText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => lengthOf(text) <= STATEMENT_LENGTH, { message: 'field.too-long-statement' })

export const createDialogue = command({
  name: 'dialogue.create',
  summary: 'Prepare a dialogue as a draft',
  route: 'POST /dialogues',
  input: z
    .object({ ...plan, bodyId: z.uuid(), seeds: z.array(seedText).max(200).default([]) })
    .refine(inOrder, { message: 'field.calendar', path: ['closesAt'] }),
  output: z.object({ id: z.uuid(), slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ standing: await standingOf(tx, input.bodyId, actor) }),
  may: ({ facts }) => mayConvene(facts.standing),
  async run(tx, { input, actor, now, outside }) {
    const id = outside.uuid()
    const slug = await freeSlug(tx, input.title, id)
    await tx
      .insertInto('dialogue')
      .values({
        id,
        slug,
        body_id: input.bodyId,
        state: 'draft',
        origin: 'here',
        source: null,
        languages: [...new Set([input.language, ...input.languages])],
        opens_at: new Date(input.opensAt),
        closes_at: new Date(input.closesAt),
        answer_by: new Date(input.answerBy),
        participation: input.participation,
        may_add: input.mayAdd,
        moderation: input.moderation,
        publication: defaultPublication(input.participation),
        rules: input.rules,
        statement_count: input.seeds.length,
        created_by: actor.person,
        created_at: now,
        opened_at: null,
        closed_at: null,
        answered_at: null,
      })
      .execute()
    await writeWords(tx, id, input)
    await writeSeeds(tx, id, { texts: input.seeds, language: input.language, from: 0, now })
    return { id, slug }
  },
  tell: ({ input, result }) => [
    { kind: 'dialogue.draft.created', scope: result.id, subject: result.id, data: { body: input.bodyId }, visibility: 'internal' },
  ],
})

type WordsInput = { language: string; title: string; summary: string; background: string; questions: readonly string[] }

/** Text and questions in one language, as a whole: what was there in that language before is replaced. */
export async function writeWords(tx: Tx, dialogueId: string, words: WordsInput): Promise<void> {
  const { language: written, title, summary, background, questions } = words
  const row = { title, summary, background }
  await tx
    .insertInto('dialogue_text')
    .values({ dialogue_id: dialogueId, language: written, ...row })
    .onConflict((oc) => oc.columns(['dialogue_id', 'language']).doUpdateSet(row))
    .execute()
  await tx.deleteFrom('guiding_question').where('dialogue_id', '=', dialogueId).where('language', '=', written).execute()
  if (questions.length === 0) return
  await tx
    .insertInto('guiding_question')
    .values(questions.map((text, index) => ({ dialogue_id: dialogueId, number: index + 1, language: written, text })))
    .execute()
}

type Seeds = { readonly texts: readonly string[]; readonly language: string; readonly from: number; readonly now: Date }

export async function writeSeeds(tx: Tx, dialogueId: string, { texts, language: written, from, now }: Seeds): Promise<void> {
  if (texts.length === 0) return
  await tx
    .insertInto('statement')
    .values(
      texts.map((text, index) => ({
        dialogue_id: dialogueId,
        number: from + index,
        text,
        language: written,
        question: null,
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

/** Readable in any script; a name that is taken gets a few random characters of the id behind it. */
export async function freeSlug(tx: Tx, title: string, id: string): Promise<string> {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  const wanted = words === '' || words === 'new' ? `dialogue-${id.slice(0, 6)}` : words
  const taken = await tx.selectFrom('dialogue').select('id').where('slug', '=', wanted).executeTakeFirst()
  return taken === undefined ? wanted : `${wanted}-${id.slice(0, 6)}`
}
