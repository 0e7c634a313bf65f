import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { resealColumn } from '../../../platform/reseal.ts'
import { people } from '../../people/index.ts'
import { authorTags, BODY, DRAFT, voterTags, WORDS } from '../queries/seals.ts'
import type {} from '../tables.ts'

/** Every column that lies under a seal, and what it was sealed for. */
const SEALED = [
  ['post', 'body_sealed', BODY],
  ['post', 'reasons_sealed', WORDS],
  ['post_version', 'body_sealed', BODY],
  ['post_translation', 'body_sealed', BODY],
  ['post_draft', 'body_sealed', DRAFT],
  ['post_measure', 'reason_sealed', WORDS],
  ['post_call', 'text_sealed', WORDS],
  ['post_call', 'answer_sealed', WORDS],
] as const

/** Every column that holds a tag of an account within a community. */
const TAGGED = [
  ['post', 'author_tag'],
  ['post_measure', 'by_tag'],
  ['post_call', 'author_tag'],
  ['post_apart', 'first_tag'],
  ['post_apart', 'second_tag'],
  ['post_mute', 'owner_tag'],
  ['post_mute', 'muted_tag'],
] as const

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'posts.renew-secrets',
  summary: 'Seal anew, with the secret in use, what was written, and tag anew who wrote and voted',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = await tagAnew(tx, keys)
    for (const [table, column, purpose] of SEALED) rows += await resealColumn(tx, keys, { table, column, purpose })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'posts.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function tagAnew(tx: Tx, keys: Keys): Promise<number> {
  const held = await heldTags(tx)
  const holding = Map.groupBy(held, ({ scope, tag }) => `${scope} ${tag.toString('hex')}`)
  // Once through all accounts, whichever of the columns hold a tag of theirs.
  const rows = await people.renewTags(tx, held, {
    tagsOf: (community, account) => authorTags(keys, community, account),
    async put(community, { from, to }) {
      const columns = holding.get(`${community} ${from.toString('hex')}`) ?? []
      for (const { table, column } of columns)
        await sql`
          update ${sql.table(table)} set ${sql.ref(column)} = ${to} where community_id = ${community} and ${sql.ref(column)} = ${from}`.execute(
          tx,
        )
      return columns.length
    },
  })
  await orderPairs(tx)
  const ballots = await tx.selectFrom('post_ballot').select(['post_id as scope', 'voter_tag as tag']).execute()
  return (
    rows +
    (await people.renewTags(tx, ballots, {
      tagsOf: (post, account) => voterTags(keys, post, account),
      async put(post, { from, to }) {
        await tx.updateTable('post_ballot').set({ voter_tag: to }).where('post_id', '=', post).where('voter_tag', '=', from).execute()
        return 1
      },
    }))
  )
}

type Held = { readonly table: string; readonly column: string; readonly scope: string; readonly tag: Buffer }

async function heldTags(tx: Tx): Promise<readonly Held[]> {
  const held: Held[] = []
  for (const [table, column] of TAGGED) {
    const { rows } = await sql<{ scope: string; tag: Buffer }>`
      select distinct community_id as scope, ${sql.ref(column)} as tag from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
      tx,
    )
    for (const row of rows) held.push({ ...row, table, column })
  }
  return held
}

/** A pair is one row whichever of the two asks: the lower tag stands first, under the new secret too. */
async function orderPairs(tx: Tx): Promise<void> {
  await sql`update post_apart set first_tag = second_tag, second_tag = first_tag where first_tag > second_tag`.execute(tx)
}
