import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { ownerTags } from '../queries/links.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'interventions.renew-secrets',
  summary: 'Tag anew, with the secret in use, whose interventions and labels these are',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const said = await tx
      .selectFrom('intervention')
      .select(['session_id as scope', 'owner_tag as tag'])
      .distinct()
      .where('owner_tag', 'is not', null)
      .execute()
    // A label outlives what was said under it.
    const labels = await tx.selectFrom('intervention_label').select(['session_id as scope', 'owner as tag']).distinct().execute()
    const rows = await people.renewTags(tx, [...said, ...labels], {
      tagsOf: (session, account) => ownerTags(keys, session, account),
      put: (session, tags) => tagAnew(tx, session, tags),
    })
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'interventions.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})

async function tagAnew(tx: Tx, session: string, { from, to }: { readonly from: Buffer; readonly to: Buffer }): Promise<number> {
  const { numUpdatedRows: rows } = await tx
    .updateTable('intervention')
    .set({ owner_tag: to })
    .where('session_id', '=', session)
    .where('owner_tag', '=', from)
    .executeTakeFirstOrThrow()
  await tx.updateTable('intervention_label').set({ owner: to }).where('session_id', '=', session).where('owner', '=', from).execute()
  return Number(rows)
}
