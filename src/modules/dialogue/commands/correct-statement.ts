import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayCorrect } from '../policy.ts'
import { writtenNow } from '../queries/conversation.ts'
import { ownStatementFacts } from '../queries/own-statement.ts'
import { language, ref, statementNumber } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { sameWords } from '../rules.ts'
import { seedText } from './create-dialogue.ts'

export const correctStatement = command({
  name: 'dialogue.correct-statement',
  summary: 'Correct the words of a statement of your own while it waits for a moderator',
  route: 'PUT /dialogues/{dialogue}/statements/{statement}',
  limit: 'write',
  input: z.object({ dialogue: ref, statement: statementNumber, text: seedText, language }),
  output: z.object({ dialogue: z.uuid() }),
  async facts(tx, { input, actor, outside }) {
    const facts = await ownStatementFacts(tx, input, { actor, outside })
    const others = await tx
      .selectFrom('statement')
      .select('text')
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '!=', input.statement)
      .where('status', '=', 'published')
      .execute()
    const wanted = sameWords(input.text)
    return { ...facts, known: others.some(({ text }) => sameWords(text) === wanted) }
  },
  may: ({ facts }) => all(mayCorrect(facts.statement), facts.known ? no('statement.twice') : yes),
  async run(tx, { input, facts }) {
    await tx
      .updateTable('statement')
      .set({ ...writtenNow, text: input.text, language: input.language })
      .where('dialogue_id', '=', facts.dialogue.id)
      .where('number', '=', input.statement)
      .execute()
    return { dialogue: facts.dialogue.id }
  },
  tell: ({ input, facts }) => [
    {
      kind: 'dialogue.statement.corrected',
      scope: facts.dialogue.id,
      subject: String(input.statement),
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
