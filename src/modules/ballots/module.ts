import type { HiddenVoices } from '../../core/hidden-voices.ts'
import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { castBallots } from './commands/cast-ballots.ts'
import { closeBox } from './commands/close-box.ts'
import { muteVoter } from './commands/mute-voter.ts'
import { noteIssuer } from './commands/note-issuer.ts'
import { noteParticipants } from './commands/note-participants.ts'
import { openBatch } from './commands/open-batch.ts'
import { openBox } from './commands/open-box.ts'
import { prepareBox } from './commands/prepare-box.ts'
import { releaseClient } from './commands/release-client.ts'
import { registerVoter } from './commands/register-voter.ts'
import { writeStatement } from './commands/write-statement.ts'
import { jobsOf } from './jobs.ts'
import { pagesOf, sectionOf } from './pages.tsx'
import { readBatch, readBox, readElection, readTallies, readVoterStanding } from './queries/read-box.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'
import { KNOWS_NOBODY } from './rules.ts'

/** The ballot box: it knows keys and votes, and no people. What is voted on it gets from main, of rooms that it does not know. */
export const ballotsOf = (places: readonly HiddenVoices[]): Manifest => ({
  name: 'ballots',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readBox(places)), reading(readElection(places)), reading(readBatch(places)), reading(readTallies(places))],
    ...[reading(readVoterStanding(places)), deed(registerVoter(places)), deed(castBallots(places)), deed(writeStatement(places))],
    ...[deed(prepareBox), deed(openBox), deed(openBatch), deed(noteParticipants), deed(closeBox), deed(muteVoter(places))],
    ...[deed(releaseClient), deed(noteIssuer(places))],
  ],
  pages: (kit) => pagesOf(kit, places),
  jobs: () => jobsOf(places),
  subjectSection: sectionOf(places),
  withoutSession: KNOWS_NOBODY,
  recorded,
  stays: 'of-hidden-votes',
  holds: [
    { table: 'ballot_box', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'ballot_voter', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'ballot_waiting', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'ballot_batch', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'ballot_vote', about: 'nobody', placed: { by: 'dialogue_id' } },
    { table: 'ballot_statement', about: 'nobody', placed: { by: 'dialogue_id' } },
  ],
})
