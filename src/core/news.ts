import type { Own } from './holding.ts'

/**
 * `community`: what members of a community need to hear. `event`: what changed of an event somebody goes to, and that it is near.
 * `followed`: what is new of what somebody follows.
 */
export type NewsSort = 'answer-due' | 'my-contribution' | 'decision' | 'community' | 'event' | 'followed' | 'hub'

/**
 * A sentence of the books, by its key, with numbers alone: a name or a title cannot get into a line, so none gets into a letter or onto the
 * screen of a telephone. A test reads the sentences themselves (`src/testing/house/neutral-lines.test.ts`).
 */
export type NeutralSaying = (key: string, data?: Readonly<Record<string, number>>) => string

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
  readonly line: (say: NeutralSaying) => string
  /** What it stands in, for the page alone; never in a letter. */
  readonly about?: { readonly text: string; readonly language: string } | undefined
  /** It cannot wait for the letter of the day (an event today). Of the sorts of `URGENT_SORTS` alone. */
  readonly urgent?: true
  /** The title of something that everybody may read, without an account: for a letter of somebody who asked for titles. Of anything else there is none. */
  readonly open?: { readonly text: string; readonly language: string } | undefined
}

/** The sorts among which something may be urgent: for these alone the rooms are asked every few minutes. */
export const URGENT_SORTS: readonly NewsSort[] = ['event', 'community']

/**
 * Whose news is asked for, all of them at once: in the morning that is everybody, and what a room reads for each of them alone it reads a
 * hundred thousand times. A room need not look for sorts that are not asked for.
 */
export type NewsAsked = {
  readonly owners: readonly Own[]
  readonly since: Date
  readonly sorts: readonly NewsSort[]
  /** Only what is urgent is asked for: a room that has nothing of that kind need not look. */
  readonly urgent?: true
}

/** For the few of them for whom a room has to read one after the other. */
export async function newsOfEach<Told>(owners: readonly Own[], newsOf: (own: Own) => Promise<readonly Told[]>): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const own of owners) told.push(...(await newsOf(own)))
  return told
}
