import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { profiles } from '../../profiles/index.ts'
import { dateOf, dayAfter, LAPSE_DAYS } from '../rules.ts'
import type {} from '../tables.ts'
import type { Contact } from './shapes.ts'
import { sameKey, type Key, type Tended } from './subjects.ts'

export type Named = Omit<Contact, 'name'> & Key & { readonly name: string; readonly contact: string; readonly person: string }

/** All who agreed and are still there: the named ones before their deputies, and whoever agreed first before the others. */
export async function namedNow(db: Reader, now: Date): Promise<readonly Named[]> {
  const rows = await db
    .selectFrom('named_contact')
    .selectAll()
    .where('accepted_at', 'is not', null)
    .where('checked_on', '>', dateOf(dayAfter(now, -LAPSE_DAYS)))
    .orderBy('deputy')
    .orderBy('accepted_at')
    .orderBy('id')
    .execute()
  const names = await people.nameOf(
    db,
    rows.flatMap(({ person_id: person }) => person ?? []),
  )
  return rows.flatMap((row): Named[] => {
    const name = names.get(row.person_id ?? '')
    if (name === undefined || row.person_id === null) return []
    const { deputy, about, language, hours, reach, days } = row
    const words = { deputy, about, language, languages: [...row.languages], hours, reach, days, checkedOn: row.checked_on }
    return [{ ...words, sort: row.sort, id: row.subject, contact: row.id, person: row.person_id, name }]
  })
}

/** Whoever answers for the nearest of these for which somebody is named. */
export function answering<One extends Named>(
  all: readonly One[],
  { sort, id, above }: Pick<Tended, 'sort' | 'id' | 'above'>,
): readonly One[] {
  for (const key of [{ sort, id }, ...above]) {
    const there = all.filter((one) => sameKey(one, key))
    if (there.length > 0) return there
  }
  return []
}

/** As this reader may know of them: who hides from the reader answers all the same, and is named to others. */
export async function shownTo(db: Reader, reading: Reading, named: readonly Named[]): Promise<readonly Contact[]> {
  const names = await profiles.roleNames(
    db,
    reading,
    named.map(({ person }) => person),
  )
  return named.map(({ contact, person, sort: _sort, ...one }) => ({ ...one, id: contact, name: names.get(person) ?? null }))
}
