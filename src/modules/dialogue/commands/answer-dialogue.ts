import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayAnswer, officeOf } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { language, ref } from '../queries/shapes.ts'
import { closing } from './close-dialogue.ts'
import { keepEarlierText } from './keep-earlier-text.ts'

export const answerDialogue = command({
  name: 'dialogue.answer',
  summary: 'The answer of the body, in one language; once more in another language to translate it',
  route: 'PUT /dialogues/{dialogue}/answers/{language}',
  input: z.object({ dialogue: ref, language, text: z.string().trim().min(1).max(50_000) }),
  output: z.object({ slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ facts, now }) => mayAnswer(facts.dialogue, now),
  async run(tx, { input, facts, actor, now }) {
    const { id, slug, state, closesAt } = facts.dialogue
    const office = officeOf(facts.dialogue.standing, actor.person !== null)
    const row = { text: input.text, answered_by: actor.person, answered_at: now, office }
    const before = await tx
      .selectFrom('answer')
      .select(['text', 'answered_at', 'office'])
      .where('dialogue_id', '=', id)
      .where('language', '=', input.language)
      .executeTakeFirst()
    // The same words once more are no new answer.
    if (before?.text === input.text) return { slug }
    if (before !== undefined) {
      const { text, answered_at: writtenAt, office: of } = before
      await keepEarlierText(tx, id, { sort: 'answer', language: input.language, content: { text }, writtenAt, office: of })
    }
    await tx
      .insertInto('answer')
      .values({ dialogue_id: id, language: input.language, ...row })
      .onConflict((oc) => oc.columns(['dialogue_id', 'language']).doUpdateSet(row))
      .execute()
    if (state !== 'answered') {
      const closed = state === 'open' ? { closed_at: closesAt } : {}
      await tx
        .updateTable('dialogue')
        .set({ ...writtenNow, ...closed, state: 'answered', answered_at: now })
        .where('id', '=', id)
        .execute()
    }
    return { slug }
  },
  // Where the clock closed it and the job has not come by yet, this deed tells the closing too.
  tell: ({ input, facts, now }) => [
    ...(facts.dialogue.state === 'open' ? [closing(facts.dialogue, now)] : []),
    {
      kind: 'dialogue.answer.published',
      scope: facts.dialogue.id,
      subject: facts.dialogue.id,
      data: { language: input.language, late: now > facts.dialogue.answerBy },
      visibility: 'public',
    },
  ],
})
