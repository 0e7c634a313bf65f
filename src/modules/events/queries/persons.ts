import type { Reader } from '../../../platform/db.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

const BY = ['event_text', 'event_minutes', 'event_decision', 'event_point', 'event_picture'] as const

/** Whoever is named by something here, in one order, piece by piece. What belongs to a community names members, and no persons. */
export async function personsAfter(db: Reader, after: string | null): Promise<readonly string[]> {
  const least = after ?? '00000000-0000-0000-0000-000000000000'
  const ids: string[] = []
  const owned = await db
    .selectFrom('hosted_event')
    .select('owner_ref as id')
    .distinct()
    .where('host_sort', '=', 'body')
    .where('owner_ref', '>', least)
    .orderBy('owner_ref')
    .limit(PIECE)
    .execute()
  const feeds = await db
    .selectFrom('event_feed')
    .select('person_id as id')
    .where('person_id', '>', least)
    .orderBy('person_id')
    .limit(PIECE)
    .execute()
  ids.push(...[...owned, ...feeds].flatMap(({ id }) => id ?? []))
  for (const table of BY) {
    const rows = await db
      .selectFrom(table)
      .innerJoin('hosted_event', (join) =>
        join.onRef('hosted_event.host_id', '=', `${table}.host_id`).onRef('hosted_event.id', '=', `${table}.event_id`),
      )
      .select(`${table}.by_ref as id`)
      .distinct()
      .where('host_sort', '=', 'body')
      .where(`${table}.by_ref`, '>', least)
      .orderBy('id')
      .limit(PIECE)
      .execute()
    ids.push(...rows.flatMap(({ id }) => id ?? []))
  }
  return [...new Set(ids)].toSorted().slice(0, PIECE)
}
