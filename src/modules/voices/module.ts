import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { acceptMandate, withdrawMandate } from './commands/accept-mandate.ts'
import { answerNaming } from './commands/answer-naming.ts'
import { answerReading } from './commands/answer-reading.ts'
import { castBallot } from './commands/cast-ballot.ts'
import { claimMandate } from './commands/claim-mandate.ts'
import { closeVotes } from './commands/close-votes.ts'
import { chooseTerms, correctVoice } from './commands/correct-voice.ts'
import { giveMandate } from './commands/give-mandate.ts'
import { hideTestimony, showTestimony } from './commands/hide-testimony.ts'
import { makeCode, replaceCode } from './commands/make-code.ts'
import { endNaming, nameIntermediary } from './commands/name-intermediary.ts'
import { publishDue } from './commands/publish-due.ts'
import { recordPut } from './commands/record-put.ts'
import { releasePerson } from './commands/release-person.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { answerMandate, askMandate, reportMandate } from './commands/report-mandate.ts'
import { submitVoice } from './commands/submit-voice.ts'
import { takingDeed } from './commands/take-puts.ts'
import { withdrawKept, withdrawVoice } from './commands/withdraw-voice.ts'
import { writeVoice } from './commands/write-voice.ts'
import { listeners, sweeps } from './jobs.ts'
import { pagesOf } from './pages.tsx'
import { bodySection, namedOf, sessionSection, subjectSection, thingLabels, thingSection } from './pages/section.tsx'
import type { Said } from './queries/claims.ts'
import { testimonies } from './queries/citables.ts'
import { heldOfVoices } from './queries/held.ts'
import { listMandates, readMandate } from './queries/mandates.ts'
import { newsOf } from './queries/news.ts'
import { publication } from './queries/published.ts'
import * as reported from './queries/reported.ts'
import { listTestimonies, readTestimony } from './queries/testimonies.ts'
import { refusals } from './refusals.ts'

const reportable: Reportable = {
  sort: 'testimony',
  report: 'voices.report-this',
  rules: reported.publishedRules,
  at: reported.at,
  byId: reported.byId,
  isBy: reported.isBy,
  whichAreBy: reported.whichAreBy,
  hide: (tx, { subject }, rule, around) => prepare(tx, hideTestimony, { testimony: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showTestimony, { testimony: subject }, around),
}

/** What was said anywhere, which can claim a mandate, comes from main. */
export const voicesOf = (said: Said): Manifest => ({
  name: 'voices',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listTestimonies), reading(readTestimony), reading(listMandates), reading(readMandate)],
    ...[deed(nameIntermediary), deed(endNaming), deed(answerNaming), deed(makeCode), deed(replaceCode), deed(writeVoice(said.receivers))],
    ...[deed(submitVoice), deed(answerReading), deed(publishDue), deed(recordPut)],
    ...[takingDeed(said.receivers, correctVoice), takingDeed(said.receivers, chooseTerms)],
    ...[takingDeed(said.receivers, withdrawVoice), takingDeed(said.receivers, withdrawKept)],
    ...[deed(hideTestimony), deed(showTestimony), deed(giveMandate), deed(acceptMandate), deed(withdrawMandate)],
    ...[deed(castBallot), deed(closeVotes), deed(claimMandate(said))],
    ...[deed(reportMandate), deed(askMandate), deed(answerMandate), deed(releasePerson), deed(renewSecrets)],
  ],
  pages: pagesOf(said),
  jobs: () => ({ listeners: listeners(), sweeps: sweeps(said.receivers) }),
  ...{ bodySection, namedOf, subjectSection, sessionSection, thingLabels, thingSection: thingSection(said) },
  reportables: [reportable],
  citables: [testimonies],
  publications: [publication],
  news: newsOf,
  stays: 'of-accounts',
  holds: [
    { table: 'voice_intermediary', about: 'person' },
    { table: 'voice_namer', about: 'nobody' },
    { table: 'kept_voice', about: 'tag', sealed: ['code_hash', 'keeper_tag', 'reader_tag', 'words_sealed'] },
    { table: 'testimony', about: 'nobody' },
    { table: 'mandate', about: 'person', sealed: ['keeper_tag'] },
    { table: 'mandate_ballot', about: 'tag', sealed: ['voter_tag'] },
    { table: 'mandate_claim', about: 'person' },
    { table: 'mandate_word', about: 'nobody' },
    { table: 'mandate_question', about: 'nobody' },
  ],
  heldOf: (kit, own) => heldOfVoices(kit.runner.db, kit.runner.outside.keys, own),
})
