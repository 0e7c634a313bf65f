import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { EventDraft } from '../../../core/event.ts'
import { mayClose } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { demandDialogue, type Dialogue } from '../queries/dialogue-facts.ts'
import { ref } from '../queries/shapes.ts'

export const closeDialogue = command({
  name: 'dialogue.close',
  summary: 'End the votes: before the hour by a convener, at the hour by the hub',
  route: 'POST /dialogues/{dialogue}/closure',
  input: z.object({ dialogue: ref }),
  output: z.object({ slug: z.string() }),
  facts: async (tx, { input, actor }) => ({ dialogue: await demandDialogue(tx, input.dialogue, actor, 'update') }),
  may: ({ facts, now }) => mayClose(facts.dialogue, now),
  async run(tx, { facts, now }) {
    const { id, closesAt, slug } = facts.dialogue
    const closed = now < closesAt ? now : closesAt
    await tx
      .updateTable('dialogue')
      .set({ ...writtenNow, state: 'closed', closed_at: closed, closes_at: closed })
      .where('id', '=', id)
      .execute()
    return { slug }
  },
  tell: ({ facts, now }) => [closing(facts.dialogue, now)],
})

export const closing = (dialogue: Dialogue, now: Date): EventDraft => ({
  kind: 'dialogue.dialogue.closed',
  scope: dialogue.id,
  subject: dialogue.id,
  data: { body: dialogue.bodyId, early: now < dialogue.closesAt },
  visibility: 'public',
})
