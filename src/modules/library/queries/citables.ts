import type { Citable } from '../../../core/citable.ts'
import { pathOf } from '../rules.ts'
import { bodyNames } from './entries.ts'

/** What others learnt can be cited; it belongs to no session. */
export const citedEntries: Citable = {
  sort: 'library-entry',
  takenBy: ['library.entry.hidden'],
  ofSession: async () => [],
  async byIds(db, ids, locale) {
    if (ids.length === 0) return []
    const rows = await db
      .selectFrom('library_entry')
      .innerJoin('library_version', (join) =>
        join.onRef('library_version.entry_id', '=', 'library_entry.id').onRef('library_version.version', '=', 'library_entry.shown'),
      )
      .select(['library_entry.id', 'body_id', 'language', 'hidden_for', 'published_at'])
      .select(['library_version.version', 'library_version.title', 'library_version.summary'])
      .where('library_entry.id', 'in', [...ids])
      .execute()
    const names = await bodyNames(
      db,
      rows.flatMap(({ body_id: body }) => body ?? []),
      locale,
    )
    return rows.map(({ id, body_id: body, version, title, summary, language, hidden_for: hidden, published_at: at }) => ({
      ...{ sort: 'library-entry', id, path: pathOf(id), session: null, question: null, from: [], at, version },
      ...{ text: hidden === null ? `${title}\n\n${summary}` : '', language: hidden === null ? language : 'und' },
      ...{ state: hidden === null ? ('standing' as const) : ('withdrawn' as const) },
      speaker: hidden === null && body !== null ? (names.get(body)?.name ?? null) : null,
    }))
  },
}
