import { isUuid } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { mayTend } from '../policy.ts'
import { itemFacts } from '../queries/item-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { dayOf } from '../rules.ts'

export const answerRemark = command({
  name: 'abroad.answer-remark',
  summary: 'Answer a remark about an item, so that everybody reads it: it was taken, or why not',
  route: 'PUT /abroad/remarks/{remark}/answer',
  limit: 'write',
  input: z.object({
    remark: z.string().refine(isUuid, 'field.invalid'),
    outcome: z.enum(['taken', 'declined']),
    answer: shapes.reason,
    language: shapes.language,
  }),
  output: z.object({ item: z.uuid() }),
  async facts(tx, { input, actor }) {
    const remark = await tx.selectFrom('abroad_remark').selectAll().where('id', '=', input.remark).executeTakeFirst()
    if (remark === undefined) return refuse(no('abroad.remark-missing'))
    return { ...(await itemFacts(tx, remark.item_id, { actor })), remark }
  },
  may: ({ facts }) => {
    const verdict = mayTend(facts.desk, facts.owns)
    return verdict.ok && facts.remark.state !== 'waiting' ? no('abroad.answered') : verdict
  },
  async run(tx, { input, actor, now, facts: { remark } }) {
    await tx
      .updateTable('abroad_remark')
      .set({
        ...{ state: input.outcome, answer: input.answer, answer_language: input.language },
        ...{ answered_by: actor.person, answered_on: dayOf(now) },
      })
      .where('place', '=', remark.place)
      .where('id', '=', remark.id)
      .execute()
    return { item: remark.item_id }
  },
  tell: ({ input, facts: { remark } }) => [
    {
      ...{ kind: 'abroad.remark.answered', scope: THE_HUB, subject: remark.id, data: { item: remark.item_id, outcome: input.outcome } },
      visibility: 'public',
    },
  ],
})
