import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { quietly, removePair, setApart } from './remove-entry.ts'

export const endConversation = command({
  name: 'encounters.end-conversation',
  summary: 'End a conversation: its messages and meetings are erased for both, and neither is shown to the other again in this session',
  route: 'DELETE /sessions/{session}/encounters/conversations/{pair}',
  limit: 'write',
  input: z.object({ session: z.uuid(), pair: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor, now, outside }) => pairFacts(tx, input, { actor, now, outside }),
  may: () => yes,
  async run(tx, { input: { session }, facts: { me, who } }) {
    await setApart(tx, session, { by: me.member, other: who.member, sort: 'ended' })
    await removePair(tx, session, me.member, who.member)
    return { session }
  },
  tell: ({ input }) => [quietly('pair.ended', input.session)],
})
