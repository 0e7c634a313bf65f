import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayHide } from '../policy.ts'
import { askedOf, questionHeld } from '../queries/floor-facts.ts'
import { moderatesAt } from '../queries/moderators.ts'
import { id, session } from '../queries/shapes.ts'

/** No route: an appeal that was upheld does it. */
export const restoreQuestion = command({
  name: 'floor.restore-question',
  summary: 'Show a question again that was hidden after a report',
  input: z.object({ session, question: id }),
  output: z.object({ session: z.uuid(), question: z.uuid() }),
  async facts(tx, { input, actor }) {
    const row = await questionHeld(tx, input.session, input.question)
    return { asked: askedOf(row, []), moderates: await moderatesAt(tx, input.session, actor) }
  },
  may: ({ facts }) => mayHide(facts.moderates, facts.asked, false),
  async run(tx, { input }) {
    await tx
      .updateTable('floor_question')
      .set((eb) => ({ hidden_for: null, version: eb('version', '+', 1) }))
      .where('session_id', '=', input.session)
      .where('id', '=', input.question)
      .execute()
    return { session: input.session, question: input.question }
  },
  tell: ({ input }) => [
    { kind: 'floor.question.restored', scope: input.session, subject: input.question, data: {}, visibility: 'internal' },
  ],
})
