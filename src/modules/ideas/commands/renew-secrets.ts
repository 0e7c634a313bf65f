import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { people } from '../../people/index.ts'
import { ownerTags } from '../queries/links.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'ideas.renew-secrets',
  summary: 'Tag anew, with the secret in use, whose ideas these are',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const held = await tx
      .selectFrom('idea')
      .select(['session_id as scope', 'owner_tag as tag'])
      .distinct()
      .where('owner_tag', 'is not', null)
      .execute()
    const rows = await people.renewTags(tx, held, {
      tagsOf: (session, account) => ownerTags(keys, session, account),
      async put(session, { from, to }) {
        const done = await tx
          .updateTable('idea')
          .set({ owner_tag: to })
          .where('session_id', '=', session)
          .where('owner_tag', '=', from)
          .executeTakeFirstOrThrow()
        return Number(done.numUpdatedRows)
      },
    })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'ideas.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
