import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayLead } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { pollHeld } from '../queries/poll-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const closePoll = command({
  name: 'floor.close-poll',
  summary: 'Close a poll: its counts are written down and stay',
  route: 'POST /sessions/{session}/polls/{poll}/closing',
  input: z.object({ session, poll: id }),
  output: z.object({ session: z.uuid(), poll: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    return { ...floor, poll: await pollHeld(tx, input, 'alone') }
  },
  may: ({ actor, facts }) => all(mayLead(actor, facts.standing), facts.poll.state === 'open' ? yes : no('poll.not-open')),
  async run(tx, { input, facts, now }) {
    await countAndClose(tx, { ...input, numbers: facts.poll.numbers, now })
    return input
  },
  tell: ({ input }) => [{ kind: 'floor.poll.closed', scope: input.session, subject: input.poll, data: {}, visibility: 'internal' }],
})

type Closing = { readonly session: string; readonly poll: string; readonly numbers: readonly number[]; readonly now: Date }

/** The rows of who answered go after some days; what they add up to is kept here. */
export async function countAndClose(tx: Tx, { session: session_, poll, numbers, now }: Closing): Promise<void> {
  const answers = await tx
    .selectFrom('floor_answer')
    .select('chosen')
    .where('session_id', '=', session_)
    .where('poll_id', '=', poll)
    .execute()
  for (const number of numbers) {
    await tx
      .updateTable('floor_option')
      .set({ count: answers.filter(({ chosen }) => chosen.includes(number)).length })
      .where('session_id', '=', session_)
      .where('poll_id', '=', poll)
      .where('number', '=', number)
      .execute()
  }
  await tx
    .updateTable('floor_poll')
    .set({ state: 'closed', answered: answers.length, closed_at: now })
    .where('session_id', '=', session_)
    .where('id', '=', poll)
    .execute()
}
