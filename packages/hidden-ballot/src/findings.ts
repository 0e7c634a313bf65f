/** What a check of hidden ballots says: one finding a line, as a code with data, so that every language can say it. */

/** `note`: neither good nor bad, but whoever checks must know it. */
export type Outcome = 'holds' | 'fails' | 'note'

/** Each code with what it means for the whole. */
const outcomes = {
  'files.missing': 'fails',
  'files.malformed': 'fails',
  'batches.hold': 'holds',
  'batch.other-place': 'fails',
  'batch.digest-differs': 'fails',
  'batch.chain-broken': 'fails',
  'batch.unsorted': 'fails',
  'batch.counts-differ': 'fails',
  'key.holds': 'holds',
  'key.refused': 'fails',
  'class.twice': 'fails',
  'registrations.hold': 'holds',
  'registration.class': 'fails',
  'registration.issuers': 'fails',
  'registration.credential': 'fails',
  'registration.twice': 'fails',
  'votes.hold': 'holds',
  'vote.unregistered': 'fails',
  'vote.signature': 'fails',
  'vote.contradicts': 'fails',
  'counts.hold': 'holds',
  'counts.broken': 'fails',
  'counts.differ': 'fails',
  'least.met': 'holds',
  'least.missed': 'fails',
  'issued.open': 'note',
  'commitment.same': 'holds',
  'commitment.differs': 'fails',
  'commitment.sizes': 'fails',
  'commitment.unlisted': 'note',
  'tallies.same': 'holds',
  'tallies.differ': 'fails',
  'tallies.none': 'note',
  'receipt.malformed': 'fails',
  'receipt.signed': 'holds',
  'receipt.signature': 'fails',
  'receipt.alone': 'note',
  'receipt.other-place': 'fails',
  'receipt.registered': 'holds',
  'receipt.unregistered': 'fails',
  'receipt.unregistered-yet': 'note',
  'receipt.stands': 'holds',
  'receipt.replaced': 'note',
  'receipt.missing': 'fails',
  'receipt.missing-yet': 'note',
} as const satisfies Readonly<Record<string, Outcome>>

export type BallotCode = keyof typeof outcomes
export type BallotFinding = {
  readonly code: BallotCode
  readonly outcome: Outcome
  readonly data: Readonly<Record<string, string>>
}

export const ballotCodes = Object.keys(outcomes) as readonly BallotCode[]

export function found(code: BallotCode, data: Readonly<Record<string, string | number>> = {}): BallotFinding {
  const written = Object.entries(data).map(([name, value]) => [name, String(value)])
  return { code, outcome: outcomes[code], data: Object.fromEntries(written) }
}
