import { isUuid } from '#base'
import { nobody } from '../../../core/actor.ts'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
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
  // What this reader may not see is passed over, part by part.
  const found: Published[] = []
  for (let from = 0; ; from += PART) {
    const rows = await select.limit(PART).offset(from).execute()
    found.push(...(await drawn(db, reading, rows)))
    if (found.length >= most || rows.length < PART) return found.slice(0, most)
  }
}
const PART = 100

/** What everybody may read, asked as nobody. It goes on until so many are found, or there are no more. */
async function openAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  const found: string[] = []
  for (let from = after; ;) {
    let select = shownRows(db).orderBy('id').limit(most)
    if (from !== null) select = select.where('id', '>', from)
    const rows = await select.execute()
    const open = new Set((await drawn(db, AS_NOBODY, rows)).filter((one) => one.open).map(({ id }) => id))
    found.push(...rows.flatMap(({ id }) => (open.has(id) ? [id] : [])))
    from = rows.at(-1)?.id ?? null
    if (found.length >= most || rows.length < most || from === null) return found.slice(0, most)
  }
}

/** Nobody has an account, so nothing of theirs lies under a key. */
function noKey(): never {
  throw new Error('nobody has anything under a seal')
}
const NO_KEYS: Keys = { tag: noKey, tags: () => [], seal: noKey, open: noKey, reseal: noKey, sign: noKey, verify: noKey }
const AS_NOBODY: Reading = { actor: nobody('en'), now: new Date(0), outside: { keys: NO_KEYS } }

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
