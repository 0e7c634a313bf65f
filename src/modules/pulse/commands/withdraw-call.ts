import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayWithdraw } from '../policy.ts'
import { heldRow, isOver, senderKey } from '../queries/calls.ts'
import { demandSender } from '../queries/senders.ts'
import { no } from '../refusals.ts'

export const withdrawCall = command({
  name: 'pulse.withdraw-call',
  summary: 'Take a call back: it leaves every feed, and counts among those of its month',
  route: 'POST /calls/{call}/withdrawal',
  limit: 'write',
  input: z.object({ call: z.uuid() }),
  output: z.object({ call: z.uuid() }),
  async facts(tx, { input, actor, now, outside }) {
    const row = await heldRow(tx, input.call)
    return { row, from: await demandSender(tx, { actor, now, outside }, senderKey(row)) }
  },
  may: ({ actor, now, facts: { row, from } }) => all(mayWithdraw(actor, from), isOver(row, now) ? no('pulse.call-over') : yes),
  async run(tx, { input, facts: { row } }) {
    await tx.updateTable('call').set({ over: true }).where('sender_id', '=', row.sender_id).where('id', '=', row.id).execute()
    return { call: input.call }
  },
  tell: ({ input, facts: { row } }) => [
    { kind: 'pulse.call.withdrawn', scope: row.sender_id, subject: input.call, data: {}, visibility: 'public', anonymous: true },
  ],
})
