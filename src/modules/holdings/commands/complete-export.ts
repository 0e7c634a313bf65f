import { yes } from '#base'
import { z } from 'zod'
import { isTheHub } from '../../../core/actor.ts'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import type { Db } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

// No route: only the job that makes the file has it to hand in.
export const completeExport = command({
  name: 'holdings.complete-export',
  summary: 'Put the file of all that is held of somebody down, in sealed pieces. Done by a job.',
  input: z.object({ export: z.uuid(), parts: z.array(z.instanceof(Buffer)), bytes: z.number().int() }),
  output: z.object({}),
  async facts(tx, { input }) {
    const row = await tx
      .selectFrom('data_export')
      .select(['ready_at', 'discarded_at'])
      .where('id', '=', input.export)
      .forUpdate()
      .executeTakeFirst()
    return { waits: row !== undefined && row.ready_at === null && row.discarded_at === null }
  },
  // It was discarded meanwhile, or made twice: then what comes late is thrown away.
  may: ({ actor, facts }) => (isTheHub(actor) && facts.waits ? yes : no('my-file.missing')),
  async run(tx, { input, now }) {
    for (const [number, sealed] of input.parts.entries())
      await tx.insertInto('data_export_part').values({ export_id: input.export, number, sealed }).execute()
    await tx.updateTable('data_export').set({ ready_at: now, bytes: input.bytes }).where('id', '=', input.export).execute()
    return {}
  },
  tell: ({ input }) => [
    { kind: 'holdings.export.completed', scope: THE_HUB, subject: input.export, data: {}, visibility: 'internal', anonymous: true },
  ],
})

/** How many rooms have answered. No deed: it is a number on a page, and it may be lost. */
export async function noteProgress(db: Db, id: string, done: number): Promise<void> {
  await db.updateTable('data_export').set({ rooms_done: done }).where('id', '=', id).execute()
}
