import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../../../core/refused.ts'
import { personTags } from '../queries/links.ts'
import type {} from '../tables.ts'
import { dropPicturesOf } from './drop-pictures.ts'
import { fillPlaces } from './fill-places.ts'

const BY = ['event_text', 'event_minutes', 'event_decision', 'event_point', 'event_picture'] as const

// No route: it follows when somebody has left the hub.
export const releasePerson = command({
  name: 'events.release-person',
  summary:
    'Let go of somebody who has left: their answers and the address of their calendar end, and their name goes from what they wrote for a body',
  input: z.object({ person: z.uuid() }),
  output: z.object({ rows: z.number().int() }),
  facts: async () => ({}),
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { input: { person }, now, outside: { keys } }) {
    const owned = await tx.updateTable('hosted_event').set({ owner_ref: null }).where('owner_ref', '=', person).executeTakeFirstOrThrow()
    let rows = Number(owned.numUpdatedRows)
    for (const table of BY) {
      const done = await tx.updateTable(table).set({ by_ref: null }).where('by_ref', '=', person).executeTakeFirstOrThrow()
      rows += Number(done.numUpdatedRows)
    }
    await tx.deleteFrom('event_feed').where('person_id', '=', person).execute()
    const events = await tx.selectFrom('event_answer').select('event_id as id').distinct().where('person_tag', 'is not', null).execute()
    const tags = events.flatMap(({ id }) => personTags(keys, id, person))
    const answers =
      tags.length === 0
        ? []
        : await tx
            .deleteFrom('event_answer')
            .where('person_tag', 'in', tags)
            .returning(['host_id as host', 'event_id as event', 'slot', 'id', 'ends_at as ends'])
            .execute()
    for (const at of answers) {
      await dropPicturesOf(tx, at, at.id)
      // Of dates that are over the count stays, and nobody moves up.
      if (at.ends <= now) continue
      const plan = await tx
        .selectFrom('hosted_event')
        .select('capacity')
        .where('host_id', '=', at.host)
        .where('id', '=', at.event)
        .executeTakeFirst()
      await fillPlaces(tx, at, plan?.capacity ?? null, now)
    }
    return { rows: rows + answers.length }
  },
  tell: ({ result }) => [
    {
      kind: 'events.person.released',
      scope: THE_HUB,
      subject: THE_HUB,
      data: { rows: result.rows },
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
