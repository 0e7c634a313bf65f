import type { EventDraft } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db.ts'
import { confirmedIn, planOf } from '../queries/plan.ts'
import { MODES, shownAfter } from '../rules.ts'
import type {} from '../tables.ts'

/**
 * Places that are free go to whoever waits longest, and the public numbers follow. In the transaction that freed them, by whoever holds the
 * row of the plan: so nobody else gives the same place away.
 */
export async function fillPlaces(tx: Tx, edition: string, now: Date): Promise<readonly string[]> {
  const plan = await planOf(tx, edition, true)
  if (plan === null) return []
  const before = await confirmedIn(tx, edition)
  const moved: string[] = []
  for (const mode of MODES) {
    const most = plan.places[mode]
    let line = tx
      .selectFrom('registration')
      .select('id')
      .where('edition_id', '=', edition)
      .where('mode', '=', mode)
      .where('state', '=', 'waiting')
      .orderBy('asked_at')
      .orderBy('id')
    if (most !== null) line = line.limit(Math.max(0, most - before[mode]))
    const next = (await line.execute()).map(({ id }) => id)
    if (next.length === 0) continue
    await tx
      .updateTable('registration')
      .set({ state: 'confirmed', decided_at: now, moved_up: true })
      .where('edition_id', '=', edition)
      .where('id', 'in', next)
      .execute()
    moved.push(...next)
  }
  const count = moved.length === 0 ? before : await confirmedIn(tx, edition)
  const shown = { inPerson: shownAfter(plan.shown['in-person'], count['in-person']), online: shownAfter(plan.shown.online, count.online) }
  if (shown.inPerson !== plan.shown['in-person'] || shown.online !== plan.shown.online)
    await tx
      .updateTable('registration_plan')
      .set({ shown_in_person: shown.inPerson, shown_online: shown.online })
      .where('edition_id', '=', edition)
      .execute()
  return moved
}

/** Names nobody, to the day: a row that says who got a place, and when, would be a list of who comes. */
export const confirmedEvents = (edition: string, ids: readonly string[]): readonly EventDraft[] =>
  ids.map((id) => ({
    kind: 'registrations.place.confirmed',
    scope: edition,
    subject: id,
    data: {},
    visibility: 'internal',
    anonymous: true,
  }))
