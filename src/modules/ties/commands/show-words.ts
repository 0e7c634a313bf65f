import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { setWordsHidden, wordsAt, wordsDecidedOn } from './hide-words.ts'

// No route: it is a part of a decision of moderation.
export const showWords = command({
  name: 'ties.show-words',
  summary: 'Show the words of a tie or a merger again that moderation took from the public',
  input: z.object(wordsAt),
  output: z.object({ id: z.uuid() }),
  facts: (tx, { input, actor }) => wordsDecidedOn(tx, input, actor),
  // Who may was asked with what is known: to anybody else it is not even there.
  may: () => yes,
  async run(tx, { input }) {
    await setWordsHidden(tx, input, null)
    return { id: input.id }
  },
  tell: ({ input, facts: { row } }) =>
    row.hiddenFor === null
      ? []
      : [{ kind: 'ties.words.shown', scope: row.scope, subject: input.id, data: {}, visibility: 'internal', anonymous: true }],
})
