import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { theHubMay } from '../policy.ts'
import { uuid } from '../queries/shapes.ts'

// No route: a job does it when it hears that somebody left; nobody asks for it by hand.
export const releasePerson = command({
  name: 'recommendations.release-person',
  summary: 'Take the name of a person who left from what they wrote about recommendations; the words stay',
  input: z.object({ person: uuid }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => null,
  may: ({ actor }) => theHubMay(actor),
  async run(tx, { input }) {
    // "Not attributed", like everybody else's who gave no name: what changed together would be known for one person's.
    const { numUpdatedRows } = await tx
      .updateTable('recommendation_contribution')
      .set({ person_id: null, attribution: 'not-attributed' })
      .where('person_id', '=', input.person)
      .executeTakeFirst()
    return { rows: Number(numUpdatedRows) }
  },
  tell: ({ result }) => [
    { kind: 'recommendations.names.removed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
