import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayQueue } from '../policy.ts'
import { stateOf } from '../queries/state.ts'
import { pushQueued, queuePushes } from './queued-ways.ts'

// No route: the hub's own clock does it, once an hour at most.
export const preparePush = command({
  name: 'notices.prepare-push',
  summary: 'Queue a push to each device of an account that has news',
  input: z.object({ account: z.uuid(), since: z.iso.datetime().nullable(), until: z.iso.datetime() }),
  output: z.object({ pushes: z.array(z.uuid()) }),
  async facts(tx, { input }) {
    return { state: await stateOf(tx, input.account, 'update') }
  },
  may: ({ input, facts, actor }) => mayQueue(actor, facts.state?.pushedUntil, input.since === null ? null : new Date(input.since)),
  async run(tx, { input: { account, until }, now, outside }) {
    await tx
      .updateTable('notices_state')
      .set({ pushed_until: new Date(until) })
      .where('account_id', '=', account)
      .execute()
    return { pushes: [...(await queuePushes(tx, { account, urgent: false, now, outside }))] }
  },
  tell: ({ result }) => [
    { kind: 'notices.hour.passed', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true },
    ...result.pushes.map(pushQueued),
  ],
})
