import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { helperTags } from '../queries/helped.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'contacts.release-person',
  summary: 'Name nobody who has left; what they had taken waits again for those who are still named',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person }, outside: { keys } }) {
    const named = await tx.deleteFrom('named_contact').where('person_id', '=', person).executeTakeFirstOrThrow()
    const open = await tx
      .updateTable('contact_question')
      .set({ state: 'waiting', taken_by: null })
      .where('taken_by', '=', person)
      .where('state', '!=', 'closed')
      .executeTakeFirstOrThrow()
    const closed = await tx.updateTable('contact_question').set({ taken_by: null }).where('taken_by', '=', person).executeTakeFirstOrThrow()
    const helped = await tx
      .deleteFrom('helper_entry')
      .where('by_tag', 'in', [...helperTags(keys, person)])
      .executeTakeFirstOrThrow()
    return {
      rows: Number(helped.numDeletedRows) + Number(named.numDeletedRows) + Number(open.numUpdatedRows) + Number(closed.numUpdatedRows),
    }
  },
  tell: ({ result }) => [
    {
      ...{ kind: 'contacts.name.released', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows } },
      ...{ visibility: 'internal', anonymous: true },
    },
  ],
})
