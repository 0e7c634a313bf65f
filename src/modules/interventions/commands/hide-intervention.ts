import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayHide } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideIntervention = command({
  name: 'interventions.hide',
  summary: 'Take an intervention from the public after a report, for a published rule or a law',
  input: z.object({ session: z.uuid(), intervention: z.uuid(), rule: z.string() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ input, actor, facts }) =>
    all(
      mayHide({ moderator: facts.moderator, actor }),
      HIDDEN_FOR.some((rule) => rule === input.rule) ? yes : no('intervention.rule-unknown'),
    ),
  async run(tx, { input, facts }) {
    // Whoever said it was first: nothing is there to hide, and the reason stays theirs.
    if (facts.row.withdrawn_at === null) await setHidden(tx, input, { hidden_for: input.rule, version: facts.row.version + 1 })
    return { session: input.session }
  },
  tell: ({ input, facts }) =>
    facts.row.withdrawn_at === null
      ? [{ kind: 'interventions.intervention.hidden', scope: input.session, subject: input.intervention, data: {}, visibility: 'public' }]
      : [],
})

type Hidden = { readonly hidden_for: string | null; readonly version: number }

export async function setHidden(tx: Tx, of: { readonly session: string; readonly intervention: string }, to: Hidden): Promise<void> {
  await tx.updateTable('intervention').set(to).where('session_id', '=', of.session).where('id', '=', of.intervention).execute()
}
