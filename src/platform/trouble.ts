import pg from 'pg'

/** What passes by: the other side is away, has no room left, or has too much to do. Whoever asked may ask again later, and a job is worth keeping. */
export type TroubleSort = 'away' | 'busy' | 'full'

export class Trouble extends Error {
  override name = 'Trouble'
  readonly sort: TroubleSort
  /** The code of the system or of PostgreSQL, or its words where there is none. */
  readonly code: string
  constructor(sort: TroubleSort, code: string, cause: unknown) {
    super(`${SAID[sort]} (${code})`, { cause })
    this.sort = sort
    this.code = code
  }
}

const SAID = {
  away: 'It cannot be reached',
  busy: 'It has too much to do',
  full: 'It has no room left to write',
} as const satisfies Record<TroubleSort, string>

/** Of the database. `undone`: it is certain that nothing of what was asked is there; false where the answer to a commit was lost on the way. */
export class DatabaseTrouble extends Trouble {
  override name = 'DatabaseTrouble'
  readonly undone: boolean
  constructor(sort: TroubleSort, code: string, { cause, undone }: { readonly cause?: unknown; readonly undone: boolean }) {
    super(sort, code, cause)
    this.undone = undone
  }
}

/** PostgreSQL's codes that say so; all others are a fault of whoever asked. */
const BY_CODE: Readonly<Record<string, TroubleSort>> = {
  ...{ '53100': 'full', '53200': 'busy', '53300': 'busy', '53400': 'busy' },
  // Too slow, too long in a lock, or against somebody else: the same again may go well.
  ...{ '57014': 'busy', '55P03': 'busy', '40001': 'busy', '40P01': 'busy', '25P03': 'busy' },
  ...{ '57P01': 'away', '57P02': 'away', '57P03': 'away', '57P05': 'away', '58030': 'away' },
  // A server that has become a copy of another one.
  '25006': 'away',
}
/** After these the session is gone, and whether a commit was kept cannot be said. */
const ENDS_SESSION = /^(57P0|08|25P03|58030)/
/** What pg says without a code. */
const CUT = /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/
const NETWORK = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETRESET', 'ECONNREFUSED'])

export type Failed = { readonly sort: TroubleSort; readonly code: string; readonly sessionGone: boolean }

/** What a failed question was, where it was no fault of the question. */
export function troubleOf(error: unknown): Failed | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof pg.DatabaseError) {
    const sort = BY_CODE[code] ?? (code.startsWith('08') ? 'away' : undefined)
    return sort === undefined ? null : { sort, code, sessionGone: ENDS_SESSION.test(code) }
  }
  if (NETWORK.has(code) || CUT.test(error.message)) return { sort: 'away', code: code || 'cut', sessionGone: true }
  return null
}

/** Why no connection was had: whatever it is, nothing was asked yet. All of ours in use is another matter than a server that does not answer. */
export function connectingTrouble(error: unknown): DatabaseTrouble {
  const { sort, code } = troubleOf(error) ?? { sort: 'away', code: codeIn(error) }
  const allInUse = error instanceof Error && error.message === 'timeout exceeded when trying to connect'
  return new DatabaseTrouble(allInUse ? 'busy' : sort, allInUse ? 'no-connection-free' : code, { cause: error, undone: true })
}

const codeIn = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'no-answer')
