import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWorkOn } from '../policy.ts'
import { demandQuestion, openTold, sealTold } from '../queries/questions.ts'
import { LONGEST } from '../rules.ts'
import type {} from '../tables.ts'

export const noteQuestion = command({
  name: 'contacts.note',
  summary: 'Write a note beside a question, for the others who answer there; it is erased with the question',
  route: 'PUT /contact-questions/{question}/note',
  limit: 'write',
  input: z.object({ question: z.uuid(), note: z.string().trim().max(LONGEST.note) }),
  output: z.object({}),
  facts: (tx, { input, actor, now }) => demandQuestion(tx, input.question, { actor, now }),
  may: ({ actor, facts: { row } }) => mayWorkOn(actor, row.state),
  async run(tx, { input, facts: { row }, outside: { keys } }) {
    await tx
      .updateTable('contact_question')
      .set({ told_sealed: sealTold(keys, { ...openTold(keys, row), note: input.note }) })
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('id', '=', row.id)
      .execute()
    return {}
  },
  tell: ({ input }) => [{ kind: 'contacts.question.noted', scope: THE_HUB, subject: input.question, data: {}, visibility: 'internal' }],
})
