import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayTend } from '../policy.ts'
import { heldPurpose } from '../queries/rows.ts'
import { ref } from '../queries/shapes.ts'
import { markLooked } from './write-entry.ts'

export const confirmPurpose = command({
  name: 'purposes.confirm',
  summary: 'Say that one has looked, and that what stands there is still true',
  route: 'POST /communities/{community}/purposes/{purpose}/check',
  limit: 'write',
  input: z.object(ref),
  output: z.object({ purpose: z.uuid() }),
  facts: (tx, { input, ...reading }) => heldPurpose(tx, reading, input),
  may: ({ facts }) => mayTend(facts.here.asking, facts.closed),
  async run(tx, { input, now }) {
    await markLooked(tx, input, now)
    return { purpose: input.purpose }
  },
  tell: ({ input }) => [
    {
      kind: 'purposes.purpose.checked',
      ...{ scope: input.community, subject: input.purpose, data: {}, visibility: 'internal', anonymous: true },
    },
  ],
})
