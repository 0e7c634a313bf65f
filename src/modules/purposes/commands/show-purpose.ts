import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { ref } from '../queries/shapes.ts'
import { decidedOn, setHidden } from './hide-purpose.ts'

// No route: it is a part of a decision of moderation.
export const showPurpose = command({
  name: 'purposes.show',
  summary: 'Show a purpose again that moderation took from the public',
  input: z.object(ref),
  output: z.object({ purpose: z.uuid() }),
  facts: (tx, { input, actor }) => decidedOn(tx, input, actor),
  // Who may was asked with what is known: to anybody else it is not even there.
  may: () => yes,
  async run(tx, { input }) {
    await setHidden(tx, input, null)
    return { purpose: input.purpose }
  },
  tell: ({ input, facts: { row } }) =>
    row.hidden_for === null
      ? []
      : [
          {
            kind: 'purposes.purpose.shown',
            ...{ scope: input.community, subject: input.purpose, data: {}, visibility: 'internal', anonymous: true },
          },
        ],
})
