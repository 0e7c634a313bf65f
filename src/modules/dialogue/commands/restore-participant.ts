import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { removalFacts } from '../queries/removals.ts'
import { participantNumber, ref } from '../queries/shapes.ts'

export const restoreParticipant = command({
  name: 'dialogue.restore-participant',
  summary: 'Let the votes of a participant count again that a moderator had taken out',
  route: 'DELETE /dialogues/{dialogue}/participants/{participant}/removal',
  input: z.object({ dialogue: ref, participant: participantNumber }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => removalFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.dialogue.standing),
  async run(tx, { input, facts, now }) {
    if (facts.removedFor === null) return { dialogue: facts.dialogue.id }
    await tx
      .updateTable('participant')
      .set({ ...writtenNow, removed_at: null, removed_for: null, removed_by: null, removed_note: null, restored_at: now })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.participant)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ facts }) =>
    facts.removedFor === null
      ? []
      : [
          {
            kind: 'dialogue.participant.restored',
            scope: facts.dialogue.id,
            subject: facts.dialogue.id,
            data: { before: facts.removedFor },
            visibility: 'public' as const,
          },
        ],
})
