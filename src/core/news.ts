import type { Own } from './holding.ts'

export type NewsSort = 'answer-due' | 'my-contribution' | 'decision' | 'hub'

/** A sentence of the books, by its key. */
type Saying = (key: string, data?: Readonly<Record<string, string | number>>) => string

/** Something that somebody should hear of. It is worked out when they look, or when a letter is due, so that no table says who waits for what. */
export type News = {
  /** The account whose news it is. */
  readonly account: string
  /** What it is about, the same at each look and in each room: of several about one thing the newest is told. */
  readonly key: string
  readonly sort: NewsSort
  readonly at: Date
  /** The address, without language. */
  readonly path: string
  /** Neutral: it goes into letters, so no title and no name is in it. */
  readonly line: (say: Saying) => string
  /** What it stands in, for the page alone; never in a letter. */
  readonly about?: { readonly text: string; readonly language: string } | undefined
}

/**
 * Whose news is asked for, all of them at once: in the morning that is everybody, and what a room reads for each of them alone it reads a
 * hundred thousand times. A room need not look for sorts that are not asked for.
 */
export type NewsAsked = { readonly owners: readonly Own[]; readonly since: Date; readonly sorts: readonly NewsSort[] }

/** For the few of them for whom a room has to read one after the other. */
export async function newsOfEach<Told>(owners: readonly Own[], newsOf: (own: Own) => Promise<readonly Told[]>): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const own of owners) told.push(...(await newsOf(own)))
  return told
}
