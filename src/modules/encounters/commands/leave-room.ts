import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLeave } from '../policy.ts'
import { standingIn } from '../queries/here.ts'
import { quietly } from './remove-entry.ts'

export const leaveRoom = command({
  name: 'encounters.leave-room',
  summary: 'Leave the small room that you joined: you are free at its hour, and those in it see your name there no more',
  route: 'DELETE /sessions/{session}/encounters/seat',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ session: z.uuid() }),
  output: z.object({ left: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { id: input.session }, { actor, now, outside }),
  may: ({ actor, facts }) => mayLeave({ actor, listed: facts.entry !== null }),
  async run(tx, { input, facts }) {
    if (facts.member !== null)
      await tx.deleteFrom('encounter_seat').where('session_id', '=', input.session).where('member_id', '=', facts.member).execute()
    return { left: true }
  },
  tell: ({ input }) => [quietly('room.left', input.session)],
})
