import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayDecide } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import { entry, language } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { no } from '../refusals.ts'
import { dayOf, LONGEST, monthsAfter } from '../rules.ts'
import { putFoundBy } from './keep-words.ts'

export const decideEntry = command({
  name: 'library.decide',
  summary: 'Publish what somebody proposed in their own name, or decline it with a reason; nobody decides about their own',
  route: 'PUT /library/{entry}/decision',
  input: z.object({
    entry,
    version: z.number().int().min(1).describe('The version that was read'),
    outcome: z.enum(['published', 'declined']),
    reason: z.string().trim().max(LONGEST.reason).default('').describe('Needed to decline; everybody may read it'),
    language,
  }),
  output: z.object({ outcome: z.enum(['published', 'declined']) }),
  async facts(tx, { input, actor, now }) {
    await tx.selectFrom('library_entry').select('id').where('id', '=', input.entry).forUpdate().execute()
    return demandEntry(tx, input.entry, { actor, now })
  },
  may: ({ input, facts }) =>
    all(mayDecide(facts.relation, facts.facts), facts.row.version === input.version ? yes : no('library.changed-meanwhile')),
  async run(tx, { input, facts: { row }, now }) {
    if (input.outcome === 'declined' && input.reason === '')
      refuse(no('library.incomplete'), [{ field: 'reason', code: 'field.required', data: {} }])
    const today = dayOf(now)
    const open = { proposed_at: null, answer_by: null, decided_at: now }
    if (input.outcome === 'published') {
      await tx
        .updateTable('library_entry')
        .set({
          ...{ ...open, state: 'published', shown: row.version, checked_on: today, published_at: row.published_at ?? now },
          ...{ review_on: monthsAfter(today, row.review_months), reason: null, reason_language: null },
        })
        .where('id', '=', row.id)
        .execute()
      await putFoundBy(tx, row.id)
      return { outcome: input.outcome }
    }
    await tx
      .updateTable('library_entry')
      .set({
        ...{ ...open, reason: input.reason, reason_language: input.language },
        // Of one that is public already only the newer text was declined.
        state: row.shown === null ? 'declined' : row.state,
      })
      .where('id', '=', row.id)
      .execute()
    return { outcome: input.outcome }
  },
  tell: ({ facts: { row }, result }) => [
    { ...eventOf(row, result.outcome, true), anonymous: false, data: { changed: row.shown !== null } },
  ],
})
