import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { resealColumn } from '../../../platform/reseal.ts'
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
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = await tagAnew(tx, keys)
    rows += await resealColumn(tx, keys, { table: 'encounter_entry', column: 'told_sealed', purpose: TOLD })
    rows += await resealColumn(tx, keys, { table: 'encounter_message', column: 'text_sealed', purpose: MESSAGE })
    rows += await resealColumn(tx, keys, { table: 'encounter_meeting', column: 'place_sealed', purpose: PLACE })
    rows += await resealColumn(tx, keys, { table: 'encounter_room', column: 'said_sealed', purpose: ROOM })
    for (const column of ['first_contact', 'second_contact'])
      rows += await resealColumn(tx, keys, { table: 'encounter_pair', column, purpose: CONTACT })
    for (const column of ['one_sealed', 'other_sealed'])
      rows += await resealColumn(tx, keys, { table: 'kept_contact', column, purpose: CONTACT })
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
