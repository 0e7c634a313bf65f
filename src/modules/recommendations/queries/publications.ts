import { isUuid } from '#base'
import { idsOf, type Publication, type Published, type PublishedAsked, type Reading, type Subject } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { isAnnounced, pathOf } from '../rules.ts'
import { selectRecommendations } from './facts.ts'
import { newestWordings } from './wordings.ts'

/** Proposed once, and neither taken back nor hidden. Whether its session is announced only that room can say. */
const proposed = (db: Reader) =>
  selectRecommendations(db).where('proposed_at', 'is not', null).where('hidden_for', 'is', null).where('state', '!=', 'withdrawn')

type Row = Awaited<ReturnType<ReturnType<typeof proposed>['execute']>>[number]

/** In the reader's language where somebody translated the very wording that holds. */
async function drawn(db: Reader, rows: readonly Row[], { actor: { locale } }: Pick<Reading, 'actor'>): Promise<readonly Published[]> {
  const sessions = await gatherings.sessionsByIds(
    db,
    rows.map(({ sessionId }) => sessionId),
    locale,
  )
  const wordings = await newestWordings(db, rows, locale)
  return rows.flatMap(({ id, sessionId, proposedAt, addresseeBody, addresseeName }): Published[] => {
    const [session, wording] = [sessions.get(sessionId), wordings.get(id)]
    if (session === undefined || wording === undefined || proposedAt === null || !isAnnounced(session)) return []
    const { translated } = wording
    const [title = '', text = '', call = ''] = translated ?? [wording.title, wording.text, wording.call]
    const language = translated === null ? wording.language : locale
    const to: readonly Subject[] = addresseeBody === null ? [] : [{ sort: 'body', id: addresseeBody }]
    return [
      {
        ...{ sort: 'recommendation', id, path: pathOf(id), title, text, language, at: proposedAt, starts: null, until: null },
        ...{ checkedOn: null, by: null, open: true, subjects: [{ sort: 'summit', id: session.summitId }, ...to] },
        words: [text, call, addresseeName ?? '', wording.title, wording.text, wording.call].join('\n'),
      },
    ]
  })
}

/** Parts of a list until so many of them are public: of those before, few are of a session that is not announced. */
async function enough<One>(most: number, part: (from: number) => Promise<{ readonly read: number; readonly shown: readonly One[] }>) {
  const all: One[] = []
  for (let from = 0; all.length < most;) {
    const { read, shown } = await part(from)
    all.push(...shown)
    if (read < most) break
    from += read
  }
  return all.slice(0, most)
}

async function of(db: Reader, { subjects, before, most, actor }: PublishedAsked): Promise<readonly Published[]> {
  const [summits, bodies] = [idsOf(subjects, 'summit'), idsOf(subjects, 'body')]
  if (most <= 0 || (subjects !== null && summits.length + bodies.length === 0)) return []
  let select = proposed(db).orderBy('proposed_at', 'desc').orderBy('id')
  if (before !== null) select = select.where('proposed_at', '<', before)
  if (subjects !== null) {
    const editions = await gatherings.editionIdsOf(db, summits)
    select = select.where((where) =>
      where.or([
        ...(editions.length > 0 ? [where('edition_id', 'in', editions)] : []),
        ...(bodies.length > 0 ? [where('addressee_body', 'in', bodies)] : []),
      ]),
    )
  }
  return enough(most, async (from) => {
    const rows = await select.limit(most).offset(from).execute()
    return { read: rows.length, shown: await drawn(db, rows, { actor }) }
  })
}

async function openAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  let select = proposed(db).orderBy('id')
  if (after !== null) select = select.where('id', '>', after)
  return enough(most, async (from) => {
    const rows = await select.limit(most).offset(from).execute()
    const ids = rows.map(({ sessionId }) => sessionId)
    const sessions = await gatherings.sessionsByIds(db, ids, 'en')
    const isOpen = ({ sessionId }: Row): boolean =>
      [sessions.get(sessionId)].some((session) => session !== undefined && isAnnounced(session))
    return { read: rows.length, shown: rows.filter(isOpen).map(({ id }) => id) }
  })
}

const subjectOf = ({ subject }: { readonly subject: string }): string => subject

/** What was recommended, to whom: for those who follow the summit or the addressee, and to be found and shared. */
export const publications: readonly Publication[] = [
  {
    ...{ sort: 'recommendation', label: 'recommendations.published', of, openAfter },
    async byIds(db, ids, reading) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await proposed(db).where('id', 'in', known).execute(), reading)
    },
    changedBy: {
      ...Object.fromEntries(
        ['proposed', 'edited', 'translated', 'withdrawn', 'hidden', 'shown'].map((what) => [
          `recommendations.recommendation.${what}`,
          subjectOf,
        ]),
      ),
      'recommendations.amendment.decided': subjectOf,
    },
  },
]
