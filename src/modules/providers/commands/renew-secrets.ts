import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'providers.renew-secrets',
  summary: 'Seal anew, with the secret in use, what the hub shows to providers',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside }) {
    let rows = 0
    for (const { id, secret_sealed: lies } of await tx.selectFrom('sign_in_provider').select(['id', 'secret_sealed']).execute()) {
      const sealed = lies === null ? null : outside.keys.reseal('provider-secret', lies)
      if (sealed === null) continue
      await tx.updateTable('sign_in_provider').set({ secret_sealed: sealed }).where('id', '=', id).execute()
      rows += 1
    }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'providers.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
