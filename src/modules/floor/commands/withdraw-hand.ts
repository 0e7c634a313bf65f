import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { maySetHandDown } from '../policy.ts'
import { floorOfSession, ownPersons } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const withdrawHand = command({
  name: 'floor.withdraw-hand',
  summary: 'Lower a hand: one’s own, or by whoever leads the session',
  route: 'DELETE /sessions/{session}/hands/{hand}',
  input: z.object({ session, hand: id }),
  output: z.object({ session: z.uuid(), hand: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const hand = await tx
      .selectFrom('floor_hand')
      .select(['person_id as person', 'state'])
      .where('session_id', '=', input.session)
      .where('id', '=', input.hand)
      .executeTakeFirst()
    const own = await ownPersons(tx, actor)
    return { ...floor, hand, own: hand !== undefined && own.includes(hand.person) }
  },
  may: ({ actor, facts }) => all(maySetHandDown(actor, facts.standing, facts.own), facts.hand === undefined ? no('hand.missing') : yes),
  async run(tx, { input, facts }) {
    if (facts.hand === undefined) return refuse(no('hand.missing'))
    await tx
      .updateTable('floor_hand')
      .set({ state: 'lowered' })
      .where('session_id', '=', input.session)
      .where('id', '=', input.hand)
      .where('state', '=', 'raised')
      .execute()
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.hand.lowered', scope: input.session, subject: input.hand, data: {}, visibility: 'internal', anonymous: true },
  ],
})
