import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayHoldExport } from '../policy.ts'
import { ownerOfExport } from '../queries/export-file.ts'
import type {} from '../tables.ts'

export const discardExport = command({
  name: 'holdings.discard-export',
  summary: 'Delete the file of all that is held of you before its seven days are over',
  route: 'DELETE /me/data/exports/{export}',
  whileLeaving: true,
  input: z.object({ export: z.uuid() }),
  output: z.object({}),
  facts: async (tx, { input }) => ({ owner: await ownerOfExport(tx, input.export) }),
  may: ({ actor, facts }) => mayHoldExport(actor, facts.owner),
  async run(tx, { input, now }) {
    await tx.deleteFrom('data_export_part').where('export_id', '=', input.export).execute()
    await tx.updateTable('data_export').set({ discarded_at: now }).where('id', '=', input.export).execute()
    return {}
  },
  tell: ({ input }) => [
    { kind: 'holdings.export.discarded', scope: THE_HUB, subject: input.export, data: {}, visibility: 'internal', anonymous: true },
  ],
})
