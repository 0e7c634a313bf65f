import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayWorkOn } from '../policy.ts'
import { demandQuestion, openTold, sealTold } from '../queries/questions.ts'
import { isOverdue, LONGEST, monthOf } from '../rules.ts'
import type {} from '../tables.ts'

export const closeQuestion = command({
  name: 'contacts.close',
  summary: 'Say that a question was answered; what is written here stands on the page of its private link until it is erased',
  route: 'PUT /contact-questions/{question}/closing',
  limit: 'write',
  input: z.object({ question: z.uuid(), answer: z.string().trim().max(LONGEST.answer).default('') }),
  output: z.object({}),
  facts: (tx, { input, actor, now }) => demandQuestion(tx, input.question, { actor, now }),
  may: ({ actor, facts: { row } }) => mayWorkOn(actor, row.state),
  async run(tx, { input, facts: { row }, actor, now, outside: { keys } }) {
    await tx
      .updateTable('contact_question')
      .set({
        ...{ state: 'closed', closed_at: now, taken_by: actor.person },
        told_sealed: sealTold(keys, { ...openTold(keys, row), answer: input.answer }),
      })
      .where('sort', '=', row.sort)
      .where('subject', '=', row.subject)
      .where('id', '=', row.id)
      .execute()
    const late = isOverdue(row.state, row.answer_by, now)
    // It counts in the month in which it was asked, whenever it was answered.
    await tx
      .insertInto('contact_count')
      .values({ month: monthOf(row.asked_on), asked: 1, in_time: late ? 0 : 1, late: late ? 1 : 0 })
      .onConflict((oc) =>
        oc.column('month').doUpdateSet(late ? { late: sql`contact_count.late + 1` } : { in_time: sql`contact_count.in_time + 1` }),
      )
      .execute()
    return {}
  },
  tell: ({ input }) => [{ kind: 'contacts.question.closed', scope: THE_HUB, subject: input.question, data: {}, visibility: 'internal' }],
})
