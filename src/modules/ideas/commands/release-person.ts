import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'ideas.release-person',
  summary: 'Take the name of somebody who has left from the calls and answers that they wrote. What the office said stays',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    const calls = await tx.updateTable('idea_call').set({ opened_by: null }).where('opened_by', '=', input.person).executeTakeFirstOrThrow()
    const answers = await tx
      .updateTable('idea_answer')
      .set({ answered_by: null })
      .where('answered_by', '=', input.person)
      .executeTakeFirstOrThrow()
    return { rows: Number(calls.numUpdatedRows + answers.numUpdatedRows) }
  },
  tell: ({ result }) => [
    { kind: 'ideas.name.released', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
  ],
})
