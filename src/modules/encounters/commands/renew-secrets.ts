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
import { CONTACT, MESSAGE, ownerTags, PLACE, ROOM, TOLD } from '../queries/entries.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'encounters.renew-secrets',
  summary: 'Tag anew, with the secret in use, who is on the lists, and seal anew what they said and wrote',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => (isTheHub(actor) ? yes : noFromHub('sign-in.needed')),
  async run(tx, { outside: { keys } }) {
    let rows = await tagAnew(tx, keys)
    rows += await sealAnew(tx, keys, { table: 'encounter_entry', column: 'told_sealed', purpose: TOLD })
    rows += await sealAnew(tx, keys, { table: 'encounter_message', column: 'text_sealed', purpose: MESSAGE })
    rows += await sealAnew(tx, keys, { table: 'encounter_meeting', column: 'place_sealed', purpose: PLACE })
    rows += await sealAnew(tx, keys, { table: 'encounter_room', column: 'said_sealed', purpose: ROOM })
    for (const column of ['first_contact', 'second_contact'])
      rows += await sealAnew(tx, keys, { table: 'encounter_pair', column, purpose: CONTACT })
    for (const column of ['one_sealed', 'other_sealed'])
      rows += await sealAnew(tx, keys, { table: 'kept_contact', column, purpose: CONTACT })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'encounters.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function tagAnew(tx: Tx, keys: Keys): Promise<number> {
  const members = await tx.selectFrom('encounter_member').select(['session_id as scope', 'owner_tag as tag']).execute()
  const authors = await tx.selectFrom('encounter_handed').select(['session_id as scope', 'author_tag as tag']).execute()
  return people.renewTags(tx, [...members, ...authors], {
    tagsOf: (session, account) => ownerTags(keys, session, account),
    async put(session, { from, to }) {
      await tx
        .updateTable('encounter_member')
        .set({ owner_tag: to })
        .where('session_id', '=', session)
        .where('owner_tag', '=', from)
        .execute()
      await tx
        .updateTable('encounter_handed')
        .set({ author_tag: to })
        .where('session_id', '=', session)
        .where('author_tag', '=', from)
        .execute()
      return 1
    },
  })
}

type Sealed = { readonly table: string; readonly column: string; readonly purpose: string }

/** By where each row lies: nobody else writes meanwhile, and a column is gone through once. */
async function sealAnew(tx: Tx, keys: Keys, { table, column, purpose }: Sealed): Promise<number> {
  const { rows: held } = await sql<{ at: string; sealed: Buffer }>`
    select ctid::text as at, ${sql.ref(column)} as sealed from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(tx)
  let rows = 0
  for (const { at, sealed } of held) {
    const anew = keys.reseal(purpose, sealed)
    if (anew === null) continue
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew} where ctid = ${at}::tid`.execute(tx)
    rows += 1
  }
  return rows
}
