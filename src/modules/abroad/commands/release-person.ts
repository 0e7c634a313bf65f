import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { NAMED_IN } from '../queries/persons.ts'
import { dayOf, daysAfter } from '../rules.ts'

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'abroad.release-person',
  summary: 'Take the name of somebody who has left from all that they did here. What they owned has to be checked, and is without an owner',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person }, now }) {
    const yesterday = daysAfter(dayOf(now), -1)
    // Nobody answers for it any more: it is shown as to be checked from today on.
    await tx
      .updateTable('abroad_item')
      .set({ expires_on: yesterday })
      .where('owner_person', '=', person)
      .where('expires_on', '>', yesterday)
      .execute()
    let rows = 0
    for (const [table, column] of NAMED_IN) {
      const { numAffectedRows } =
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = null where ${sql.ref(column)} = ${person}`.execute(tx)
      rows += Number(numAffectedRows ?? 0)
    }
    const ended = await tx.deleteFrom('abroad_steward').where('person_id', '=', person).executeTakeFirstOrThrow()
    return { rows: rows + Number(ended.numDeletedRows) }
  },
  tell: ({ result }) => [
    {
      kind: 'abroad.name.released',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { rows: result.rows },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
