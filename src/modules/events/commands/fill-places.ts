import type { Tx } from '../../../platform/db.ts'
import type { At } from '../queries/rows.ts'
import { movingUp } from '../rules.ts'
import type {} from '../tables.ts'

/**
 * Places that are free go to whoever waits longest, and the count follows. By whoever holds the row of the date, so that nobody else gives the
 * same place away.
 */
export async function fillPlaces(tx: Tx, { host, event, slot }: At, capacity: number | null, now: Date): Promise<void> {
  const answers = await tx
    .selectFrom('event_answer')
    .select(['id', 'people', 'way', 'waiting'])
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('answer', '=', 'yes')
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  const line = answers.filter(({ waiting }) => waiting)
  const taken = sum(answers.filter(({ waiting, way }) => !waiting && way === 'there'))
  const moved = capacity === null ? line.map(({ id }) => id) : movingUp(Math.max(0, capacity - taken), line)
  if (moved.length > 0)
    await tx
      .updateTable('event_answer')
      .set({ waiting: false, moved_up_at: now })
      .where('host_id', '=', host)
      .where('event_id', '=', event)
      .where('slot', '=', slot)
      .where('id', 'in', moved)
      .execute()
  const coming = sum(answers.filter(({ id, waiting }) => !waiting || moved.includes(id)))
  await tx
    .updateTable('event_occurrence')
    .set({ yes_people: coming })
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .execute()
}

const sum = (rows: readonly { readonly people: number }[]): number => rows.reduce((all, { people }) => all + people, 0)

/** How many places are free where people come in person; null: as many as like. */
export async function freePlaces(tx: Tx, { host, event, slot }: At, capacity: number | null, without: string): Promise<number | null> {
  if (capacity === null) return null
  const rows = await tx
    .selectFrom('event_answer')
    .select(['id', 'people', 'waiting'])
    .where('host_id', '=', host)
    .where('event_id', '=', event)
    .where('slot', '=', slot)
    .where('answer', '=', 'yes')
    .where('way', '=', 'there')
    .execute()
  const others = rows.filter(({ id }) => id !== without)
  // While somebody waits nobody else is let past them.
  return others.some(({ waiting }) => waiting) ? 0 : Math.max(0, capacity - sum(others))
}
