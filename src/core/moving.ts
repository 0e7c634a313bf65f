import type { Keys } from '../platform/keys.ts'
import type { Outside } from '../platform/outside.ts'

/** What moves whole, by the name of its table. */
export const SPACE_SORTS = ['community', 'body'] as const
export type SpaceSort = (typeof SPACE_SORTS)[number]

/** A row as the database writes it in JSON: bytes are `\x…`, times and days are texts. */
export type MovedRow = Readonly<Record<string, unknown>>

/** Why a table stays where it is when a space moves to another hub; the sentences are for whoever runs the hub. */
export const STAYING = {
  'of-the-hub': 'belongs to the hub and to no space',
  'of-accounts': 'belongs to accounts and identities, and these do not travel',
  'of-bodies': 'belongs to bodies, and moves with these',
  'of-communities': 'belongs to communities, and moves with these',
  'of-summits': 'belongs to summits, which several bodies hold together, and stays where they were held',
  'of-two': 'is between this space and others, which do not come along',
  'of-hidden-votes': 'belongs to votes that were cast hidden; it stays where they were cast, and can be checked there',
  'of-evidence': 'is evidence that each hub looks at itself; it is brought there again',
  'of-moderation': 'is what moderators of the old hub have to decide or have decided',
  'asked-anew': 'is a request, an answer, a link or a measure of some days; it is asked for anew',
  'made-anew': 'is made anew on the other hub of what travels',
} as const
export type Staying = keyof typeof STAYING

const isStaying = (reason: string): reason is Staying => Object.hasOwn(STAYING, reason)
/** As what a command prints says it. */
export const stayingInWords = (reason: string): string => (isStaying(reason) ? STAYING[reason] : reason)

type Tagging = {
  /** The room's own tag of an account for such a row: made of the columns that `of` names, and of nothing else of it. */
  readonly tags: (keys: Pick<Keys, 'tags'>, row: MovedRow, account: string) => readonly Buffer[]
  readonly of: readonly string[]
  /** Whose tag it is wrote the row. */
  readonly author?: true
  /** One account has one such row: where it has it already, the one that travelled goes. */
  readonly once?: true
  /** A row whose tag leads to nobody who travels counts all the same, under a tag that leads to nobody. Else it is emptied, or the row stays. */
  readonly counts?: true
}

/** Whoever it was is found by the tag alone: on the old hub by their account, on the other one by what that gave them. */
type Holding = {
  readonly held: (keys: Pick<Keys, 'tags'>, row: MovedRow, account: string) => readonly Buffer[]
  readonly of: readonly string[]
}

/**
 * How a column travels. `own`: an id that was made for this row or for another one of the same space; it stays the same. `member`: what somebody is in the
 * space; of who does not travel it is empty, or the row stays. `author`: the same, and the row is what they wrote. `dropped`: empty on the other hub. `anew`: the database
 * of the other hub writes it by itself.
 */
export type MovedColumn =
  | 'own'
  | 'member'
  | 'author'
  | 'dropped'
  | 'anew'
  /**
   * An identity, in what is public: whoever comes along has another id there until they say who they are. Of who does not: `empty`, or the `row` stays, or
   * the `seat` stands under an id that is nobody's.
   */
  | { readonly person: 'empty' | 'row' | 'seat' }
  /** Where another thing of that hub has this address already, a word of chance is put behind it. */
  | 'address'
  /** A country, or a town of the hub, which is matched by country and address. */
  | 'place'
  /** The text under the seal travels, and is sealed there. */
  | { readonly seal: string }
  | Tagging
  | Holding
  /** What is written of it beside what the hub keeps. */
  | { readonly leaves: (value: unknown, outside: Pick<Outside, 'signer'>) => unknown }
  /** Made on the other hub, of the row alone. */
  | { readonly made: (keys: Pick<Keys, 'tags' | 'seal'>, row: MovedRow) => Buffer }
  /** The id of a row of that table: without it this one does not travel either. */
  | { readonly of: string }
  /** What it leads to differs from row to row; `other`: to something that does not come along, so the row does not either; `empty`: the row does, without it. */
  | { readonly by: (row: MovedRow, space: string) => 'own' | 'place' | 'words' | 'empty' | 'other' }

/** How the rows of a table travel. Every column of ids or bytes is named; the others travel as they are. */
export type Travel = {
  /** The column that holds the id of the space. */
  readonly by: string
  /** It holds the id of a row of that table, which belongs to the space: a dialogue of a body. */
  readonly through?: string
  readonly columns: Readonly<Record<string, MovedColumn>>
  /** Which of them belong to a space that can move; the same is demanded of what arrives. */
  readonly only?: (row: MovedRow) => boolean
  /** While there is such a row the space does not leave. */
  readonly running?: (row: MovedRow) => boolean
  /** What becomes of a row whose author, or who sits in it, does not travel; null: it stays. Left out: it travels without them. */
  readonly left?: (row: MovedRow, posts: 'keep' | 'erase', at: string) => MovedRow | null
  /** Nothing is left of such a row, and what hangs on it (`of`) does not travel. */
  readonly emptied?: (row: MovedRow) => boolean
  /** A column by which rows come before those that refer to them. */
  readonly order?: string
  /** One row can be as large as a picture. */
  readonly large?: true
}

/** A table and how it travels, as main hands them to the room that moves spaces. */
export type Travelling = { readonly table: string; readonly room: string; readonly travel: Travel }
export type StayingTable = { readonly table: string; readonly room: string; readonly reason: Staying }

/** What stands where the account would, until whoever holds the claim has one on the other hub. */
export const CLAIMED = 'claimed'

export const hexOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`
export const bytesIn = (hex: string): Buffer => Buffer.from(hex.slice(2), 'hex')

export const isTagging = (column: MovedColumn | undefined): column is Tagging => typeof column === 'object' && 'tags' in column
export const isHolding = (column: MovedColumn | undefined): column is Holding => typeof column === 'object' && 'held' in column
export const ofPerson = (column: MovedColumn | undefined): 'empty' | 'row' | 'seat' | null =>
  typeof column === 'object' && 'person' in column ? column.person : null
