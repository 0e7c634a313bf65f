import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { PURPOSE } from '../queries/export-file.ts'
import type {} from '../tables.ts'

// No route: the secret is replaced on the machine of the hub, by its command line, while nobody else uses the database.
export const renewSecrets = command({
  name: 'holdings.renew-secrets',
  summary: 'Seal anew, with the secret in use, the files that people take along',
  input: z.object({}),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { outside }) {
    let rows = 0
    const parts = await tx.selectFrom('data_export_part').select(['export_id', 'number']).execute()
    // One part at a time is held: a file may be large.
    for (const { export_id: file, number } of parts) {
      const part = tx.selectFrom('data_export_part').select('sealed').where('export_id', '=', file).where('number', '=', number)
      const sealed = outside.keys.reseal(PURPOSE, (await part.executeTakeFirstOrThrow()).sealed)
      if (sealed === null) continue
      await tx.updateTable('data_export_part').set({ sealed }).where('export_id', '=', file).where('number', '=', number).execute()
      rows += 1
    }
    return { rows }
  },
  tell: ({ result }) => [
    { kind: 'holdings.secrets.renewed', scope: THE_HUB, subject: THE_HUB, data: { rows: result.rows }, visibility: 'internal' },
  ],
})
