import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayQueue } from '../policy.ts'
import { stateOf } from '../queries/state.ts'
import { letterQueued } from './queued-ways.ts'

// No route: the hub's own clock does it, once a morning.
export const prepareLetter = command({
  name: 'notices.prepare-letter',
  summary: 'Queue the letter of this day for an account that has news',
  input: z.object({ account: z.uuid(), since: z.iso.datetime(), until: z.iso.datetime() }),
  output: z.object({ letter: z.uuid() }),
  async facts(tx, { input }) {
    return { state: await stateOf(tx, input.account, 'update') }
  },
  may: ({ input, facts, actor }) => mayQueue(actor, facts.state?.mailedUntil, new Date(input.since)),
  async run(tx, { input, outside }) {
    const letter = outside.uuid()
    // Both in this transaction: what was queued is never queued again.
    const until = new Date(input.until)
    await tx.updateTable('notices_state').set({ mailed_until: until }).where('account_id', '=', input.account).execute()
    await tx
      .insertInto('notices_letter')
      .values({ id: letter, account_id: input.account, since: new Date(input.since), until, urgent: false })
      .execute()
    return { letter }
  },
  tell: ({ result }) => [letterQueued(result.letter)],
})
