import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayModerate } from '../policy.ts'
import { handedFacts, setHidden } from './hide-message.ts'

// No route: it is a part of the decision on an appeal.
export const showMessage = command({
  name: 'encounters.show-message',
  summary: 'Let messages that were hidden be read again by the two whose they are',
  input: z.object({ session: z.uuid(), handed: z.uuid() }),
  output: z.object({ session: z.uuid() }),
  facts: (tx, { input, actor }) => handedFacts(tx, input, actor),
  may: ({ facts }) => mayModerate(facts),
  async run(tx, { input, facts }) {
    await setHidden(tx, input, { messages: facts.row.messages, rule: null })
    return { session: input.session }
  },
  tell: ({ input }) => [
    { kind: 'encounters.message.shown', scope: input.session, subject: input.handed, data: {}, visibility: 'internal' },
  ],
})
