import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayDiscard } from '../policy.ts'
import { demandEntry } from '../queries/facts.ts'
import { entry } from '../queries/shapes.ts'
import { eventOf } from '../queries/telling.ts'

export const discardEntry = command({
  name: 'library.discard',
  summary: 'Throw away what was never published; it cannot be undone',
  route: 'DELETE /library/{entry}',
  input: z.object({ entry }),
  output: z.object({ id: z.uuid() }),
  facts: (tx, { input, actor, now }) => demandEntry(tx, input.entry, { actor, now }),
  may: ({ facts }) => mayDiscard(facts.relation, facts.facts),
  async run(tx, { facts: { row } }) {
    await erase(tx, [row.id])
    return { id: row.id }
  },
  tell: ({ facts: { row } }) => [eventOf(row, 'discarded', false)],
})

export async function erase(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('assist_note').set({ entry_id: null }).where('entry_id', 'in', ids).execute()
  for (const table of ['library_subject', 'library_translation', 'library_trial', 'library_version'] as const)
    await tx.deleteFrom(table).where('entry_id', 'in', ids).execute()
  await tx.deleteFrom('library_entry').where('id', 'in', ids).execute()
}
