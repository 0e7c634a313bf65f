import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayUndoSheet } from '../policy.ts'
import { readMeetingSheets } from '../queries/meetings.ts'
import { meetingFacts } from '../queries/sheet-facts.ts'
import { entryLink, place, ref } from '../queries/shapes.ts'
import { takeOutSheets } from './withdraw-meeting.ts'

export const undoSheet = command({
  name: 'dialogue.undo-sheet',
  summary: 'Take back the sheet that was typed in last at a meeting',
  route: 'DELETE /dialogues/{dialogue}/meetings/{meeting}/sheets/{key}',
  limit: 'write',
  input: z.object({ dialogue: ref, meeting: place.positive(), link: entryLink, key: z.uuid() }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor, outside }) {
    const facts = await meetingFacts(tx, input, { actor, outside })
    const sheets = await readMeetingSheets(tx, facts.dialogue.id, facts.meeting.number)
    const wanted = sheets.find(({ key }) => key === input.key)
    const last = sheets.find(({ undone }) => !undone)
    // Asked twice, it is done once, and the sheet before it stays.
    return { ...facts, sheet: wanted, last: wanted !== undefined && (wanted.undone || wanted === last) }
  },
  may: ({ facts, now }) => mayUndoSheet(facts, now),
  async run(tx, { facts, actor, now }) {
    const { dialogue, sheet } = facts
    if (sheet !== undefined && !sheet.undone)
      await takeOutSheets(tx, { dialogueId: dialogue.id, participants: [sheet.participant], reason: 'sheet-undone', by: actor.person, now })
    return { dialogue: dialogue.id }
  },
  tell: ({ facts }) =>
    facts.sheet?.undone === false
      ? [
          {
            kind: 'dialogue.sheet.undone',
            scope: facts.dialogue.id,
            subject: String(facts.meeting.number),
            data: { number: facts.sheet.number, link: facts.link?.id ?? null },
            visibility: 'internal',
          },
        ]
      : [],
})
