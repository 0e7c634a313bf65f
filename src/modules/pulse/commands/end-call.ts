import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { all, yes } from '#base'
import { heldRow, isOver } from '../queries/calls.ts'
import { no } from '../refusals.ts'

// No route: the hub does it by itself when its day has passed.
export const endCall = command({
  name: 'pulse.end-call',
  summary: 'Take a call whose day has passed out of the feeds',
  input: z.object({ call: z.uuid() }),
  output: z.object({ call: z.uuid() }),
  facts: async (tx, { input }) => ({ row: await heldRow(tx, input.call) }),
  may: ({ actor, now, facts: { row } }) => all(hubAlone(actor), !row.over && isOver(row, now) ? yes : no('pulse.call-over')),
  async run(tx, { input, facts: { row } }) {
    await tx.updateTable('call').set({ over: true }).where('sender_id', '=', row.sender_id).where('id', '=', row.id).execute()
    return { call: input.call }
  },
  tell: ({ input, facts: { row } }) => [
    { kind: 'pulse.call.ended', scope: row.sender_id, subject: input.call, data: {}, visibility: 'internal', anonymous: true },
  ],
})
