import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayRecord } from '../policy.ts'
import { floorOfSession } from '../queries/floor-facts.ts'
import { id, session } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const withdrawExtract = command({
  name: 'floor.withdraw-extract',
  summary: 'Take an extract back; what was built on it is told so',
  route: 'DELETE /sessions/{session}/extracts/{extract}',
  input: z.object({ session, extract: id }),
  output: z.object({ session: z.uuid(), extract: z.uuid() }),
  async facts(tx, { input, actor }) {
    const floor = await floorOfSession(tx, input.session, actor)
    const row = await tx
      .selectFrom('floor_extract')
      .select('state')
      .where('session_id', '=', input.session)
      .where('id', '=', input.extract)
      .forUpdate()
      .executeTakeFirst()
    return { ...floor, state: row?.state ?? null }
  },
  may: ({ actor, facts }) => all(mayRecord(actor, facts.standing), facts.state === null ? no('extract.missing') : yes),
  async run(tx, { input, facts }) {
    if (facts.state === 'standing')
      await tx
        .updateTable('floor_extract')
        .set((eb) => ({ state: 'withdrawn', text: '', version: eb('version', '+', 1) }))
        .where('session_id', '=', input.session)
        .where('id', '=', input.extract)
        .execute()
    return input
  },
  tell: ({ input }) => [
    { kind: 'floor.extract.withdrawn', scope: input.session, subject: input.extract, data: {}, visibility: 'internal' },
  ],
})
