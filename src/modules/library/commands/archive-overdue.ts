import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { assistEventOf, eventOf } from '../queries/telling.ts'
import { dayOf, daysAfter, OVERDUE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'

// No route: the clock does it.
export const archiveOverdue = command({
  name: 'library.archive-overdue',
  summary: 'What nobody looked at for half a year beyond its review date goes into the archive; a question to peers ends on its day',
  input: z.object({}),
  output: z.object({ entries: z.number().int(), assists: z.number().int() }),
  facts: async (tx, { now }) => ({
    entries: await tx
      .selectFrom('library_entry')
      .select(['id', 'body_id'])
      .where('state', '=', 'published')
      .where('review_on', '<', daysAfter(dayOf(now), -OVERDUE_DAYS))
      .forUpdate()
      .execute(),
    assists: await tx
      .selectFrom('assist')
      .select(['id', 'body_id as body'])
      .where('state', '=', 'open')
      .where('until', '<', dayOf(now))
      .forUpdate()
      .execute(),
  }),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { facts: { entries, assists }, now }) {
    for (const { id } of entries) await tx.updateTable('library_entry').set({ state: 'archived' }).where('id', '=', id).execute()
    for (const { id } of assists)
      await tx.updateTable('assist').set({ state: 'closed', ended_for: 'time', ended_at: now }).where('id', '=', id).execute()
    return { entries: entries.length, assists: assists.length }
  },
  tell: ({ facts: { entries, assists } }) => [
    ...entries.map((row) => eventOf(row, 'archived', true)),
    ...assists.map((row) => assistEventOf(row, 'assist.ended', true)),
    ...(entries.length + assists.length === 0
      ? []
      : [{ kind: 'library.shelf.tidied', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal' as const }]),
  ],
})
