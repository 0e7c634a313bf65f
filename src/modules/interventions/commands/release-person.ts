import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'interventions.release-person',
  summary: 'Take the name of somebody who has left from what they said, and from what they wrote down of others. The words stay',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    const { numUpdatedRows: rows } = await tx
      .updateTable('intervention')
      .set((eb) => ({ attribution: 'left' as const, person_id: null, version: eb('version', '+', 1) }))
      .where('person_id', '=', input.person)
      .executeTakeFirstOrThrow()
    await tx.updateTable('intervention').set({ captured_by: null }).where('captured_by', '=', input.person).execute()
    await tx.updateTable('session_meeting').set({ entered_by: null }).where('entered_by', '=', input.person).execute()
    return { rows: Number(rows) }
  },
  tell: ({ result }) => [
    {
      kind: 'interventions.name.released',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { rows: result.rows },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
