import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { meetingFacts } from '../queries/meeting-facts.ts'
import { no } from '../refusals.ts'
import { ordered, slotsOf } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const acceptMeeting = command({
  name: 'encounters.accept-meeting',
  summary: 'Say yes to a time that the other proposed. It is refused where one of you is with somebody else then',
  route: 'PUT /sessions/{session}/encounters/meetings/{meeting}',
  limit: 'write',
  input: z.object({ session: z.uuid(), meeting: z.uuid() }),
  output: z.object({ pair: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => meetingFacts(tx, input, { actor, now, outside }),
  may: ({ facts: { meeting, me }, now }) =>
    meeting.state === 'agreed'
      ? yes
      : all(
          meeting.state === 'proposed' && meeting.proposed_by !== me.member ? yes : no('encounter.not-proposed'),
          meeting.starts_at > now ? yes : no('encounter.slot-past'),
        ),
  async run(tx, { input, facts: { meeting, me, who } }) {
    if (meeting.state === 'agreed') return { pair: meeting.pair_id }
    // In one order, whoever says yes: two meetings of the same people would wait for one another.
    const rows = slotsOf(meeting.starts_at, meeting.minutes).flatMap((starts_at) =>
      ordered(me.member, who.member).map((member_id) => ({ session_id: input.session, member_id, starts_at, meeting_id: meeting.id })),
    )
    for (const row of rows) {
      // The key decides; who comes second waits for the first and finds it taken.
      const { numInsertedOrUpdatedRows: taken } = await tx
        .insertInto('encounter_slot')
        .values(row)
        .onConflict((conflict) => conflict.columns(['session_id', 'member_id', 'starts_at']).doNothing())
        .executeTakeFirstOrThrow()
      if (taken !== 1n) refuse(no('encounter.slot-taken'))
    }
    await tx
      .updateTable('encounter_meeting')
      .set({ state: 'agreed' })
      .where('session_id', '=', input.session)
      .where('id', '=', meeting.id)
      .execute()
    return { pair: meeting.pair_id }
  },
  tell: ({ input, facts, result }) => (facts.meeting.state === 'agreed' ? [] : [quietly('meeting.agreed', input.session, result.pair)]),
})
