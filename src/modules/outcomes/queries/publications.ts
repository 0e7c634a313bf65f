import { isUuid } from '#base'
import type { Publication, Published, Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import type {} from '../tables.ts'

/** The newest release of each document that has one. */
const newest = (db: Reader) =>
  db
    .selectFrom('outcome_document')
    .innerJoin('outcome_release', (join) =>
      join
        .onRef('outcome_release.edition_id', '=', 'outcome_document.edition_id')
        .onRef('outcome_release.document_id', '=', 'outcome_document.id'),
    )
    .select(['outcome_document.id', 'outcome_document.edition_id as editionId', 'outcome_document.session_id as sessionId'])
    .select(['outcome_document.sort', 'outcome_release.released_at as at'])
    .where('outcome_release.state', '=', 'released')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('outcome_release as later')
            .select('later.version')
            .whereRef('later.edition_id', '=', 'outcome_release.edition_id')
            .whereRef('later.document_id', '=', 'outcome_release.document_id')
            .whereRef('later.version', '>', 'outcome_release.version')
            .where('later.state', '=', 'released'),
        ),
      ),
    )

type Row = Awaited<ReturnType<ReturnType<typeof newest>['execute']>>[number]

async function drawn(db: Reader, rows: readonly Row[], { actor }: Reading): Promise<readonly Published[]> {
  const titles =
    rows.length === 0
      ? []
      : await titlesOf(
          db,
          rows.map(({ id }) => id),
        )
  const told: Published[] = []
  for (const { id, editionId, sessionId, sort, at } of rows) {
    const edition = await gatherings.editionById(db, editionId, actor.locale)
    const session = sessionId === null ? null : await gatherings.sessionById(db, sessionId, actor.locale)
    const own = titles.filter((one) => one.id === id)
    const title = own.find(({ language }) => language === actor.locale) ?? own[0]
    if (edition === null || edition.state === 'draft' || title === undefined || at === null) continue
    const hosts = await gatherings.hostsOf(db, editionId)
    told.push({
      ...{ sort: 'outcome', id, path: `${session?.path ?? edition.path}/${sort}`, title: title.title, text: edition.name },
      ...{ language: title.language, at, starts: null, until: null, checkedOn: null, by: null, open: true },
      subjects: [{ sort: 'summit', id: edition.summitId }, ...hosts.map((host) => ({ sort: 'body', id: host }) as const)],
    })
  }
  return told
}

const titlesOf = (db: Reader, ids: readonly string[]) =>
  db
    .selectFrom('outcome_language')
    .select(['document_id as id', 'language', 'title'])
    .where('document_id', 'in', [...ids])
    .orderBy('position')
    .execute()

/** Reports and outcome documents, by their newest release. */
export const publications: readonly Publication[] = [
  {
    sort: 'outcome',
    label: 'outcomes.published',
    async of(db, asked) {
      const { subjects, before, most } = asked
      if (subjects !== null && !subjects.some(({ sort }) => sort === 'summit' || sort === 'body')) return []
      let select = newest(db).orderBy('outcome_release.released_at', 'desc').orderBy('outcome_document.id')
      if (before !== null) select = select.where('outcome_release.released_at', '<', before)
      // There are few of them, and which belong to a body only the editions say.
      const all = await drawn(db, await (subjects === null ? select.limit(most) : select.limit(200)).execute(), asked)
      const wanted = new Set((subjects ?? []).map(({ sort, id }) => `${sort}:${id}`))
      return all.filter((one) => subjects === null || one.subjects.some(({ sort, id }) => wanted.has(`${sort}:${id}`))).slice(0, most)
    },
    async byIds(db, ids, reading) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : drawn(db, await newest(db).where('outcome_document.id', 'in', known).execute(), reading)
    },
    async openAfter(db, after, most) {
      let select = newest(db).orderBy('outcome_document.id').limit(most)
      if (after !== null) select = select.where('outcome_document.id', '>', after)
      return (await select.execute()).map(({ id }) => id)
    },
    changedBy: { 'outcomes.document.released': ({ subject }) => subject, 'outcomes.words.taken-out': ({ subject }) => subject },
  },
]
