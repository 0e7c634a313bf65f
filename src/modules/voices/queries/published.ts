import { isUuid } from '#base'
import { idsOf, type Publication, type Published } from '../../../core/published.ts'
import type { Event } from '../../../core/event.ts'
import { pathOf } from '../rules.ts'
import { standingRows, type TestimonyRow } from './testimonies.ts'

const published = (row: TestimonyRow): Published => ({
  ...{ sort: 'testimony', id: row.id, path: pathOf(row.id), title: row.title, text: row.text, language: row.language },
  ...{ at: row.published_at, starts: null, until: null, checkedOn: null, by: null, open: true },
  subjects: row.country === null ? [] : [{ sort: 'place', id: row.country }],
  words: [row.title, row.text, row.translation].join('\n'),
})

const subjectOf = (event: Event): string => event.subject

export const publication: Publication = {
  sort: 'testimony',
  label: 'voices.thing',
  async of(db, { subjects, before, most }) {
    let wanted = standingRows(db)
    if (before !== null) wanted = wanted.where('published_at', '<', before)
    if (subjects !== null) wanted = wanted.where('country', 'in', ['', ...idsOf(subjects, 'place')])
    return (await wanted.orderBy('published_at', 'desc').orderBy('id').limit(most).execute()).map(published)
  },
  async byIds(db, ids) {
    const known = ids.filter(isUuid)
    if (known.length === 0) return []
    return (await standingRows(db).where('id', 'in', known).execute()).map(published)
  },
  async openAfter(db, after, most) {
    const all = standingRows(db)
    const rows = await (after === null ? all : all.where('id', '>', after)).orderBy('id').limit(most).execute()
    return rows.map(({ id }) => id)
  },
  changedBy: Object.fromEntries(
    ['published', 'corrected', 'chosen', 'unquoted', 'withdrawn', 'hidden', 'shown'].map((deed) => [`voices.testimony.${deed}`, subjectOf]),
  ),
}
