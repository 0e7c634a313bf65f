import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayLeave } from '../policy.ts'
import { standingIn } from '../queries/here.ts'
import { quietly, removeEntry } from './remove-entry.ts'

export const leaveList = command({
  name: 'encounters.leave-list',
  summary: 'Leave the list: what you said there, your conversations and your meetings are erased. Contacts that both kept stay',
  route: 'DELETE /sessions/{session}/encounters/entry',
  limit: 'write',
  whileLeaving: true,
  input: z.object({ session: z.uuid() }),
  output: z.object({ left: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => standingIn(tx, { id: input.session }, { actor, now, outside }),
  may: ({ actor, facts }) => mayLeave({ actor, listed: facts.entry !== null || facts.other !== null }),
  async run(tx, { input, facts }) {
    if (facts.member !== null) await removeEntry(tx, input.session, facts.member)
    return { left: true }
  },
  tell: ({ input }) => [quietly('list.left', input.session)],
})
