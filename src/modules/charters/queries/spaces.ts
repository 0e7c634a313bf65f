import type { Reading } from '../../../core/published.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'

/** A place of another room that has a charter: its page, and what whoever reads is there. */
export type Space = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly language: string
  /** Its page, without language. */
  readonly path: string
  readonly steward: boolean
  /** Under what whoever reads belongs to it: an id that leads to no identity. */
  readonly member: string | null
  /** Nothing of it may be told to everybody. */
  readonly secret: boolean
}

/** What this room has to know of such places, whose room stands above it: main hands it over. */
export type Spaces = {
  /** By id or address; null: none that this reader may know of. */
  at(db: Reader, reading: Reading, by: string): Promise<Space | null>
  /** Which of these belong to it; null: there is no such place. */
  among(db: Reader, id: string, members: readonly string[]): Promise<ReadonlySet<string> | null>
  /** As what an account belongs to such places. */
  membersOf(db: Reader, keys: Keys, account: string): Promise<readonly string[]>
}
