import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'following.release-person',
  summary: 'Take the recipes of somebody who has left from the public: nobody would look after them any more',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input }) {
    const gone = await tx.deleteFrom('feed_recipe').where('owner_person', '=', input.person).executeTakeFirst()
    return { rows: Number(gone.numDeletedRows) }
  },
  tell: ({ result }) => [
    {
      kind: 'following.person.released',
      ...{ scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal', anonymous: true },
    },
  ],
})
