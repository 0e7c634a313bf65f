import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { moderates } from '../queries/here.ts'
import { rowOf } from '../queries/rows.ts'
import { ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

// No route: a decision of moderation runs it in its own transaction, with the reasons that it tells.
export const hidePurpose = command({
  name: 'purposes.hide',
  summary: 'Take a purpose from the public for a published rule or a law, as moderation decided',
  input: z.object({ ...ref, rule: z.string() }),
  output: z.object({ purpose: z.uuid() }),
  facts: (tx, { input, actor }) => decidedOn(tx, input, actor),
  may: ({ input }) => all(HIDDEN_FOR.some((rule) => rule === input.rule) ? yes : no('purpose.rule-unknown')),
  async run(tx, { input }) {
    await setHidden(tx, input, input.rule)
    return { purpose: input.purpose }
  },
  tell: ({ input }) => [
    {
      kind: 'purposes.purpose.hidden',
      ...{ scope: input.community, subject: input.purpose, data: { rule: input.rule }, visibility: 'internal', anonymous: true },
    },
  ],
})

type At = { readonly community: string; readonly purpose: string }

/** What moderators decide about; who is none is told so before anything else. */
export async function decidedOn(tx: Tx, at: At, actor: Actor) {
  demand(await moderates(tx, at.community, actor))
  return { row: (await rowOf(tx, at)) ?? refuse(no('purpose.missing')) }
}

export async function setHidden(tx: Tx, { community, purpose }: At, rule: string | null): Promise<void> {
  await tx.updateTable('purpose').set({ hidden_for: rule }).where('community_id', '=', community).where('id', '=', purpose).execute()
}
