import type { Reader } from '../platform/db.ts'
import type { Reading } from './published.ts'

/** Something with a page of its own about which somebody can answer questions. */
export type Answered = {
  readonly id: string
  readonly name: string
  readonly language: string
  /** Its page, without language. */
  readonly path: string
  /** Whether the reader may say who answers there. */
  readonly tends: boolean
  /** Whose it is: those answer where nobody is named for the thing itself. */
  readonly of: { readonly sort: 'body' | 'community'; readonly id: string }
}

/** One sort of such things, for the room that names who answers: it learns of no other room. */
export type Answerable = {
  readonly sort: 'event'
  /** Below which address its pages lie: `events`. */
  readonly shelf: string
  /** What this page is of; null: nothing, or nothing that this reader may know of. */
  at(db: Reader, reading: Reading, path: string): Promise<Answered | null>
  byId(db: Reader, reading: Reading, id: string): Promise<Answered | null>
}
