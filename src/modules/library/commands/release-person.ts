import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'
import { erase } from './discard-entry.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'library.release-person',
  summary: 'Take the name of somebody who has left from what they wrote. What was published stays with its licence; their own drafts go',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person } }) {
    const drafts = await tx
      .selectFrom('library_entry')
      .select('id')
      .where('person_id', '=', person)
      .where('body_id', 'is', null)
      .where('shown', 'is', null)
      .execute()
    await erase(
      tx,
      drafts.map(({ id }) => id),
    )
    // A newer text of theirs that waited was never published.
    const standing = await tx
      .selectFrom('library_entry')
      .select(['id', 'shown'])
      .where('person_id', '=', person)
      .where('body_id', 'is', null)
      .execute()
    for (const { id, shown } of standing) {
      if (shown === null) continue
      await tx.deleteFrom('library_version').where('entry_id', '=', id).where('version', '>', shown).execute()
      await tx.updateTable('library_entry').set({ version: shown, proposed_at: null, answer_by: null }).where('id', '=', id).execute()
    }
    let rows = drafts.length
    for (const table of ['library_entry', 'library_version', 'library_translation', 'library_trial'] as const)
      rows += Number(
        (await tx.updateTable(table).set({ person_id: null }).where('person_id', '=', person).executeTakeFirstOrThrow()).numUpdatedRows,
      )
    for (const table of ['assist', 'assist_offer', 'assist_meeting', 'assist_note'] as const)
      rows += Number(
        (await tx.updateTable(table).set({ person_id: null }).where('person_id', '=', person).executeTakeFirstOrThrow()).numUpdatedRows,
      )
    await tx.updateTable('library_translation').set({ checked_by: null }).where('checked_by', '=', person).execute()
    await tx.deleteFrom('library_keeper').where('person_id', '=', person).execute()
    return { rows }
  },
  tell: ({ result }) => [
    {
      kind: 'library.name.released',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { rows: result.rows },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
