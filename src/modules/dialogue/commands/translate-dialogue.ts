import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayTranslate, officeOf } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { language, ref } from '../queries/shapes.ts'
import { plan, writeWords } from './create-dialogue.ts'
import { keepEarlierText } from './keep-earlier-text.ts'

export const translateDialogue = command({
  name: 'dialogue.translate',
  summary: 'Give the texts of a dialogue in one more language, or mend them there',
  route: 'PUT /dialogues/{dialogue}/texts/{language}',
  input: z.object({
    dialogue: ref,
    language,
    title: plan.title,
    summary: plan.summary,
    background: plan.background,
    questions: plan.questions,
  }),
  output: z.object({ slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ input, facts }) => mayTranslate(facts.dialogue, input.language === facts.dialogue.languages[0]),
  async run(tx, { input, facts, actor, now }) {
    const { id, languages, slug } = facts.dialogue
    if (facts.dialogue.state === 'draft') await writeWords(tx, id, input)
    else if (await replaces(tx, id, input)) {
      await writeWords(tx, id, input, { at: now, office: officeOf(facts.dialogue.standing, actor.person !== null) })
    }
    await tx
      .updateTable('dialogue')
      .set({ ...writtenNow, languages: [...new Set([...languages, input.language])] })
      .where('id', '=', id)
      .execute()
    return { slug }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.text.translated',
      scope: facts.dialogue.id,
      subject: facts.dialogue.id,
      data: { language: input.language },
      visibility: facts.dialogue.state === 'draft' ? 'internal' : 'public',
    },
  ],
})

type Text = {
  readonly language: string
  readonly title: string
  readonly summary: string
  readonly background: string
  readonly questions: readonly string[]
}

/** Keeps what stands there in that language, if it says something else. False: nothing is to be written. */
async function replaces(tx: Tx, dialogueId: string, { language: written, title, summary, background, questions }: Text): Promise<boolean> {
  const row = await tx
    .selectFrom('dialogue_text')
    .selectAll()
    .where('dialogue_id', '=', dialogueId)
    .where('language', '=', written)
    .executeTakeFirst()
  if (row === undefined) return true
  const before = await tx
    .selectFrom('guiding_question')
    .select('text')
    .where('dialogue_id', '=', dialogueId)
    .where('language', '=', written)
    .orderBy('number')
    .execute()
  const content = { title: row.title, summary: row.summary, background: row.background, questions: before.map(({ text }) => text) }
  if (JSON.stringify(content) === JSON.stringify({ title, summary, background, questions })) return false
  await keepEarlierText(tx, dialogueId, { sort: 'words', language: written, content, writtenAt: row.written_at, office: row.office })
  return true
}
