import type { BallotCode, BallotFinding } from '#hidden-ballot'
import { harmless } from './terminal.ts'
import type { Told } from './log-told.ts'

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
  'slot.used': ({ name }) => `The slot is one of those of ${name} that were used: a credential was asked for with its account.`,
  'slot.empty': ({ name }) => `The slot is one of those of ${name} that stayed empty: no credential was given for it.`,
  'slot.broken': () => 'The proof does not lead to its own root, so it shows nothing.',
  'slot.unknown': () =>
    'No issuer of these ballots committed to the root of the proof. It is another dialogue’s, or the roll is told otherwise.',
  'slot.alone': () => 'The proof leads to its root. With --box it is asked whether an issuer committed to that.',
  'slot.logged': ({ log, entry }) => `Entry ${entry} of the log of ${log} names the root of the proof.`,
  'slot.unlogged': ({ log }) => `No entry of the log of ${log} names the root of the proof.`,
  'logged.not-looked': () => 'The public log was not looked at. With --log and its --key it is asked whether it says the same.',
  'logged.unreadable': ({ log, entry }) => `Entry ${entry} of the log of ${log} is about this dialogue, and is not in its one form.`,
  'logged.key': ({ log, entry, name, class: of, day }) =>
    `Entry ${entry} of the log of ${log}, of ${day}, names the key of ${name} for the voters "${of}", before anything was counted, and no other entry does.`,
  'logged.key-missing': ({ log, name, class: of }) => `No entry of the log of ${log} names the key of ${name} for the voters "${of}".`,
  'logged.key-other': ({ log, entry, class: of }) =>
    `Entry ${entry} of the log of ${log} names other keys for the voters "${of}" than the election: a key of somebody's own would know its owner again.`,
  'logged.key-twice': ({ log, entries, class: of }) =>
    `The log of ${log} names a key for the voters "${of}" more than once (entries ${entries}), and there must be one alone.`,
  'logged.key-unknown': ({ log, entry, class: of }) =>
    `Entry ${entry} of the log of ${log} names a key for the voters "${of}", whom the election does not have.`,
  'logged.key-late': ({ log, entry, first, class: of }) =>
    `Entry ${entry} of the log of ${log} names the key for the voters "${of}" after entry ${first}, which counts what was done with it.`,
  'logged.key-day': ({ log, entry, day, opens }) =>
    `Entry ${entry} of the log of ${log} names a key on ${day}, and credentials were given from ${opens} on.`,
  'logged.least-differs': ({ log, entry, told, logged }) =>
    `The election opens from ${told} credentials on; entry ${entry} of the log of ${log} says ${logged}.`,
  'logged.counted': ({ log, entry, name, roll, issued }) =>
    `Entry ${entry} of the log of ${log} has the same counts and roots of ${name}: ${issued} credentials, to a roll of ${roll}.`,
  'logged.counted-missing': ({ log, name }) => `No entry of the log of ${log} says what ${name} gave out.`,
  'logged.counted-differs': ({ log, entry, name, roll, issued, 'logged-roll': told, 'logged-issued': given }) =>
    `Entry ${entry} of the log of ${log} says something else of ${name} than the election: ${given} credentials to a roll of ${told} there, ${issued} to ${roll} here, or another root.`,
  'logged.counted-twice': ({ log, entries, name }) => `The log of ${log} says more than once what ${name} gave out (entries ${entries}).`,
  'logged.counted-unknown': ({ log, entry }) =>
    `Entry ${entry} of the log of ${log} says what was given out with a key that is not this election's.`,
  'logged.counted-late': ({ log, entry, name, first }) =>
    `Entry ${entry} of the log of ${log} says what ${name} gave out only after entry ${first}, which opens a batch.`,
  'logged.batches': ({ log, batches }) =>
    `The batches are those of the log of ${log}, with the same digests and counts, and in its order (batches: ${batches}).`,
  'logged.batch-missing': ({ log, batch }) => `No entry of the log of ${log} names batch ${batch}.`,
  'logged.batch-not-yet': ({ log, batch }) =>
    `No entry of the log of ${log} names batch ${batch} yet. It is the newest, and the vote is not closed; ask again in some minutes.`,
  'logged.batch-more': ({ log, entry, batch }) => `Entry ${entry} of the log of ${log} names batch ${batch}, which is not here.`,
  'logged.batch-twice': ({ log, entries, batch }) => `The log of ${log} names batch ${batch} more than once (entries ${entries}).`,
  'logged.batch-order': ({ log, entry, batch, before }) =>
    `Entry ${entry} of the log of ${log} names batch ${batch} after batch ${before}.`,
  'logged.batch-digest': ({ log, entry, batch }) =>
    `Entry ${entry} of the log of ${log} names another batch ${batch} than the one that is here.`,
  'logged.batch-counts': ({ log, entry, batch }) =>
    `Entry ${entry} of the log of ${log} has other counts of batch ${batch}, or of all until then.`,
  'logged.batch-issuers': ({ log, entry, batch }) =>
    `Entry ${entry} of the log of ${log}, for batch ${batch}, has other rolls, credentials or roots of the issuers than the election.`,
  'logged.elsewhere': ({ log, entry }) =>
    `Entry ${entry} of the log of ${log} opens a batch of this dialogue, which is held on another hub.`,
  'logged.client': ({ log, entry, client }) =>
    `Meanwhile ${log} gave voters the program ${client} (entry ${entry}). Whether it is the published one, only building it again says.`,
}

export const sentenceOf = ({ code, data }: BallotFinding): string => SENTENCES[code](data)

const LONGEST = 1000
export const toldOf = (finding: BallotFinding): Told => ({ ...finding, sentence: harmless(sentenceOf(finding), LONGEST) })
