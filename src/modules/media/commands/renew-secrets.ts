import { yes } from '#base'
import { sql } from 'kysely'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { no as noFromHub } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
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
  may: ({ actor }) => (isTheHub(actor) ? yes : noFromHub('sign-in.needed')),
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
    const words = await sealAnew(tx, keys, { table: 'media_item', column: 'words_sealed', purpose: WORDS })
    return { rows: tagged + words + (await sealAnew(tx, keys, { table: 'media_bytes', column: 'bytes_sealed', purpose: BYTES })) }
  },
  tell: ({ result }) => [
    { kind: 'media.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

type Sealed = { readonly table: 'media_item' | 'media_bytes'; readonly column: string; readonly purpose: string }

/** One after the other: uploads are large, and all of them need not fit into the memory. */
async function sealAnew(tx: Tx, keys: Keys, { table, column, purpose }: Sealed): Promise<number> {
  const { rows: places } = await sql<{ at: string }>`select ctid::text as at from ${sql.table(table)}`.execute(tx)
  let rows = 0
  for (const { at } of places) {
    const { rows: found } = await sql<{
      sealed: Buffer
    }>`select ${sql.ref(column)} as sealed from ${sql.table(table)} where ctid = ${at}::tid`.execute(tx)
    const [held] = found
    const anew = held === undefined ? null : keys.reseal(purpose, held.sealed)
    if (anew === null) continue
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew} where ctid = ${at}::tid`.execute(tx)
    rows += 1
  }
  return rows
}
