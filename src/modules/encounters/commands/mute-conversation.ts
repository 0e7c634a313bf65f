import { z } from 'zod'
import { yes } from '#base'
import { command } from '../../../core/command.ts'
import { pairFacts } from '../queries/pair-facts.ts'
import { quietly } from './remove-entry.ts'

export const muteConversation = command({
  name: 'encounters.mute-conversation',
  summary: 'Hear of no new messages of this conversation, or hear of them again. The other is not told',
  route: 'PUT /sessions/{session}/encounters/conversations/{pair}/mute',
  limit: 'write',
  input: z.object({ session: z.uuid(), pair: z.uuid(), muted: z.boolean() }),
  output: z.object({ muted: z.boolean() }),
  facts: (tx, { input, actor, now, outside }) => pairFacts(tx, input, { actor, now, outside }),
  may: () => yes,
  async run(tx, { input, facts }) {
    await tx
      .updateTable('encounter_pair')
      .set(facts.first ? { first_muted: input.muted } : { second_muted: input.muted })
      .where('session_id', '=', input.session)
      .where('id', '=', input.pair)
      .execute()
    return { muted: input.muted }
  },
  tell: ({ input }) => [quietly('pair.muted', input.session)],
})
