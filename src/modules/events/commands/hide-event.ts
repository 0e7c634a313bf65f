import { all, yes, type Verdict } from '#base'
import { z } from 'zod'
import { command, type Asked } from '../../../core/command.ts'
import { isTheHub } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { signedIn } from '../policy.ts'
import { moderatingBody } from '../queries/reported.ts'
import { rowOf } from '../queries/rows.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

type Where = { readonly host: string; readonly event: string }

/** Whoever moderates for the host's body, and whoever runs the hub. */
async function facts(tx: Tx, { input, actor, now, outside }: Asked<Where>): Promise<{ readonly may: Verdict }> {
  const row = (await rowOf(tx, input.event)) ?? refuse(no('event.missing'))
  if (row.host_id !== input.host || row.state === 'draft') return refuse(no('event.missing'))
  const body = await moderatingBody(tx, { actor, now, outside }, row)
  const standing = await organisations.standingOf(tx, body, actor.person)
  const may: Verdict = all(
    isTheHub(actor) || actor.operator ? yes : signedIn(actor),
    standing.moderator || actor.operator ? yes : no('event.team-only'),
  )
  return { may }
}

const put = (tx: Tx, { host, event }: Where, rule: string | null) =>
  tx.updateTable('hosted_event').set({ hidden_for: rule }).where('host_id', '=', host).where('id', '=', event).execute()

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideEvent = command({
  name: 'events.hide',
  summary: 'Take an event from the public after a report, for a published rule or a law',
  input: z.object({ host: z.uuid(), event: z.uuid(), rule: z.string() }),
  output: z.object({}),
  facts: (tx, asked) => facts(tx, asked),
  may: ({ input, facts: { may } }) => all(may, HIDDEN_FOR.some((one) => one === input.rule) ? yes : no('event.rule-unknown')),
  async run(tx, { input }) {
    await put(tx, input, input.rule)
    return {}
  },
  tell: ({ input }) => [
    { kind: 'events.event.hidden', scope: input.host, subject: input.event, data: { rule: input.rule }, visibility: 'internal' },
  ],
})

// No route: it is a part of the decision on an appeal.
export const showEvent = command({
  name: 'events.show',
  summary: 'Give an event back to the public that was taken from it',
  input: z.object({ host: z.uuid(), event: z.uuid() }),
  output: z.object({}),
  facts,
  may: ({ facts: { may } }) => may,
  async run(tx, { input }) {
    await put(tx, input, null)
    return {}
  },
  tell: ({ input }) => [{ kind: 'events.event.shown', scope: input.host, subject: input.event, data: {}, visibility: 'internal' }],
})
