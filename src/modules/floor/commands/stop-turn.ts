import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLead } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { session } from '../queries/shapes.ts'
import { endTurn } from './start-turn.ts'

export const stopTurn = command({
  name: 'floor.stop-turn',
  summary: 'Whoever speaks has ended',
  route: 'DELETE /sessions/{session}/turns/now',
  input: z.object({ session }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => floorOfSession(tx, input.session, actor),
  may: ({ actor, facts }) => mayLead(actor, facts.standing),
  async run(tx, { input, now }) {
    await endTurn(tx, input.session, now)
    return input
  },
  tell: ({ input }) => [{ kind: 'floor.turn.stopped', scope: input.session, subject: input.session, data: {}, visibility: 'internal' }],
})
