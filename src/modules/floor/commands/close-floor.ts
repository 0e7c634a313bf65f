import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { theClockMay } from '../policy.ts'
import { session } from '../queries/shapes.ts'
import { countAndClose } from './close-poll.ts'
import { endTurn } from './start-turn.ts'

/**
 * When the session has ended, polls that are open close with what they have, nobody speaks and no hand is up. Twice is as good as once.
 * No route: a job does it when it hears that the session was closed.
 */
export const closeFloor = command({
  name: 'floor.close-floor',
  summary: 'End what is still open on the floor of a session that has ended',
  input: z.object({ session }),
  output: z.object({ session: z.uuid() }),
  facts: async () => null,
  may: ({ actor }) => theClockMay(actor),
  async run(tx, { input, now }) {
    const open = await tx
      .selectFrom('floor_poll')
      .select('id')
      .where('session_id', '=', input.session)
      .where('state', '=', 'open')
      .forUpdate()
      .execute()
    for (const { id } of open) {
      const options = await tx
        .selectFrom('floor_option')
        .select('number')
        .where('session_id', '=', input.session)
        .where('poll_id', '=', id)
        .execute()
      await countAndClose(tx, { session: input.session, poll: id, numbers: options.map(({ number }) => number), now })
    }
    await endTurn(tx, input.session, now)
    await tx
      .updateTable('floor_hand')
      .set({ state: 'lowered' })
      .where('session_id', '=', input.session)
      .where('state', '=', 'raised')
      .execute()
    await tx
      .updateTable('floor_question')
      .set({ state: 'shown' })
      .where('session_id', '=', input.session)
      .where('state', '=', 'floor')
      .execute()
    return input
  },
  tell: ({ input }) => [{ kind: 'floor.floor.closed', scope: input.session, subject: input.session, data: {}, visibility: 'internal' }],
})
