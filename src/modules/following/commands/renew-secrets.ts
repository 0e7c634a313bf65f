import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { openSealed, ownerTags, sealState } from '../queries/state.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'following.renew-secrets',
  summary: 'Seal anew, with the secret in use, what everybody follows, and tag anew whose it is',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside: { keys } }) {
    const rows = await tx.selectFrom('following_state').selectAll().execute()
    let renewed = 0
    for (const { owner_tag: from, sealed } of rows) {
      const { account, state } = openSealed(keys, sealed)
      const [to] = ownerTags(keys, account)
      if (to === undefined || to.equals(from)) continue
      await tx
        .updateTable('following_state')
        .set({ owner_tag: to, sealed: sealState(keys, account, state) })
        .where('owner_tag', '=', from)
        .execute()
      renewed += 1
    }
    return { rows: renewed }
  },
  tell: ({ result }) => [
    { kind: 'following.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
