import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { mayReadAnswers } from '../policy.ts'
import { no } from '../refusals.ts'
import { choiceOf, toldReason } from '../rules.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { choice, participantNumber, publicStatement, ref, removalReason } from './shapes.ts'
import { readStatements } from './statement-list.ts'

export const participantAnswers = query({
  name: 'dialogue.participant-answers',
  summary: 'For moderators, where the dialogue publishes votes one by one: what one participant answered, in the order of the statements',
  route: 'GET /dialogues/{dialogue}/participants/{participant}',
  input: z.object({ dialogue: ref, participant: participantNumber }),
  output: z.object({
    participant: participantNumber,
    removedFor: removalReason.nullable(),
    answers: z.array(z.object({ statement: publicStatement, choice })),
  }),
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    demand(mayReadAnswers(dialogue))
    const of =
      (await db
        .selectFrom('participant')
        .select('removed_for')
        .where('dialogue_id', '=', dialogue.id)
        .where('number', '=', input.participant)
        .executeTakeFirst()) ?? refuse(no('participant.missing'))
    const votes = await db
      .selectFrom('vote')
      .select(['statement', 'value'])
      .where('dialogue_id', '=', dialogue.id)
      .where('participant', '=', input.participant)
      .orderBy('statement')
      .execute()
    const values = new Map(votes.map(({ statement, value }) => [statement, value]))
    const statements = await readStatements(db, dialogue.id, { numbers: [...values.keys()] })
    return {
      participant: input.participant,
      removedFor: toldReason(of.removed_for),
      answers: statements.map((row) => ({ statement: publicStatement.parse(row), choice: choiceOf(values.get(row.number) ?? 0) })),
    }
  },
})
