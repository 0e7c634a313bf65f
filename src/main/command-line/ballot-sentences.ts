import type { BallotCode, BallotFinding } from '#hidden-ballot'

type Sentence = (data: Readonly<Record<string, string>>) => string

/** What each finding about hidden ballots says to whoever reads the terminal. */
const SENTENCES: Readonly<Record<BallotCode, Sentence>> = {
  'files.missing': ({ file }) => `The file ${file} is missing.`,
  'files.malformed': ({ file }) => `The file ${file} is not in its one form, so two readers could read two things.`,
  'batches.hold': ({ batches }) => `Every batch is the one that the election names, and follows from the one before (batches: ${batches}).`,
  'batch.other-place': ({ batch }) => `Batch ${batch} is one of another dialogue.`,
  'batch.digest-differs': ({ batch, told, computed }) => `Batch ${batch} has the digest ${computed}; the election names ${told}.`,
  'batch.chain-broken': ({ batch }) => `Batch ${batch} does not follow from the one before.`,
  'batch.unsorted': ({ batch }) => `Batch ${batch} is not in the order of digests, so its order may tell something.`,
  'batch.counts-differ': ({ batch }) => `Batch ${batch} holds another number of entries than the election says.`,
  'key.holds': ({ name, key, class: of }) =>
    `The key of ${name} for the voters "${of}" may be used: ${key}. The same must stand in the public log.`,
  'key.refused': ({ name, fault }) => `The key of ${name} must not be used (${fault}).`,
  'class.twice': ({ class: of }) => `The voters "${of}" are named twice.`,
  'registrations.hold': ({ count }) => `Every voter has a valid credential of every issuer (voters: ${count}).`,
  'registration.class': ({ batch, voter }) => `In batch ${batch}, ${voter} belongs to voters whom nobody named.`,
  'registration.issuers': ({ batch, voter }) => `In batch ${batch}, ${voter} has not exactly one credential of each issuer.`,
  'registration.credential': ({ batch, voter }) => `In batch ${batch}, a credential of ${voter} was not signed by its issuer.`,
  'registration.twice': ({ batch, voter }) => `In batch ${batch}, ${voter} is registered once more.`,
  'votes.hold': ({ count }) => `Every vote is signed by a voter who is registered (votes: ${count}).`,
  'vote.unregistered': ({ batch, voter }) => `In batch ${batch}, ${voter} votes without being registered.`,
  'vote.signature': ({ batch, voter, statement }) =>
    `In batch ${batch}, the vote of ${voter} on statement ${statement} is not signed by it.`,
  'vote.contradicts': ({ batch, voter, statement }) =>
    `In batch ${batch}, ${voter} says two things on statement ${statement} under one number.`,
  'counts.hold': ({ name, voted, registered, issued, roll }) =>
    name === undefined
      ? `The counts are as told: ${voted} voted, of ${registered} who registered.`
      : `For ${name}: ${registered} registered, of ${issued} credentials that were given out, to a roll of ${roll}.`,
  'counts.broken': ({ name, registered, issued, roll }) =>
    `For ${name} the counts cannot be: ${registered} registered, ${issued} credentials given out, ${roll} on the roll.`,
  'counts.differ': ({ what, told, counted }) => `The election says ${what}: ${told}; there are ${counted}.`,
  'least.met': ({ issued, least }) => `Nothing was opened before ${least} credentials were given out (now ${issued}).`,
  'least.missed': ({ issued, least }) =>
    `It was opened with ${issued} credentials, and ${least} are needed: in a small crowd people are known.`,
  'issued.open': ({ name }) => `${name} still gives out credentials, so their number is not compared yet.`,
  'commitment.same': ({ name }) => `The list of slots of ${name} is the one that it committed to.`,
  'commitment.differs': ({ name }) => `The list of slots of ${name} is not the one that it committed to.`,
  'commitment.sizes': ({ name, issued, empty }) =>
    `${name} committed to ${issued} used and ${empty} empty slots, which is not what it says in numbers.`,
  'commitment.unlisted': ({ name }) => `The list of slots of ${name} is not here. Whoever is on its roll can check their own slot.`,
  'tallies.same': ({ statements }) => `The published sums are those of the votes (statements: ${statements}).`,
  'tallies.differ': ({ statement }) => `The published sums of statement ${statement} are not those of the votes.`,
  'tallies.none': () => 'Published sums are not here to compare.',
  'receipt.malformed': () => 'This is no receipt of hidden votes.',
  'receipt.signed': ({ count, voter }) => `Every vote in the receipt is signed by its voter, ${voter} (votes: ${count}).`,
  'receipt.signature': ({ statement }) => `The vote on statement ${statement} in the receipt is not signed by its voter.`,
  'receipt.alone': () => 'Only the receipt itself was looked at. With --box it is asked whether its votes stand in the public files.',
  'receipt.other-place': () => 'The receipt is of another dialogue than these ballots.',
  'receipt.registered': ({ batch }) => `The voter of the receipt is registered in batch ${batch}.`,
  'receipt.unregistered': () => 'The voter of the receipt is registered nowhere, and the vote is closed.',
  'receipt.unregistered-yet': () => 'The voter of the receipt is in no batch yet; the vote is not closed.',
  'receipt.stands': ({ statement, batch }) => `The vote on statement ${statement} stands in batch ${batch} as it was sent.`,
  'receipt.replaced': ({ statement, batch }) =>
    `Of the vote on statement ${statement} a later one of the same voter counts, in batch ${batch}.`,
  'receipt.missing': ({ statement }) => `The vote on statement ${statement} stands in no batch, and the vote is closed.`,
  'receipt.missing-yet': ({ statement }) => `The vote on statement ${statement} stands in no batch yet; the vote is not closed.`,
}

export const sentenceOf = ({ code, data }: BallotFinding): string => SENTENCES[code](data)
