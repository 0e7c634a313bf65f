import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTakeBack } from '../policy.ts'
import { askedOf, floorOfSession, ownPersons, questionHeld } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { freeMerged } from './decide-question.ts'

/** The words go with it: what was asked is nobody's to read any more. */
export const withdrawQuestion = command({
  name: 'floor.withdraw-question',
  summary: 'Take back a question of one’s own that is not answered',
  route: 'DELETE /sessions/{session}/questions/{question}',
  input: z.object({ session, question: id }),
  output: z.object({ session: z.uuid(), question: z.uuid() }),
  async facts(tx, { input, actor }) {
    await floorOfSession(tx, input.session, actor)
    const asked = askedOf(await questionHeld(tx, input.session, input.question), await ownPersons(tx, actor))
    return { asked, again: asked.own && asked.state === 'withdrawn' }
  },
  may: ({ actor, facts }) => (facts.again ? yes : mayTakeBack(actor, facts.asked)),
  async run(tx, { input, now }) {
    await tx
      .updateTable('floor_question')
      .set((eb) => ({
        ...{ state: 'withdrawn', text: '', answer: null, merged_into: null, pseudonym: null, naming: 'unnamed', decided_at: now },
        version: eb('version', '+', 1),
      }))
      .where('session_id', '=', input.session)
      .where('id', '=', input.question)
      .where('state', '!=', 'withdrawn')
      .execute()
    await freeMerged(tx, input, now)
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.question.withdrawn', scope: input.session, subject: input.question, data: {}, visibility: 'internal', anonymous: true },
  ],
})
