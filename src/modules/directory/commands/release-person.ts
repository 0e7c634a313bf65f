import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'directory.release-person',
  summary: 'Take the name of somebody who has left from the entries that they looked at. What the body says stays',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    const done = await tx
      .updateTable('directory_entry')
      .set({ checked_by: null })
      .where('checked_by', '=', input.person)
      .executeTakeFirstOrThrow()
    return { rows: Number(done.numUpdatedRows) }
  },
  tell: ({ result }) => [
    {
      kind: 'directory.name.released',
      ...{ scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
    },
  ],
})
