/** What a check of a result says: one finding a line, as a code with data, so that every language can say it. */

/** `note`: neither good nor bad, but whoever checks must know it. */
export type Outcome = 'holds' | 'fails' | 'note'

/** Each code with what it means for the whole. */
const outcomes = {
  'files.read': 'holds',
  'files.missing': 'fails',
  'files.broken': 'fails',
  'files.unreadable': 'fails',
  'json.twice': 'fails',
  'votes.agree': 'holds',
  'votes.differ': 'fails',
  'votes.single': 'note',
  'votes.refused': 'fails',
  'document.malformed': 'fails',
  'form.known': 'holds',
  'form.unknown': 'fails',
  'form.sealed': 'note',
  'engine.same': 'holds',
  'engine.other': 'fails',
  'given.some': 'fails',
  'root.same': 'holds',
  'root.differs': 'fails',
  'field.same': 'holds',
  'field.differs': 'fails',
  'beside.same': 'holds',
  'beside.differs': 'fails',
  'digest.same': 'holds',
  'digest.differs': 'fails',
  'signature.holds': 'holds',
  'signature.broken': 'fails',
  'signature.malformed': 'fails',
  'signature.key-missing': 'fails',
  'signature.late': 'fails',
  'signature.unsupported': 'note',
  'history.holds': 'holds',
  'history.single': 'holds',
  'history.broken': 'fails',
  'history.id': 'fails',
  'key.known': 'holds',
  'key.follows': 'holds',
  'key.stranger': 'fails',
  'key.own-word': 'note',
  'texts.signed': 'holds',
  'texts.differ': 'fails',
  'texts.withheld': 'note',
  'texts.unsigned': 'note',
  'release.signed': 'holds',
  'release.malformed': 'fails',
  'release.file': 'holds',
  'release.earlier-file': 'holds',
  'release.foreign-file': 'fails',
  'release.superseded': 'note',
  'release.newest': 'note',
} as const satisfies Record<string, Outcome>

export type FindingCode = keyof typeof outcomes
export type FindingData = { readonly [name: string]: string }
export type Finding = { readonly code: FindingCode; readonly outcome: Outcome; readonly data: FindingData }

/** Every code, in the order of the table. */
export const findingCodes = Object.keys(outcomes) as FindingCode[]

export const found = (code: FindingCode, data: FindingData = {}): Finding => ({ code, outcome: outcomes[code], data })

/** True where nothing fails. Notes do not count. */
export const allHolds = (findings: readonly Finding[]): boolean => findings.every(({ outcome }) => outcome !== 'fails')
