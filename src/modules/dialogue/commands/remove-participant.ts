import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { removalFacts } from '../queries/removals.ts'
import { participantNumber, ref, removalReason } from '../queries/shapes.ts'

export const removeParticipant = command({
  name: 'dialogue.remove-participant',
  summary: 'Take the votes of a participant out of the dialogue, for a reason that is published and counted; it can be undone',
  route: 'POST /dialogues/{dialogue}/participants/{participant}/removal',
  input: z.object({
    dialogue: ref,
    participant: participantNumber,
    reason: removalReason,
    note: z.string().trim().max(500).default('').describe('For the other moderators; it is not published'),
  }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor }) => removalFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts.dialogue.standing),
  async run(tx, { input, facts, actor, now }) {
    await tx
      .updateTable('participant')
      .set({
        ...writtenNow,
        removed_at: now,
        removed_for: input.reason,
        removed_by: actor.person,
        removed_note: input.note === '' ? null : input.note,
      })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.participant)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  // Public, so that it is counted; without the number, so that nobody is named. Pressed twice, it is one decision.
  tell: ({ input, facts }) =>
    facts.removedFor === input.reason
      ? []
      : [
          {
            kind: 'dialogue.participant.removed',
            scope: facts.dialogue.id,
            subject: facts.dialogue.id,
            data: { reason: input.reason, before: facts.removedFor },
            visibility: 'public' as const,
          },
        ],
})
