import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayArchive, mayRestore } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import { entry } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'
import { dayOf, monthsAfter } from '../rules.ts'

export const archiveEntry = command({
  name: 'library.archive',
  summary: 'Put an entry into the archive: its page stays, and no list shows it',
  route: 'POST /library/{entry}/archiving',
  input: z.object({ entry }),
  output: z.object({ id: z.uuid() }),
  facts: (tx, { input, actor, now }) => demandEntry(tx, input.entry, { actor, now }),
  may: ({ facts }) => mayArchive(facts.relation, facts.facts),
  async run(tx, { facts: { row } }) {
    await tx.updateTable('library_entry').set({ state: 'archived' }).where('id', '=', row.id).execute()
    return { id: row.id }
  },
  tell: ({ facts: { row } }) => [eventOf(row, 'archived', true)],
})

export const restoreEntry = command({
  name: 'library.restore',
  summary: 'Take an entry out of the archive; whoever does says with it that it holds today',
  route: 'DELETE /library/{entry}/archiving',
  input: z.object({ entry }),
  output: z.object({ id: z.uuid() }),
  facts: (tx, { input, actor, now }) => demandEntry(tx, input.entry, { actor, now }),
  may: ({ facts }) => mayRestore(facts.relation, facts.facts),
  async run(tx, { facts: { row }, now }) {
    const today = dayOf(now)
    await tx
      .updateTable('library_entry')
      .set({ state: 'published', checked_on: today, review_on: monthsAfter(today, row.review_months) })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id }
  },
  tell: ({ facts: { row } }) => [eventOf(row, 'restored', true)],
})
