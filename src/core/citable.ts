import type { Reader } from '../platform/db.ts'

/** What is cited: `sort` says which room hands it over. */
export type SourceId = { readonly sort: string; readonly id: string }

/** How far the opinion groups of a dialogue agree with it; groups with fewer than ten people are left out. */
export type Agreement = {
  /** The page of the result, without language. */
  readonly path: string
  readonly certificate: string
  readonly groups: readonly { readonly letter: string; /** From 0 to 1. */ readonly agree: number }[]
}

/** Something that everybody may read and that a text can lead back to. */
export type Source = SourceId & {
  /** The address of its page, without language. */
  readonly path: string
  /** As it may be quoted now; empty once it was withdrawn. */
  readonly text: string
  readonly language: string
  /** Goes up with each correction: what was built on an earlier one is marked. */
  readonly version: number
  readonly state: 'standing' | 'withdrawn'
  /** The session that it belongs to, and the guiding question that it is filed under. */
  readonly session: string | null
  readonly question: number | null
  /** Whose words, as they chose to be named; null: not attributed. */
  readonly speaker: string | null
  readonly at: Date | null
  /** What it was itself built on. */
  readonly from: readonly SourceId[]
  readonly agreement?: Agreement
}

/** One sort of source that a room lets be cited: only what everybody may read, and what was withdrawn without its words. */
export type Citable = {
  readonly sort: string
  /** All that can be cited of a session, in the order in which it came. */
  ofSession(db: Reader, sessionId: string, locale: string): Promise<readonly Source[]>
  /** Those that there are, in no order. */
  byIds(db: Reader, ids: readonly string[], locale: string): Promise<readonly Source[]>
}

/** All sorts of sources as one. A room that cites gets it from main and learns of no other room. */
export type Sources = {
  ofSession(db: Reader, sessionId: string, locale: string): Promise<readonly Source[]>
  /** By `keyOf`; what never was is absent. */
  byIds(db: Reader, ids: readonly SourceId[], locale: string): Promise<ReadonlyMap<string, Source>>
}

export const keyOf = ({ sort, id }: SourceId): string => `${sort}:${id}`

export function sourcesFrom(citables: readonly Citable[]): Sources {
  return {
    async ofSession(db, sessionId, locale) {
      const found: Source[] = []
      for (const citable of citables) found.push(...(await citable.ofSession(db, sessionId, locale)))
      return found
    },
    async byIds(db, ids, locale) {
      const found = new Map<string, Source>()
      for (const citable of citables) {
        const own = [...new Set(ids.filter(({ sort }) => sort === citable.sort).map(({ id }) => id))]
        if (own.length === 0) continue
        for (const source of await citable.byIds(db, own, locale)) found.set(keyOf(source), source)
      }
      return found
    },
  }
}
