import { keyOf, type Source, type SourceId, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Undone } from '../policy.ts'
import { isStanding, standingOf, type Standing } from '../rules.ts'
import type {} from '../tables.ts'

type Of = { readonly sessionId: string; readonly id: string }

/** A source that a recommendation stands on, as it is now and as the rapporteur saw it last. */
export type Stood = SourceId & { readonly source: Source | null; readonly standing: Standing }

export async function sourcesOf(db: Reader, sources: Sources, { sessionId, id }: Of, locale: string): Promise<readonly Stood[]> {
  return (await sourcesOfMany(db, sources, [{ sessionId, id }], locale)).get(id) ?? []
}

/** In one reading, and one of each room that hands sources over. */
export async function sourcesOfMany(
  db: Reader,
  sources: Sources,
  those: readonly Of[],
  locale: string,
): Promise<ReadonlyMap<string, readonly Stood[]>> {
  if (those.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation_source')
    .select(['recommendation_id as recommendation', 'sort', 'source_id as id', 'seen_version as seen'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'recommendation_id'),
        'in',
        those.map(({ sessionId, id }) => where.tuple(sessionId, id)),
      ),
    )
    .orderBy('position')
    .execute()
  const found = await sources.byIds(db, rows, locale)
  const stood = rows.map(({ recommendation, sort, id, seen }) => {
    const source = found.get(keyOf({ sort, id }))
    return { recommendation, sort, id, source: source ?? null, standing: standingOf(seen, source) }
  })
  return Map.groupBy(stood, ({ recommendation }) => recommendation)
}

/** Amendments that nobody decided about, objections without an answer, and how many sources are left. */
export async function undoneOf(db: Reader, sources: Sources, of: Of): Promise<Undone> {
  const rows = await db
    .selectFrom('recommendation_contribution')
    .select(['sort', 'reply'])
    .where('session_id', '=', of.sessionId)
    .where('recommendation_id', '=', of.id)
    .where('state', '=', 'open')
    .where('hidden_for', 'is', null)
    .where('sort', 'in', ['amendment', 'objection'])
    .execute()
  return {
    amendments: rows.filter(({ sort }) => sort === 'amendment').length,
    objections: rows.filter(({ sort, reply }) => sort === 'objection' && reply === null).length,
    sources: (await sourcesOf(db, sources, of, 'en')).filter(isStanding).length,
  }
}
