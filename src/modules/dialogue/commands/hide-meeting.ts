import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { demandDialogue } from '../queries/dialogue-facts.ts'
import { demandMeeting } from '../queries/meetings.ts'
import { place, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { HIDDEN_FOR } from '../rules.ts'

// No route: it is a part of the decision on a report, which gives the reasons.
export const hideMeeting = command({
  name: 'dialogue.hide-meeting',
  summary: 'Take the words about a meeting from the public after a report, or show them again; its sheets count all the same',
  input: z.object({ dialogue: ref, meeting: place.positive(), rule: z.enum(HIDDEN_FOR).nullable().describe('Null: show it again') }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor }) {
    const dialogue = await demandDialogue(tx, input.dialogue, actor, 'update')
    return { dialogue, meeting: await demandMeeting(tx, dialogue.id, input.meeting) }
  },
  may: ({ input: { rule }, facts: { dialogue } }) =>
    all(
      mayModerate(dialogue.standing),
      rule === null || rule === 'law' || dialogue.rules.includes(rule) ? yes : no('statement.rule-unknown'),
    ),
  async run(tx, { input, facts: { dialogue, meeting } }) {
    await tx
      .updateTable('meeting')
      .set({ hidden_for: input.rule })
      .where('dialogue_id', '=', dialogue.id)
      .where('number', '=', meeting.number)
      .execute()
    return { dialogue: dialogue.id }
  },
  tell: ({ input: { rule, meeting }, facts }) => [
    {
      kind: rule === null ? 'dialogue.meeting.shown' : 'dialogue.meeting.hidden',
      scope: facts.dialogue.id,
      subject: String(meeting),
      data: { rule },
      visibility: 'public',
    },
  ],
})
