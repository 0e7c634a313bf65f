import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { resealColumn } from '../../../platform/reseal.ts'
import { people } from '../../people/index.ts'
import { BYTES, ownerTags, WORDS } from '../queries/seals.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'media.renew-secrets',
  summary: 'Seal anew, with the secret in use, what was uploaded and what is said of it, and tag anew whose it is',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const held = await tx
      .selectFrom('media_item')
      .select(['scope_id as scope', 'owner_tag as tag'])
      .distinct()
      .where('owner_tag', 'is not', null)
      .execute()
    const tagged = await people.renewTags(tx, held, {
      tagsOf: (scope, account) => ownerTags(keys, scope, account),
      async put(scope, { from, to }) {
        const done = await tx
          .updateTable('media_item')
          .set({ owner_tag: to })
          .where('scope_id', '=', scope)
          .where('owner_tag', '=', from)
          .executeTakeFirstOrThrow()
        return Number(done.numUpdatedRows)
      },
    })
    const words = await resealColumn(tx, keys, { table: 'media_item', column: 'words_sealed', purpose: WORDS })
    return { rows: tagged + words + (await resealColumn(tx, keys, { table: 'media_bytes', column: 'bytes_sealed', purpose: BYTES })) }
  },
  tell: ({ result }) => [
    { kind: 'media.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
