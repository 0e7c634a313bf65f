import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayConfirm } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import { entry } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { dayOf, monthsAfter } from '../rules.ts'

export const confirmEntry = command({
  name: 'library.confirm',
  summary: 'Say that you looked, and that it still holds: the next review date follows from today',
  route: 'POST /library/{entry}/confirmation',
  input: z.object({ entry }),
  output: z.object({ reviewOn: z.string() }),
  facts: (tx, { input, actor, now }) => demandEntry(tx, input.entry, { actor, now }),
  may: ({ facts }) => mayConfirm(facts.relation, facts.facts),
  async run(tx, { facts: { row }, now }) {
    const reviewOn = monthsAfter(dayOf(now), row.review_months)
    await tx
      .updateTable('library_entry')
      .set({ checked_on: dayOf(now), review_on: reviewOn })
      .where('id', '=', row.id)
      .execute()
    return { reviewOn }
  },
  tell: ({ facts: { row } }) => [eventOf(row, 'confirmed', true)],
})
