import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerPair } from './commands/answer-pair.ts'
import { checkOffer } from './commands/check-offer.ts'
import { closeDue } from './commands/close-due.ts'
import { endPair } from './commands/end-pair.ts'
import { measurePair } from './commands/measure-pair.ts'
import { proposePair } from './commands/propose-pair.ts'
import { releaseParty } from './commands/release-party.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { withdrawOffer } from './commands/withdraw-offer.ts'
import { withdrawRequest } from './commands/withdraw-request.ts'
import { writeOffer } from './commands/write-offer.ts'
import { writeRequest } from './commands/write-request.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { ownNote, subjectSection } from './pages/section.tsx'
import { heldOf } from './queries/held.ts'
import { readMine } from './queries/mine.ts'
import { newsOf } from './queries/news.ts'
import { readPlace, readWaiting } from './queries/reads.ts'
import { refusals } from './refusals.ts'
import { ERASED_DAYS } from './rules.ts'

export const buddies: Manifest = {
  name: 'buddies',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readPlace), reading(readMine), reading(readWaiting)],
    ...[deed(writeOffer), deed(checkOffer), deed(withdrawOffer), deed(writeRequest), deed(withdrawRequest)],
    ...[deed(proposePair), deed(answerPair), deed(endPair), deed(measurePair)],
    ...[deed(closeDue), deed(releaseParty), deed(renewSecrets)],
  ],
  pages,
  jobs: () => ({ listeners, sweeps }),
  subjectSection,
  ownNote,
  news: (kit, asked) => newsOf(kit, asked),
  stays: 'asked-anew',
  holds: [
    { table: 'buddy_offer', about: 'tag', sealed: ['by_tag', 'offer_sealed'], keeps: { days: ERASED_DAYS + 1, since: 'until' } },
    { table: 'buddy_request', about: 'tag', sealed: ['by_tag', 'request_sealed'], keeps: { days: 1, since: 'until' } },
    { table: 'buddy_pair', about: 'tag', sealed: ['buddy_tag', 'newcomer_tag', 'pair_sealed'] },
    { table: 'buddy_count', about: 'nobody', travels: { by: 'scope', columns: {} } },
  ],
  heldOf: ({ runner: { db, outside } }, own) => heldOf(db, { now: outside.now(), outside }, own),
}
