import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { places } from '../../places/index.ts'
import { dateOf, dayOf, daysAfter, GRACE_DAYS } from '../rules.ts'
import { draw } from './items.ts'
import { textsOf, type ItemRow } from './rows.ts'

/** What stands on the pages now: what was published, and is not longer past its end than the days of grace. */
const standing = (db: Reader, now: Date) =>
  db
    .selectFrom('abroad_item')
    .selectAll()
    .where('state', '=', 'published')
    .where('expires_on', '>=', daysAfter(dayOf(now), -GRACE_DAYS))

async function drawn(db: Reader, rows: readonly ItemRow[], reading: Reading): Promise<readonly Published[]> {
  const texts = await textsOf(db, rows)
  const items = await draw(db, rows, { ...reading, texts })
  const known = await places.named(
    db,
    rows.map(({ place }) => place),
    reading.actor.locale,
  )
  return items.map((item, number) => {
    const [row, place] = [rows[number], known.get(item.place.id)]
    const spots = place === undefined ? [item.place.id] : place.town ? [place.id, place.country] : [place.id]
    return {
      ...{ sort: 'abroad-item', id: item.id, path: item.path, title: item.title, text: item.text, language: item.language },
      ...{ at: row?.published_at ?? dateOf(item.proposedOn), starts: null, until: item.expiresOn === null ? null : dateOf(item.expiresOn) },
      ...{ checkedOn: item.checkedOn, by: item.owner.name === '' ? null : item.owner.name, open: true },
      subjects: [
        ...spots.map((id) => ({ sort: 'place' as const, id })),
        ...(row?.owner_body == null ? [] : [{ sort: 'body' as const, id: row.owner_body }]),
      ],
      words: (texts.get(item.id) ?? []).flatMap(({ state, title, text }) => (state === 'waiting' ? [] : [title, text])).join('\n'),
    }
  })
}

const subjectOf = (event: { readonly subject: string }): string => event.subject

/** What stands on the pages of countries and towns, for whoever follows, finds and shares it. */
export const publication: Publication = {
  sort: 'abroad-item',
  label: 'abroad.item.name',
  async of(db, asked) {
    const { subjects, before, most, now } = asked
    const [spots, bodies] = [idsOf(subjects, 'place'), idsOf(subjects, 'body')]
    if (subjects !== null && spots.length + bodies.length === 0) return []
    // Whoever follows a country hears of its towns.
    const within = await Promise.all(spots.filter((id) => !isUuid(id)).map((id) => places.within(db, id)))
    const all = [...new Set([...spots, ...within.flat()])]
    let select = standing(db, now).orderBy('published_at', 'desc').orderBy('id').limit(most)
    if (subjects !== null)
      select = select.where((where) =>
        where.or([
          ...(all.length === 0 ? [] : [where('place', 'in', all)]),
          ...(bodies.length === 0 ? [] : [where('owner_body', 'in', bodies)]),
        ]),
      )
    if (before !== null) select = select.where('published_at', '<', before)
    return drawn(db, await select.execute(), asked)
  },
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    return known.length === 0 ? [] : drawn(db, await standing(db, reading.now).where('id', 'in', known).execute(), reading)
  },
  async openAfter(db, after, most) {
    let select = db.selectFrom('abroad_item').select('id').where('state', '=', 'published').orderBy('id').limit(most)
    if (after !== null) select = select.where('id', '>', after)
    return (await select.execute()).map(({ id }) => id)
  },
  changedBy: {
    'abroad.item.published': subjectOf,
    'abroad.item.checked': subjectOf,
    'abroad.item.corrected': subjectOf,
    'abroad.item.withdrawn': subjectOf,
    'abroad.item.hidden': subjectOf,
    'abroad.item.shown': subjectOf,
    'abroad.translation.written': subjectOf,
    'abroad.translation.read': subjectOf,
  },
}
