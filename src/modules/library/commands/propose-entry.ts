import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayPropose } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import { entry } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { ANSWER_DAYS, dayOf, inDays, monthsAfter } from '../rules.ts'
import { demandWords, putFoundBy } from './keep-words.ts'

export const proposeEntry = command({
  name: 'library.propose',
  summary: 'Hand a draft in: one of a body is published at once, one in your own name once a reader has looked at it, within fourteen days',
  route: 'POST /library/{entry}/proposal',
  limit: 'idea',
  input: z.object({ entry }),
  output: z.object({ state: z.enum(['proposed', 'published']) }),
  async facts(tx, { input, actor, now }) {
    await tx.selectFrom('library_entry').select('id').where('id', '=', input.entry).forUpdate().execute()
    const found = await demandEntry(tx, input.entry, { actor, now })
    const text = await tx
      .selectFrom('library_version')
      .select('words')
      .where('entry_id', '=', input.entry)
      .where('version', '=', found.row.version)
      .executeTakeFirst()
    return { ...found, words: text?.words ?? {} }
  },
  may: ({ facts }) => mayPropose(facts.relation, facts.facts),
  async run(tx, { facts: { row, words }, now }) {
    // A draft that was made of a note is not whole yet.
    demandWords(row.kind, words)
    if (row.body_id === null) {
      await tx
        .updateTable('library_entry')
        .set({ state: 'proposed', proposed_at: now, answer_by: inDays(now, ANSWER_DAYS), reason: null, reason_language: null })
        .where('id', '=', row.id)
        .execute()
      return { state: 'proposed' as const }
    }
    const today = dayOf(now)
    await tx
      .updateTable('library_entry')
      .set({
        ...{ state: 'published', shown: row.version, published_at: now, checked_on: today },
        review_on: monthsAfter(today, row.review_months),
      })
      .where('id', '=', row.id)
      .execute()
    await putFoundBy(tx, row.id)
    return { state: 'published' as const }
  },
  tell: ({ facts: { row }, result }) => [eventOf(row, result.state, result.state === 'published')],
})
