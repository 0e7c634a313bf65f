import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLeadNow } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { pollHeld } from '../queries/poll-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const openPoll = command({
  name: 'floor.open-poll',
  summary: 'Open a poll that was made ready',
  route: 'POST /sessions/{session}/polls/{poll}/opening',
  input: z.object({ session, poll: id }),
  output: z.object({ session: z.uuid(), poll: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    return { ...floor, poll: await pollHeld(tx, input, 'alone') }
  },
  may: ({ actor, facts }) => all(mayLeadNow(actor, facts.standing), facts.poll.state === 'draft' ? yes : no('poll.not-a-draft')),
  async run(tx, { input, now }) {
    await tx
      .updateTable('floor_poll')
      .set({ state: 'open', opened_at: now })
      .where('session_id', '=', input.session)
      .where('id', '=', input.poll)
      .execute()
    return input
  },
  tell: ({ input }) => [{ kind: 'floor.poll.opened', scope: input.session, subject: input.poll, data: {}, visibility: 'internal' }],
})
