import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { removeEntry } from './remove-entry.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'encounters.release-person',
  summary: 'Take somebody who has left off every list, with their conversations and the contacts that they kept',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person } }) {
    const entries = await tx
      .selectFrom('encounter_entry')
      .select(['session_id as session', 'member_id as member'])
      .where('person_id', '=', person)
      .execute()
    for (const { session, member } of entries) await removeEntry(tx, session, member)
    await tx
      .deleteFrom('kept_contact')
      .where((where) => where.or([where('one_person', '=', person), where('other_person', '=', person)]))
      .execute()
    await tx.updateTable('encounter_handed').set({ handed_by: null }).where('handed_by', '=', person).execute()
    return { rows: entries.length }
  },
  tell: ({ result }) => [
    {
      kind: 'encounters.person.released',
      ...{ scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
    },
  ],
})
