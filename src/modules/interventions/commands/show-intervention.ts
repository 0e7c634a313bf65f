import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHide } from '../policy.ts'
import { moderatedFacts } from '../queries/reported.ts'
import { setHidden } from './hide-intervention.ts'

// No route: it is a part of the decision on an appeal, which gives the reasons.
export const showIntervention = command({
  name: 'interventions.show',
  summary: 'Bring an intervention back that was hidden after a report',
  input: z.object({ session: z.uuid(), intervention: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => moderatedFacts(tx, input, actor),
  may: ({ actor, facts }) => mayHide({ moderator: facts.moderator, actor }),
  async run(tx, { input, facts }) {
    if (facts.row.hidden_for !== null) await setHidden(tx, input, { hidden_for: null, version: facts.row.version + 1 })
    return { session: input.session }
  },
  tell: ({ input, facts }) =>
    facts.row.hidden_for === null
      ? []
      : [{ kind: 'interventions.intervention.shown', scope: input.session, subject: input.intervention, data: {}, visibility: 'public' }],
})
