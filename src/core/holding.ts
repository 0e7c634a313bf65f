import type { Id } from '#base'
import type { Placement } from '../platform/distribution.ts'
import type { Staying, Travel } from './moving.ts'

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
  /**
   * Where its rows lie once the database is spread over several servers: by this column, which is first in each of its keys, or whole at each of
   * them. Left out: at the first one alone (docs/operating/distributed.md).
   */
  readonly placed?: Placement
  /** How its rows travel with a space that moves to another hub, or why they stay; left out: as the room says of all its tables (`stays`). */
  readonly travels?: Travel | Staying
  /** The same where a body moves; left out: why they stay with a community holds for a body too, and what moves with one stays with the other. */
  readonly withBody?: Travel | Staying
  /** So many days after the time in that column the row is gone, or these columns of it are empty; a test moves the clock. */
  readonly keeps?: { readonly days: number; readonly since: string; readonly empties?: readonly string[] }
}

/** A signed-in reader with all of their identities: what the rooms need to find again what is theirs. */
export type Own = { readonly account: Id<'account'>; readonly persons: readonly Id<'person'>[]; readonly operator: boolean }

/** All that a room holds of somebody, by names that its sentences `<room>.export.<name>` explain: plain data, for the file that they take along. */
export type HeldData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
