import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

/** What was typed in wrongly is taken back whole and entered anew. */
export const withdrawTable = command({
  name: 'floor.withdraw-table',
  summary: 'Take back what was entered for a table',
  route: 'DELETE /sessions/{session}/tables/{table}',
  input: z.object({ session, table: id }),
  output: z.object({ session: z.uuid(), table: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const row = await tx
      .selectFrom('floor_table')
      .select('id')
      .where('session_id', '=', input.session)
      .where('id', '=', input.table)
      .forUpdate()
      .executeTakeFirst()
    return { ...floor, known: row !== undefined }
  },
  may: ({ actor, facts }) => all(mayRecord(actor, facts.standing), facts.known ? yes : no('table.missing')),
  async run(tx, { input, now }) {
    await tx
      .updateTable('floor_table')
      .set({ withdrawn_at: now, facilitator: null })
      .where('session_id', '=', input.session)
      .where('id', '=', input.table)
      .where('withdrawn_at', 'is', null)
      .execute()
    await tx
      .updateTable('floor_table_text')
      .set({ text: '' })
      .where('session_id', '=', input.session)
      .where('table_id', '=', input.table)
      .execute()
    return input
  },
  tell: ({ input }) => [{ kind: 'floor.table.withdrawn', scope: input.session, subject: input.table, data: {}, visibility: 'internal' }],
})
