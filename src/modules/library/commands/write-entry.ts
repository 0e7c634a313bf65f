import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayWrite } from '../policy.ts'
import type { EntryRow } from '../queries/entries.ts'
import { demandEntry } from '../queries/facts.ts'
import { eventOf } from '../queries/telling.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { ANSWER_DAYS, dayOf, inDays, monthsAfter, pathOf } from '../rules.ts'
import { demandMonths, demandSubjects, demandWords, factsFrom, putFoundBy, putSubjects, putVersion } from './keep-words.ts'

export const writeEntry = command({
  name: 'library.write',
  summary:
    'Write an entry anew. In the name of a body the new text is public at once; in your own name it waits for a reader, and the one before stands meanwhile',
  route: 'PUT /library/{entry}',
  limit: 'idea',
  input: z.object({
    entry: shapes.entry,
    follows: z.number().int().min(1).describe('The version that you changed'),
    ...shapes.written,
  }),
  output: shapes.done.extend({ waits: z.boolean() }),
  async facts(tx, { input, actor, now }) {
    await tx.selectFrom('library_entry').select('id').where('id', '=', input.entry).forUpdate().execute()
    return demandEntry(tx, input.entry, { actor, now })
  },
  may: ({ input, facts }) =>
    all(mayWrite(facts.relation, facts.facts), facts.row.version === input.follows ? yes : no('library.changed-meanwhile')),
  async run(tx, { input, actor, facts: { row }, now }) {
    const words = demandWords(row.kind, input.words)
    demandMonths(input)
    await demandSubjects(tx, input)
    await tx
      .updateTable('library_entry')
      .set({ licence: input.licence, law: input.law, review_months: input.reviewMonths })
      .where('id', '=', row.id)
      .execute()
    await putSubjects(tx, row.id, input)
    const waits = await addVersion(tx, row, { ...input, words, facts: factsFrom(input.facts) }, { person: actor.person, now })
    return { id: row.id, path: pathOf(row.id), waits }
  },
  tell: ({ facts: { row }, result }) => [
    eventOf(row, row.shown === null || result.waits ? 'rewritten' : 'changed', row.shown !== null && !result.waits),
  ],
})

type Text = Parameters<typeof putVersion>[2]

/** The next version of a published one, or the same draft anew. What is public in somebody's own name waits for a reader first. */
export async function addVersion(
  tx: Tx,
  row: EntryRow,
  text: Text,
  { person, now }: { readonly person: string | null; readonly now: Date },
): Promise<boolean> {
  if (row.shown === null) {
    await putVersion(tx, row.id, text, { version: row.version, person, now })
    return false
  }
  // Nobody has read what waits yet, so it may be written over.
  const version = row.version > row.shown ? row.version : row.version + 1
  await putVersion(tx, row.id, text, { version, person, now })
  const waits = row.body_id === null
  const { review_months: months } = (await tx
    .selectFrom('library_entry')
    .select('review_months')
    .where('id', '=', row.id)
    .executeTakeFirst()) ?? { review_months: row.review_months }
  await tx
    .updateTable('library_entry')
    .set(
      waits
        ? { version, proposed_at: now, answer_by: inDays(now, ANSWER_DAYS), reason: null, reason_language: null }
        : { version, shown: version, checked_on: dayOf(now), review_on: monthsAfter(dayOf(now), months) },
    )
    .where('id', '=', row.id)
    .execute()
  if (!waits) await putFoundBy(tx, row.id)
  return waits
}
