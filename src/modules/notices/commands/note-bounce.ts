import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../policy.ts'
import { markOf } from '../queries/letter-link.ts'
import { countBounce } from './counted-bounce.ts'

// No route: the hub's own worker does it, where a mail server refuses a letter for good while it is handed over.
export const noteBounce = command({
  name: 'notices.note-bounce',
  summary: 'A mail server refused a letter for good',
  input: z.object({ account: z.uuid(), letter: z.uuid(), status: z.string().regex(/^5\.\d{1,3}\.\d{1,3}$/) }),
  output: z.object({ outcome: z.enum(['counted', 'stopped']) }),
  facts: async () => null,
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { account, letter, status }, now }) {
    return { outcome: await countBounce(tx, { account, mark: markOf(letter), status, now }) }
  },
  tell: () => [{ kind: 'notices.letter.refused', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
