import { z } from 'zod'
import { all, yes } from '#base'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { meetingFacts } from '../queries/meeting-facts.ts'
import { no } from '../refusals.ts'
import { tablePlan, takenDuring, takenTables } from '../queries/tables.ts'
import { lowestFree, ordered, slotsOf } from '../rules.ts'
import { quietly } from './remove-entry.ts'

export const acceptMeeting = command({
  name: 'encounters.accept-meeting',
  summary:
    'Say yes to a time that the other proposed. It is refused where one of you is expected elsewhere then, or where no table is free any more',
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
    if (meeting.at_table) await takeTable(tx, input.session, meeting)
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

type Meeting = { readonly id: string; readonly starts_at: Date; readonly minutes: number }

/** The lowest table that is free all that time; the plan is held, so that two who say yes at once get one each. */
async function takeTable(tx: Tx, session: string, { id, starts_at: startsAt, minutes }: Meeting): Promise<void> {
  const plan = await tablePlan(tx, session, true)
  const taken = takenDuring(await takenTables(tx, session, startsAt), startsAt, minutes)
  const table = lowestFree(plan?.tables ?? 0, taken) ?? refuse(no('encounter.no-table-then'))
  await tx
    .insertInto('encounter_table_slot')
    .values(slotsOf(startsAt, minutes).map((at) => ({ session_id: session, table_number: table, starts_at: at, meeting_id: id })))
    .execute()
}
