import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { isClosed, pulseRow } from '../queries/pulses.ts'
import { no } from '../refusals.ts'
import { dayIn, sharesOf } from '../rules.ts'

// No route: the hub does it by itself when the two weeks are over.
export const closePulse = command({
  name: 'pulse.close',
  summary: 'Close a pulse whose day has passed: who answered is forgotten, and below ten what was answered too',
  input: z.object({ subject: z.uuid(), pulse: z.uuid() }),
  output: z.object({ pulse: z.uuid() }),
  facts: async (tx, { input }) => ({ row: await pulseRow(tx, input.subject, input.pulse) }),
  may: ({ actor, now, facts: { row } }) => all(hubAlone(actor), row.closed_on === null && isClosed(row, now) ? yes : no('pulse.closed')),
  async run(tx, { input, now, facts: { row } }) {
    const { subject_id: subject, id } = row
    await tx
      .updateTable('pulse')
      .set({ closed_on: dayIn(now) })
      .where('subject_id', '=', subject)
      .where('id', '=', id)
      .execute()
    await tx.deleteFrom('pulse_answered').where('subject_id', '=', subject).where('pulse_id', '=', id).execute()
    const counts = await tx.selectFrom('pulse_count').selectAll().where('subject_id', '=', subject).where('pulse_id', '=', id).execute()
    if (sharesOf(counts).answered === null)
      await tx.deleteFrom('pulse_count').where('subject_id', '=', subject).where('pulse_id', '=', id).execute()
    return { pulse: input.pulse }
  },
  tell: ({ input }) => [
    { kind: 'pulse.pulse.closed', scope: input.subject, subject: input.pulse, data: {}, visibility: 'internal', anonymous: true },
  ],
})
