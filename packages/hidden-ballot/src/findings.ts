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
  'slot.used': 'holds',
  'slot.empty': 'holds',
  'slot.broken': 'fails',
  'slot.unknown': 'fails',
  'slot.alone': 'note',
  'slot.logged': 'holds',
  'slot.unlogged': 'fails',
  'logged.not-looked': 'note',
  'logged.unreadable': 'fails',
  'logged.key': 'holds',
  'logged.key-missing': 'fails',
  'logged.key-other': 'fails',
  'logged.key-twice': 'fails',
  'logged.key-unknown': 'fails',
  'logged.key-late': 'fails',
  'logged.key-day': 'fails',
  'logged.least-differs': 'fails',
  'logged.counted': 'holds',
  'logged.counted-missing': 'fails',
  'logged.counted-differs': 'fails',
  'logged.counted-twice': 'fails',
  'logged.counted-unknown': 'fails',
  'logged.counted-late': 'fails',
  'logged.batches': 'holds',
  'logged.batch-missing': 'fails',
  'logged.batch-not-yet': 'note',
  'logged.batch-more': 'fails',
  'logged.batch-twice': 'fails',
  'logged.batch-order': 'fails',
  'logged.batch-digest': 'fails',
  'logged.batch-counts': 'fails',
  'logged.batch-issuers': 'fails',
  'logged.elsewhere': 'fails',
  'logged.client': 'note',
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

/** More of one kind are only counted: a file of nonsense must not give a million lines. */
const mostOfAKind = 20

export function fewOfAKind(findings: readonly BallotFinding[]): readonly BallotFinding[] {
  const seen = new Map<string, number>()
  return findings.filter(({ code }) => {
    const count = 1 + (seen.get(code) ?? 0)
    seen.set(code, count)
    return count <= mostOfAKind
  })
}
