/** What a check of a log says: one finding a line, as a code with data, so that every language can say it. */

/** `note`: neither good nor bad, but whoever checks must know it. */
export type Outcome = 'holds' | 'fails' | 'note'

/** Each code with what it means for the whole. */
const outcomes = {
  'checkpoint.missing': 'fails',
  'checkpoint.malformed': 'fails',
  'checkpoint.signed': 'holds',
  'checkpoint.unsigned': 'fails',
  'checkpoint.broken': 'fails',
  'checkpoint.unchecked': 'fails',
  'witness.signed': 'holds',
  'witness.broken': 'fails',
  'witness.unchecked': 'note',
  'quorum.met': 'holds',
  'quorum.missed': 'fails',
  'quorum.none': 'note',
  'older.malformed': 'fails',
  'older.unsigned': 'fails',
  'older.other-log': 'fails',
  'consistency.holds': 'holds',
  'consistency.broken': 'fails',
  'consistency.unknown': 'fails',
  'consistency.split': 'fails',
  'consistency.shorter': 'fails',
  'consistency.first': 'note',
  'tile.missing': 'fails',
  'tile.differs': 'fails',
  'tiles.hold': 'holds',
  'entries.missing': 'fails',
  'entries.malformed': 'fails',
  'entry.differs': 'fails',
  'entries.hold': 'holds',
  'root.same': 'holds',
  'root.differs': 'fails',
  'root.unknown': 'fails',
  'more.fail': 'fails',
  'receipt.malformed': 'fails',
  'receipt.no-entry': 'fails',
  'receipt.holds': 'holds',
  'receipt.broken': 'fails',
} as const satisfies Record<string, Outcome>

export type FindingCode = keyof typeof outcomes
/** `at`, where it is there, is the path of the file to look at: `tile/0/x001/234`. Numbers are decimal, hashes base64, times ISO 8601 in UTC. */
export type FindingData = { readonly [name: string]: string }
export type Finding = { readonly code: FindingCode; readonly outcome: Outcome; readonly data: FindingData }

/** Every code, in the order of the table. */
export const findingCodes = Object.keys(outcomes) as FindingCode[]

export const found = (code: FindingCode, data: FindingData = {}): Finding => ({ code, outcome: outcomes[code], data })

/** True where nothing fails. Notes do not count. */
export const allHolds = (findings: readonly Finding[]): boolean => findings.every(({ outcome }) => outcome !== 'fails')

/** A log that is wrong throughout is told by its first so many faults and their number. */
const MOST_FAULTS = 20

export type Gathering = { count(): number; add(fault: Finding): void; all(): readonly Finding[] }

export function gathering(): Gathering {
  const faults: Finding[] = []
  let more = 0
  return {
    count: () => faults.length + more,
    add(fault) {
      if (faults.length < MOST_FAULTS) faults.push(fault)
      else more += 1
    },
    all: () => (more === 0 ? faults : [...faults, found('more.fail', { count: String(more) })]),
  }
}

const longestShown = 120

/** A text from elsewhere in one short line. */
export function shown(value: string): string {
  const text = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text
}
