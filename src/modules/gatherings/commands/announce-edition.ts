import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayAnnounceEdition } from '../policy.ts'
import { seenEdition } from '../queries/editions.ts'
import { no } from '../refusals.ts'

export const announceEdition = command({
  name: 'gatherings.announce-edition',
  summary: 'Announce an edition: everybody may read of it, and of those sessions that are announced',
  route: 'POST /editions/{edition}/announcement',
  input: z.object({ edition: z.uuid() }),
  output: z.object({ path: z.string() }),
  facts: async (tx, { input, actor }) => (await seenEdition(tx, { id: input.edition }, actor)) ?? refuse(no('edition.missing')),
  may: ({ actor, facts }) => mayAnnounceEdition(actor, facts.organiser, facts.edition.state),
  async run(tx, { input, facts, now }) {
    await tx
      .updateTable('edition')
      .set((row) => ({ state: 'announced', announced_at: now, changes: row('changes', '+', 1) }))
      .where('id', '=', input.edition)
      .execute()
    return { path: facts.edition.path }
  },
  tell: ({ input }) => [
    { kind: 'gatherings.edition.announced', scope: input.edition, subject: input.edition, data: {}, visibility: 'public' },
  ],
})
