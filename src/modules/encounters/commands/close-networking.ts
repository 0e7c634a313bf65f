import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { quietly } from './remove-entry.ts'
import type {} from '../tables.ts'

// No route: the clock does it.
export const closeNetworking = command({
  name: 'encounters.close-networking',
  summary: 'End the networking of a session: all of it is erased but what was handed over to moderators and contacts that both kept',
  input: z.object({ session: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { session } }) {
    for (const table of [
      ...(['encounter_pair', 'encounter_suggestion', 'encounter_apart', 'encounter_room', 'encounter_table_plan'] as const),
      ...(['encounter_entry', 'encounter_member'] as const),
    ])
      await tx.deleteFrom(table).where('session_id', '=', session).execute()
    return { session }
  },
  tell: ({ input }) => [quietly('networking.closed', input.session)],
})
