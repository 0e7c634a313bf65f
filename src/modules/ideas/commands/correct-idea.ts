import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { gatherings } from '../../gatherings/index.ts'
import { ownIdea } from '../queries/own.ts'
import * as shapes from '../queries/shapes.ts'
import { demandQuestion } from './write-idea.ts'

export const correctIdea = command({
  name: 'ideas.correct',
  summary: 'Correct an idea of your own while ideas are taken and it has no answer. Where ideas are read first, it waits again',
  route: 'PUT /ideas/{link}',
  limit: 'write',
  input: z.object({
    link: z.string().max(300),
    title: shapes.title,
    text: shapes.text,
    language: shapes.language,
    question: shapes.question,
  }),
  output: z.object({ version: z.number().int(), status: z.enum(['waiting', 'published']) }),
  async facts(tx, { input, actor, outside, now }) {
    const own = await ownIdea(tx, input.link, { actor, outside, now })
    return { ...own, questions: (await gatherings.questionsOf(tx, own.ref.session, actor.locale)).map(({ number }) => number) }
  },
  may: ({ facts }) => facts.mayCorrect,
  async run(tx, { input, facts: { row, ref, call, questions } }) {
    demandQuestion(input.question, questions)
    const words = { title: input.title, text: input.text, language: input.language, question: input.question ?? null }
    const same = row.title === words.title && row.text === words.text && row.language === words.language && row.question === words.question
    const before: 'waiting' | 'published' = row.status === 'published' ? 'published' : 'waiting'
    if (same) return { version: row.version, status: before }
    const status: 'waiting' | 'published' = call.moderation === 'before' ? 'waiting' : 'published'
    await tx
      .insertInto('earlier_idea')
      .values({
        ...{ session_id: ref.session, idea_id: ref.id, version: row.version, title: row.title, text: row.text, language: row.language },
      })
      .execute()
    await tx
      .updateTable('idea')
      .set({ ...words, status, version: row.version + 1 })
      .where('session_id', '=', ref.session)
      .where('id', '=', ref.id)
      .execute()
    return { version: row.version + 1, status }
  },
  tell: ({ facts, result }) =>
    result.version === facts.row.version
      ? []
      : [
          {
            kind: 'ideas.idea.corrected',
            ...{
              scope: facts.ref.session,
              subject: facts.ref.id,
              data: { status: result.status },
              visibility: 'internal',
              anonymous: true,
            },
          },
        ],
})
