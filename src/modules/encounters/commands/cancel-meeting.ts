import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { meetingFacts } from '../queries/meeting-facts.ts'
import { quietly } from './remove-entry.ts'

export const cancelMeeting = command({
  name: 'encounters.cancel-meeting',
  summary: 'Cancel a meeting, or take back or refuse a proposed time. Both are free then',
  route: 'DELETE /sessions/{session}/encounters/meetings/{meeting}',
  limit: 'write',
  input: z.object({ session: z.uuid(), meeting: z.uuid() }),
  output: z.object({ pair: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => meetingFacts(tx, input, { actor, now, outside }),
  may: () => yes,
  async run(tx, { input, facts: { meeting } }) {
    for (const table of ['encounter_slot', 'encounter_table_slot'] as const)
      await tx.deleteFrom(table).where('session_id', '=', input.session).where('meeting_id', '=', meeting.id).execute()
    await tx
      .updateTable('encounter_meeting')
      .set({ state: 'cancelled' })
      .where('session_id', '=', input.session)
      .where('id', '=', meeting.id)
      .execute()
    return { pair: meeting.pair_id }
  },
  tell: ({ input, facts, result }) =>
    facts.meeting.state === 'cancelled' ? [] : [quietly('meeting.cancelled', input.session, result.pair)],
})
