import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { personFacts } from '../queries/person-facts.ts'
import { no } from '../refusals.ts'
import { quietly, removePair, setApart } from './remove-entry.ts'

export const declinePerson = command({
  name: 'encounters.decline-person',
  summary: 'Pass over somebody whom you were shown, take back that you asked, or say no to somebody who asked: they are told nothing',
  route: 'DELETE /sessions/{session}/encounters/people/{entry}',
  limit: 'write',
  input: z.object({ session: z.uuid(), entry: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => personFacts(tx, input, { actor, now, outside }),
  may: ({ facts }) => (facts.open ? no('encounter.missing') : yes),
  async run(tx, { input: { session }, facts: { pair, asksMe, me, other } }) {
    if (asksMe && pair !== null) {
      // Whoever asked goes on seeing that they asked.
      await tx
        .updateTable('encounter_pair')
        .set({ state: 'declined' })
        .where('session_id', '=', session)
        .where('id', '=', pair.id)
        .execute()
      await setApart(tx, session, { by: me.member, other, sort: 'declined' })
    } else await removePair(tx, session, me.member, other)
    await tx
      .updateTable('encounter_suggestion')
      .set({ state: 'passed' })
      .where('session_id', '=', session)
      .where('member_id', '=', me.member)
      .where('other_id', '=', other)
      .execute()
    return { session }
  },
  tell: ({ input }) => [quietly('person.passed', input.session)],
})
