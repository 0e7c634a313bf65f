import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayFile } from '../policy.ts'
import { rowOf } from '../queries/rows.ts'
import { demandSession, frameOf } from '../queries/session-facts.ts'
import * as shapes from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { inFrame } from './capture-intervention.ts'

export const fileIntervention = command({
  name: 'interventions.file',
  summary: 'File an intervention under a guiding question, or under none',
  route: 'PUT /sessions/{session}/interventions/{intervention}/question',
  input: z.object({ session: z.uuid(), intervention: z.uuid(), question: shapes.question }),
  output: z.object({ question: z.number().int().nullable() }),
  async facts(tx, { input, actor }) {
    const seen = await demandSession(tx, { id: input.session }, actor)
    const row = (await rowOf(tx, input.session, input.intervention)) ?? refuse(no('intervention.missing'))
    return { ...seen, row, frame: await frameOf(tx, input.session, actor.locale) }
  },
  may: ({ input, actor, facts }) =>
    all(
      mayFile({ actor, parts: facts.parts }),
      facts.row.withdrawn_at === null ? yes : no('intervention.withdrawn'),
      inFrame(input, facts.frame),
    ),
  async run(tx, { input }) {
    const question = input.question ?? null
    await tx
      .updateTable('intervention')
      .set({ question })
      .where('session_id', '=', input.session)
      .where('id', '=', input.intervention)
      .execute()
    return { question }
  },
  tell: ({ input }) => [
    {
      kind: 'interventions.intervention.filed',
      ...{ scope: input.session, subject: input.intervention, data: { question: input.question ?? null }, visibility: 'internal' },
    },
  ],
})
