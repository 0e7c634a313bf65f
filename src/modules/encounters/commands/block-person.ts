import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { personFacts } from '../queries/person-facts.ts'
import { quietly, removePair, setApart } from './remove-entry.ts'

export const blockPerson = command({
  name: 'encounters.block-person',
  summary: 'Block somebody for this session: neither of you finds the other here again, by no name. To them it looks as if you had left',
  route: 'POST /sessions/{session}/encounters/people/{entry}/block',
  limit: 'write',
  input: z.object({ session: z.uuid(), entry: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => personFacts(tx, input, { actor, now, outside }),
  may: () => yes,
  async run(tx, { input: { session }, facts: { me, other } }) {
    await setApart(tx, session, { by: me.member, other, sort: 'blocked' })
    await removePair(tx, session, me.member, other)
    return { session }
  },
  tell: ({ input }) => [quietly('person.blocked', input.session)],
})
