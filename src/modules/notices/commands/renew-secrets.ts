import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../policy.ts'
import { ADDRESS, ENDPOINT, openAddress } from '../queries/devices.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'notices.renew-secrets',
  summary: 'Seal and tag anew, with the secret in use, where devices are reached',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => null,
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    let rows = 0
    for (const { account_id: account, id, sealed } of await tx.selectFrom('notices_device').selectAll().execute()) {
      const anew = keys.reseal(ADDRESS, sealed)
      if (anew === null) continue
      await tx
        .updateTable('notices_device')
        .set({ sealed: anew, endpoint_tag: keys.tag(ENDPOINT, openAddress(keys, anew).endpoint) })
        .where('account_id', '=', account)
        .where('id', '=', id)
        .execute()
      rows += 1
    }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'notices.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
