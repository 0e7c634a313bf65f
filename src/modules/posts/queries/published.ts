import { isUuid } from '#base'
import { asNobody, idsOf, openOnes, type Publication, type Published, type PublishedAsked, type Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { communities, type SeenCommunity } from '../../communities/index.ts'
import { beginningOf, plainWords } from '../rules.ts'
import { bodyOf, pathOf, type Row } from './rows.ts'
import { hereIn, isApart } from './standing.ts'

/** So far back posts of one person are looked for: nothing here leads from a person to what they wrote. */
const LOOKED_THROUGH = 300
const SHORT = 300

const isOpen = ({ access, readable }: SeenCommunity): boolean => readable === 'everybody' && access !== 'hidden'

/** Threads; what is answered in them is read there. */
const threads = (db: Reader) => db.selectFrom('post').selectAll().where('thread_id', 'is', null).where('state', '=', 'standing')

/** Newest first, of those that this reader may read. */
async function drawn(db: Reader, reading: Reading, rows: readonly Row[]): Promise<readonly Published[]> {
  const seen = await communities.seenAmong(
    db,
    reading,
    rows.map((row) => row.community_id),
  )
  const parts: Published[] = []
  for (const [id, own] of Map.groupBy(rows, (row) => row.community_id)) {
    const community = seen.get(id)
    if (community?.mayRead === true) parts.push(...(await drawnIn(db, reading, community, own)))
  }
  return parts.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
}

async function drawnIn(db: Reader, reading: Reading, community: SeenCommunity, rows: readonly Row[]): Promise<readonly Published[]> {
  const here = await hereIn(db, reading, community)
  const authors = await communities.authorsFor(
    db,
    reading,
    community.id,
    rows.flatMap((row) => row.member_id ?? []),
  )
  return rows.flatMap((row): Published[] => {
    const author = row.member_id === null ? undefined : authors.get(row.member_id)
    if (isApart(here, row.author_tag) || (here.asking.member !== null && author?.name === null)) return []
    const { title, text: written, language } = bodyOf(reading.outside.keys, row)
    const text = plainWords(written)
    const named = row.named && author?.name != null
    const open = isOpen(community)
    return [
      {
        ...{ sort: 'post', id: row.id, path: pathOf(community.slug, row.id), title: title === '' ? beginningOf(text, 80) : title },
        ...{ text: beginningOf(text, SHORT), language, at: row.posted_at, starts: null, until: null, checkedOn: null },
        ...{ by: named ? author.name : null, open },
        subjects: [
          { sort: 'community', id: community.id },
          // That a name is one's own is said only where everybody reads it anyway.
          ...(named && open && author.person !== null ? [{ sort: 'person', id: author.person } as const] : []),
        ],
      },
    ]
  })
}

async function ofSubjects(db: Reader, { subjects, before, most, ...reading }: PublishedAsked): Promise<readonly Published[]> {
  const within = idsOf(subjects, 'community')
  const persons = new Set(idsOf(subjects, 'person'))
  if (subjects !== null && within.length === 0 && persons.size === 0) return []
  let select = threads(db).orderBy('posted_at', 'desc').orderBy('id', 'desc')
  if (before !== null) select = select.where('posted_at', '<', before)
  const found =
    subjects === null || persons.size > 0
      ? await drawn(db, reading, await select.limit(Math.max(most, LOOKED_THROUGH)).execute())
      : await drawn(
          db,
          reading,
          await select
            .where('community_id', 'in', within)
            .limit(most * 2)
            .execute(),
        )
  return found
    .filter((one) => subjects === null || one.subjects.some(({ sort, id }) => (sort === 'person' ? persons.has(id) : within.includes(id))))
    .slice(0, most)
}

/** What everybody may read, asked as nobody. */
const openAfter: Publication['openAfter'] = (db, after, most) =>
  openOnes({ after, most }, async (from) => {
    let select = threads(db).clearSelect().select(['id', 'community_id as community']).orderBy('id').limit(most)
    if (from !== null) select = select.where('id', '>', from)
    const rows = await select.execute()
    const seen = await communities.seenAmong(
      db,
      asNobody,
      rows.map(({ community }) => community),
    )
    return rows.map(({ id, community: of }) => {
      const community = seen.get(of)
      return { id, open: community !== undefined && community.mayRead && isOpen(community) }
    })
  })

export const post: Publication = {
  sort: 'post',
  label: 'posts.published.label',
  of: ofSubjects,
  async byIds(db, ids, reading) {
    const known = ids.filter(isUuid)
    if (known.length === 0) return []
    return drawn(db, reading, await threads(db).where('id', 'in', known).execute())
  },
  openAfter,
  changedBy: Object.fromEntries(
    [
      'posts.thread.opened',
      'posts.post.edited',
      'posts.post.withdrawn',
      'posts.post.hidden',
      'posts.post.shown',
      'posts.name.released',
    ].map((kind) => [kind, ({ subject }) => subject] as const),
  ),
}
