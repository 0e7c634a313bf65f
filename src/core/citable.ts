import type { Reader } from '../platform/db.ts'

/** What is cited: `sort` says which room hands it over. */
export type SourceId = { readonly sort: string; readonly id: string }

/** How far the opinion groups of a dialogue agree with it; groups with fewer than ten people are left out. */
export type Agreement = {
  /** The page of the result, without language. */
  readonly path: string
  readonly certificate: string
  /** The day on which the result was worked out. */
  readonly at: Date
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

/**
 * A few sources that together stand for the people who answered, as the engine of a room proposes them: a help to whoever writes, and
 * nothing is adopted by it.
 */
export type Slate = Pick<Agreement, 'path' | 'certificate' | 'at'> & {
  readonly title: string
  readonly language: string
  /** In the order in which they were chosen. */
  readonly sources: readonly Source[]
  /** Of a hundred people, how many agree with at least one of them. */
  readonly reached: number | null
  /** With how many of them the people of a group agree on average; groups with fewer than ten people are left out. */
  readonly means: readonly { readonly letter: string; readonly mean: number }[]
  /** Like-minded people, many enough for a share, whom it leaves out; `people` null: fewer than ten. Null: it leaves nobody out. */
  readonly leftOut: { readonly people: number | null } | null
}

/** One sort of source that a room lets be cited: only what everybody may read, and what was withdrawn without its words. */
export type Citable = {
  readonly sort: string
  /** Kinds of events by which one of this sort is withdrawn, hidden or loses its words. Such an event belongs to its session, or its id names the subject or the scope. */
  readonly takenBy: readonly string[]
  /** All that can be cited of a session, in the order in which it came. */
  ofSession(db: Reader, sessionId: string, locale: string): Promise<readonly Source[]>
  /** Those that there are, in no order. */
  byIds(db: Reader, ids: readonly string[], locale: string): Promise<readonly Source[]>
  /** What the room's engine proposes to whoever writes about a session. */
  slatesOf?(db: Reader, sessionId: string, locale: string): Promise<readonly Slate[]>
}

/** All sorts of sources as one. A room that cites gets it from main and learns of no other room. */
export type Sources = {
  ofSession(db: Reader, sessionId: string, locale: string): Promise<readonly Source[]>
  /** By `keyOf`; what never was is absent. */
  byIds(db: Reader, ids: readonly SourceId[], locale: string): Promise<ReadonlyMap<string, Source>>
  slatesOf(db: Reader, sessionId: string, locale: string): Promise<readonly Slate[]>
  /** Which sorts an event of each kind may take from. */
  takenBy(): ReadonlyMap<string, ReadonlySet<string>>
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
    async slatesOf(db, sessionId, locale) {
      const found: Slate[] = []
      for (const citable of citables) found.push(...((await citable.slatesOf?.(db, sessionId, locale)) ?? []))
      return found
    },
    takenBy() {
      const kinds = [...new Set(citables.flatMap(({ takenBy }) => takenBy))]
      return new Map(kinds.map((kind) => [kind, new Set(citables.filter(({ takenBy }) => takenBy.includes(kind)).map(({ sort }) => sort))]))
    },
  }
}
