import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { BY_LAW } from '../../../core/reportable.ts'
import { mayHide } from '../policy.ts'
import { askedOf, questionHeld } from '../queries/floor-facts.ts'
import { moderatesAt } from '../queries/moderators.ts'
import { id, rule, session } from '../queries/shapes.ts'
import { freeMerged } from './decide-question.ts'

/** No route: a decision about a report does it, with its reasons and an appeal; the queue of the session has "decline". */
export const hideQuestion = command({
  name: 'floor.hide-question',
  summary: 'Take a question from the public after a report',
  input: z.object({ session, question: id, rule: z.union([rule, z.literal(BY_LAW)]) }),
  output: z.object({ session: z.uuid(), question: z.uuid() }),
  async facts(tx, { input, actor }) {
    const row = await questionHeld(tx, input.session, input.question)
    return { asked: askedOf(row, []), moderates: await moderatesAt(tx, input.session, actor) }
  },
  may: ({ facts }) => mayHide(facts.moderates, facts.asked, true),
  async run(tx, { input, now }) {
    await tx
      .updateTable('floor_question')
      .set((eb) => ({ hidden_for: input.rule, version: eb('version', '+', 1) }))
      .where('session_id', '=', input.session)
      .where('id', '=', input.question)
      .where('state', '!=', 'withdrawn')
      .execute()
    await freeMerged(tx, input, now)
    return { session: input.session, question: input.question }
  },
  tell: ({ input }) => [
    { kind: 'floor.question.hidden', scope: input.session, subject: input.question, data: { rule: input.rule }, visibility: 'internal' },
  ],
})
