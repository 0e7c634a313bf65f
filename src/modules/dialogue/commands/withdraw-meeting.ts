import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayWithdrawMeeting, officeOf } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { readMeetingSheets } from '../queries/meetings.ts'
import { meetingFacts } from '../queries/sheet-facts.ts'
import { entryLink, place, ref } from '../queries/shapes.ts'
import type { SheetReason } from '../tables.ts'

export const withdrawMeeting = command({
  name: 'dialogue.withdraw-meeting',
  summary: 'Take back a meeting with all its sheets: their votes count no more. It cannot be undone',
  route: 'POST /dialogues/{dialogue}/meetings/{meeting}/withdrawal',
  limit: 'write',
  input: z.object({ dialogue: ref, meeting: place.positive(), link: entryLink }),
  output: z.object({ dialogue: z.uuid() }),
  facts: (tx, { input, actor, outside }) => meetingFacts(tx, input, { actor, outside }, 'update'),
  may: ({ facts, now }) => mayWithdrawMeeting(facts, now),
  async run(tx, { facts, actor, now }) {
    const { dialogue, meeting } = facts
    if (meeting.withdrawn) return { dialogue: dialogue.id }
    await tx
      .updateTable('meeting')
      .set({ withdrawn_at: now })
      .where('dialogue_id', '=', dialogue.id)
      .where('number', '=', meeting.number)
      .execute()
    const participants = (await readMeetingSheets(tx, dialogue.id, meeting.number)).map(({ participant }) => participant)
    await takeOutSheets(tx, { dialogueId: dialogue.id, participants, reason: 'meeting-withdrawn', by: actor.person, now })
    return { dialogue: dialogue.id }
  },
  // Public, so that it is counted: by an office, or by whoever typed it in.
  tell: ({ facts, actor }) =>
    facts.meeting.withdrawn
      ? []
      : [
          {
            kind: 'dialogue.meeting.withdrawn',
            scope: facts.dialogue.id,
            subject: String(facts.meeting.number),
            data: { by: facts.link === undefined ? officeOf(facts.dialogue.standing, actor.person !== null) : null },
            visibility: 'public' as const,
          },
        ],
})

type Taken = {
  readonly dialogueId: string
  readonly participants: readonly number[]
  readonly reason: SheetReason
  readonly by: string | null
  readonly now: Date
}

/** Their votes leave the result as those of anybody who is taken out; what they wrote and nobody has read yet goes with them. */
export async function takeOutSheets(tx: Tx, { dialogueId, participants, reason, by, now }: Taken): Promise<void> {
  if (participants.length === 0) return
  const authors = await tx
    .updateTable('participant')
    .set({ ...writtenNow, removed_at: now, removed_for: reason, removed_by: by })
    .where('dialogue_id', '=', dialogueId)
    .where('number', 'in', [...participants])
    .where('removed_at', 'is', null)
    .returning('author_number')
    .execute()
  const wrote = authors.flatMap(({ author_number: author }) => author ?? [])
  if (wrote.length === 0) return
  await tx
    .updateTable('statement')
    .set({ ...writtenNow, status: 'declined', declined_for: 'withdrawn', note: null, decided_at: now })
    .where('dialogue_id', '=', dialogueId)
    .where('author_number', 'in', wrote)
    .where('status', '=', 'waiting')
    .execute()
}
