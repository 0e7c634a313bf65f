import type { Id } from '#base'

/**
 * A table of the room, for the page that says what the hub holds; its columns are read from the database itself. Three sentences belong
 * to it: `<room>.holds.<table>.what`, `.why` and `.until`.
 */
export type Holding = {
  readonly table: string
  /** Whose a row is: found again from an account or from one of its identities, by a tag that only the hub's secret makes, or nobody's. */
  readonly about: 'account' | 'person' | 'tag' | 'nobody'
  /** Columns that lie under a seal, or as a tag or a hash. */
  readonly sealed?: readonly string[]
  /** So many days after the time in that column the row is gone, or these columns of it are empty; a test moves the clock. */
  readonly keeps?: { readonly days: number; readonly since: string; readonly empties?: readonly string[] }
}

/** A signed-in reader with all of their identities: what the rooms need to find again what is theirs. */
export type Own = { readonly account: Id<'account'>; readonly persons: readonly Id<'person'>[]; readonly operator: boolean }

/** All that a room holds of somebody, by names that its sentences `<room>.export.<name>` explain: plain data, for the file that they take along. */
export type HeldData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
