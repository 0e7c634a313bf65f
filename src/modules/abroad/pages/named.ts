import { nobody } from '../../../core/actor.ts'
import type { Reader } from '../../../platform/db.ts'
import type { NamedOf, PublicNaming } from '../../../web/manifest.ts'
import { places } from '../../places/index.ts'
import { profiles } from '../../profiles/index.ts'
import { draw } from '../queries/items.ts'

/** Who looks after a page or an entry, and who checked one last, is named there to everybody. */
export const namedOf: NamedOf = async (kit, page, person) => {
  const { db, outside } = kit.runner
  const { say, now } = page
  const reading = { actor: nobody(say.locale), now, outside }
  if (!(await profiles.roleNames(db, reading, [person])).has(person)) return []
  const kept = await stewardships(db, person)
  const there = await places.named(
    db,
    kept.map(({ place }) => place),
    say.locale,
  )
  const pages = kept.flatMap(({ place, since }): readonly PublicNaming[] => {
    const found = there.get(place)
    if (found === undefined) return []
    const { name, language, path } = found
    const out = { words: say('abroad.named.stop'), path: `${path}/stewards` }
    return [{ what: say('abroad.named.steward'), of: { name, language }, path, since, out }]
  })
  const rows = await itemsOf(db, person)
  const owned = new Set(rows.filter((row) => row.owner_person === person).map(({ id }) => id))
  const items = (await draw(db, rows, { ...reading, all: true })).map(({ id, title, language, path, checkedOn }): PublicNaming => {
    const own = owned.has(id)
    const out = { words: say(own ? 'abroad.named.give-up' : 'abroad.named.next-check'), path }
    return { what: say(own ? 'abroad.named.owner' : 'abroad.named.checked'), of: { name: title, language }, path, since: checkedOn, out }
  })
  return [...pages, ...items]
}

const stewardships = (db: Reader, person: string) =>
  db
    .selectFrom('abroad_steward')
    .select(['place', 'appointed_on as since'])
    .where('person_id', '=', person)
    .where('state', '=', 'appointed')
    .orderBy('place')
    .execute()

/** Also those that were taken off: their page says who answered for them. */
const itemsOf = (db: Reader, person: string) =>
  db
    .selectFrom('abroad_item')
    .selectAll()
    .where('state', '!=', 'proposed')
    .where((where) => where.or([where('owner_person', '=', person), where('checked_by', '=', person)]))
    .orderBy('id')
    .execute()
