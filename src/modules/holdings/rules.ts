const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A file lies here for so long; then it is made anew by whoever wants one. */
export const EXPORT_DAYS = 7
/** One file a day for an account. */
const ASK_AGAIN_HOURS = 24
/** So long it is remembered who was looked up, and so long the record of deeds names who did what. */
export const NAMED_DAYS = 730
/** Counts of what was done about people are shown from ten on. */
const FEWEST_SHOWN = 10
/** A piece of a file before it is sealed. */
export const PIECE_BYTES = 256 * 1024

/** The beginning of the hour (UTC). */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS)
export const exportEnds = (askedAt: Date): Date => new Date(askedAt.getTime() + EXPORT_DAYS * DAY_MS)
export const mayAskAgainAt = (askedAt: Date): Date => new Date(askedAt.getTime() + ASK_AGAIN_HOURS * HOUR_MS)
/** Null: fewer than ten. */
export const shownCount = (count: number): number | null => (count < FEWEST_SHOWN ? null : count)

/** What a column holds, in a word that pages have a sentence for. */
const SORTS: Readonly<Record<string, string>> = {
  uuid: 'id',
  text: 'text',
  boolean: 'yes-no',
  integer: 'number',
  bigint: 'number',
  smallint: 'number',
  'double precision': 'number',
  numeric: 'number',
  'timestamp with time zone': 'time',
  date: 'day',
  bytea: 'bytes',
  jsonb: 'structure',
  ARRAY: 'list',
  pg_snapshot: 'mark',
  'USER-DEFINED': 'mark',
}
export const sortOfColumn = (type: string): string => SORTS[type] ?? 'mark'
