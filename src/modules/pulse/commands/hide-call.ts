import { all, yes } from '#base'
import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayModerate } from '../policy.ts'
import { heldRow } from '../queries/calls.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

/** Who is no moderator is told so before anything else. */
async function decidedOn(tx: Tx, id: string, actor: Actor) {
  demand(mayModerate(actor))
  return { row: await heldRow(tx, id) }
}

async function setHidden(tx: Tx, id: string, rule: string | null): Promise<{ readonly call: string }> {
  await tx.updateTable('call').set({ hidden_for: rule }).where('id', '=', id).execute()
  return { call: id }
}

// No route: a decision of moderation runs it in its own transaction, with the reasons that it tells.
export const hideCall = command({
  name: 'pulse.hide-call',
  summary: 'Take a call from the public for a published rule or a law, as moderation decided',
  input: z.object({ call: z.uuid(), rule: z.string() }),
  output: z.object({ call: z.uuid() }),
  facts: (tx, { input, actor }) => decidedOn(tx, input.call, actor),
  may: ({ input }) => all(HIDDEN_FOR.some((rule) => rule === input.rule) ? yes : no('pulse.rule-unknown')),
  run: (tx, { input }) => setHidden(tx, input.call, input.rule),
  tell: ({ input, facts: { row } }) => [
    {
      kind: 'pulse.call.hidden',
      ...{ scope: row.sender_id, subject: input.call, data: { rule: input.rule }, visibility: 'internal', anonymous: true },
    },
  ],
})

// No route: it is a part of a decision of moderation.
export const showCall = command({
  name: 'pulse.show-call',
  summary: 'Show a call again that moderation took from the public',
  input: z.object({ call: z.uuid() }),
  output: z.object({ call: z.uuid() }),
  facts: (tx, { input, actor }) => decidedOn(tx, input.call, actor),
  // Who may was asked with what is known: to anybody else it is not even there.
  may: () => yes,
  run: (tx, { input }) => setHidden(tx, input.call, null),
  tell: ({ input, facts: { row } }) =>
    row.hidden_for === null
      ? []
      : [{ kind: 'pulse.call.shown', scope: row.sender_id, subject: input.call, data: {}, visibility: 'internal', anonymous: true }],
})
