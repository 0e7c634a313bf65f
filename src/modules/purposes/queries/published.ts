import { isUuid } from '#base'
import {
  asNobody,
  idsOf,
  openOnes,
  shownOnes,
  type Publication,
  type Published,
  type PublishedAsked,
  type Reading,
} from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { noonOf } from '../rules.ts'
import { pathOf, type Row } from './rows.ts'

const isOpen = ({ access, readable }: SeenCommunity): boolean => readable === 'everybody' && access !== 'hidden'

const shownRows = (db: Reader) => db.selectFrom('purpose').selectAll().where('hidden_for', 'is', null)

async function drawn(db: Reader, reading: Reading, rows: readonly Row[]): Promise<readonly Published[]> {
  const seen = await communities.seenAmong(
    db,
    reading,
    rows.map((row) => row.community_id),
  )
  return rows.flatMap((row): Published[] => {
    const community = seen.get(row.community_id)
    if (community?.mayRead !== true) return []
    return [
      {
        ...{ sort: 'purpose', id: row.id, path: pathOf(community.slug, row.id), title: row.goal, text: row.reached_when },
        ...{ language: row.language, at: row.begun_at, starts: null, until: noonOf(row.deadline), checkedOn: row.checked_on, by: null },
        ...{ subjects: [{ sort: 'community', id: community.id }], open: isOpen(community) },
      },
    ]
  })
}

async function ofSubjects(db: Reader, { subjects, before, most, ...reading }: PublishedAsked): Promise<readonly Published[]> {
  let select = shownRows(db).orderBy('begun_at', 'desc').orderBy('id')
  if (before !== null) select = select.where('begun_at', '<', before)
  if (subjects !== null) {
    const within = idsOf(subjects, 'community')
    if (within.length === 0) return []
    select = select.where('community_id', 'in', within)
  }
  return shownOnes(most, async (at) => {
    const rows = await select.limit(at.most).offset(at.from).execute()
    return { read: rows.length, shown: await drawn(db, reading, rows) }
  })
}

/** What everybody may read, asked as nobody. */
const openAfter: Publication['openAfter'] = (db, after, most) =>
  openOnes({ after, most }, async (from) => {
    let select = shownRows(db).orderBy('id').limit(most)
    if (from !== null) select = select.where('id', '>', from)
    const rows = await select.execute()
    const open = new Set((await drawn(db, asNobody, rows)).filter((one) => one.open).map(({ id }) => id))
    return rows.map(({ id }) => ({ id, open: open.has(id) }))
  })

export const publication: Publication = {
  sort: 'purpose',
  label: 'purposes.one',
  of: ofSubjects,
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    return known.length === 0 ? [] : drawn(db, reading, await shownRows(db).where('id', 'in', known).execute())
  },
  openAfter,
  changedBy: Object.fromEntries(['begun', 'checked', 'closed', 'hidden', 'shown'].map((what) => [`purposes.purpose.${what}`, itself])),
}

function itself({ subject }: { readonly subject: string }): string {
  return subject
}
