import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { hubAlone } from '../../../core/refused.ts'
import { readerTags } from '../queries/seals.ts'
import { quietly } from '../queries/telling.ts'
import { dayIn } from '../rules.ts'
import type {} from '../tables.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'voices.release-person',
  summary: 'End what somebody did here who has left. What speakers put in stays theirs, by their codes; what waited to be read goes back',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person }, now, outside }) {
    const ended = await tx
      .updateTable('voice_intermediary')
      .set({ person_id: null, state: 'ended', ended_on: dayIn(now), listed: false, reach: '', training: '' })
      .where('person_id', '=', person)
      .executeTakeFirstOrThrow()
    const returned = await tx
      .updateTable('kept_voice')
      .set({ state: 'written', reader_tag: null, read_by: null })
      .where('reader_tag', 'in', [...readerTags(outside.keys, person)])
      .executeTakeFirstOrThrow()
    // Beside words that have no name any more nothing says whose they were.
    const claims = await tx
      .deleteFrom('mandate_claim')
      .where('mandate_id', 'in', (eb) => eb.selectFrom('mandate').select('id').where('holder_id', '=', person))
      .executeTakeFirstOrThrow()
    const mandates = await tx
      .updateTable('mandate')
      .set((eb) => ({ holder_id: null, withdrawn_on: eb.fn.coalesce('withdrawn_on', eb.val(dayIn(now))) }))
      .where('holder_id', '=', person)
      .executeTakeFirstOrThrow()
    return { rows: Number(ended.numUpdatedRows + returned.numUpdatedRows + claims.numDeletedRows + mandates.numUpdatedRows) }
  },
  tell: ({ result }) => [quietly('voices.name.released', { rows: result.rows })],
})
