import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayQueue } from '../policy.ts'
import { stateOf } from '../queries/state.ts'
import { mayWriteUrgently, urgentToday } from '../rules.ts'
import { letterQueued, pushQueued, queuePushes } from './queued-ways.ts'

// No route: the hub's own clock does it, when something cannot wait for the letter of the day.
export const prepareReminder = command({
  name: 'notices.prepare-reminder',
  summary: 'Queue what cannot wait: a letter of its own, two a day at most, and a push',
  input: z.object({
    account: z.uuid(),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    told: z.iso.datetime().nullable().describe('Until when something urgent was told, as the asker knows it'),
    zone: z.string(),
    letter: z.boolean(),
    push: z.boolean(),
  }),
  output: z.object({ letter: z.uuid().nullable(), pushes: z.array(z.uuid()) }),
  async facts(tx, { input }) {
    return { state: await stateOf(tx, input.account, 'update') }
  },
  may: ({ input, facts, actor }) => mayQueue(actor, facts.state?.urgentUntil, input.told === null ? null : new Date(input.told)),
  async run(tx, { input, facts: { state }, now, outside }) {
    const { account, since } = input
    const until = new Date(input.until)
    const today = state === null ? 0 : urgentToday(state, until, input.zone)
    const letter = input.letter && mayWriteUrgently(today) ? outside.uuid() : null
    const moved = { urgent_until: until, urgent_letters: today + (letter === null ? 0 : 1) }
    await tx.updateTable('notices_state').set(moved).where('account_id', '=', account).execute()
    if (letter !== null)
      await tx
        .insertInto('notices_letter')
        .values({ id: letter, account_id: account, since: new Date(since), until, urgent: true })
        .execute()
    return { letter, pushes: input.push ? [...(await queuePushes(tx, { account, urgent: true, now, outside }))] : [] }
  },
  tell: ({ result: { letter, pushes } }) => [
    { kind: 'notices.reminder.passed', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true },
    ...(letter === null ? [] : [letterQueued(letter)]),
    ...pushes.map(pushQueued),
  ],
})
