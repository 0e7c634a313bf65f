import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWorkOn } from '../policy.ts'
import { demandQuestion } from '../queries/questions.ts'
import type {} from '../tables.ts'

export const takeQuestion = command({
  name: 'contacts.take',
  summary: 'Say that one answers this question oneself; whoever asked sees that somebody does',
  route: 'PUT /contact-questions/{question}/taking',
  limit: 'write',
  input: z.object({ question: z.uuid() }),
  output: z.object({}),
  facts: (tx, { input, actor, now }) => demandQuestion(tx, input.question, { actor, now }),
  may: ({ actor, facts: { row } }) => mayWorkOn(actor, row.state),
  async run(tx, { facts: { row }, actor }) {
    await tx
      .updateTable('contact_question')
      .set({ state: 'taken', taken_by: actor.person })
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('id', '=', row.id)
      .execute()
    return {}
  },
  tell: ({ input }) => [{ kind: 'contacts.question.taken', scope: THE_HUB, subject: input.question, data: {}, visibility: 'internal' }],
})
