import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayHelp } from '../policy.ts'
import { entriesOf, helperTags } from '../queries/helped.ts'
import { dateOf, monthOf } from '../rules.ts'

export const discardEntry = command({
  name: 'contacts.discard-entry',
  summary: 'Take a line of your own log back; it is not counted any more',
  route: 'DELETE /me/helped/{entry}',
  limit: 'write',
  input: z.object({ entry: z.uuid() }),
  output: z.object({}),
  async facts(tx, { input, actor, now, outside }) {
    const entries = await entriesOf(tx, outside.keys, { person: actor.person ?? '', today: dateOf(now) })
    return { entry: entries.find(({ id }) => id === input.entry) ?? null }
  },
  may: ({ actor }) => mayHelp(actor),
  async run(tx, { actor, outside: { keys }, facts: { entry } }) {
    if (entry === null) return {}
    const { numDeletedRows } = await tx
      .deleteFrom('helper_entry')
      .where('by_tag', 'in', [...helperTags(keys, actor.person ?? '')])
      .where('id', '=', entry.id)
      .executeTakeFirstOrThrow()
    if (numDeletedRows > 0n)
      await tx
        .updateTable('helper_count')
        .set({ entered: sql`greatest(helper_count.entered - ${entry.number}, 0)` })
        .where('month', '=', monthOf(entry.keptOn))
        .where('kind', '=', entry.kind)
        .execute()
    return {}
  },
  tell: ({ facts: { entry } }) =>
    entry === null
      ? []
      : [
          {
            ...{ kind: 'contacts.entry.discarded', scope: THE_HUB, subject: THE_HUB, data: {} },
            ...{ visibility: 'internal', anonymous: true },
          },
        ],
})
