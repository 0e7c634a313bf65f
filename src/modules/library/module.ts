import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import { openPrinter } from '../../platform/printing.ts'
import type { Manifest } from '../../web/manifest.ts'
import { archiveEntry, restoreEntry } from './commands/archive-entry.ts'
import { archiveOverdue } from './commands/archive-overdue.ts'
import { askPeers } from './commands/ask-peers.ts'
import { closeAssist } from './commands/close-assist.ts'
import { confirmEntry } from './commands/confirm-entry.ts'
import { confirmNote } from './commands/confirm-note.ts'
import { confirmTranslation } from './commands/confirm-translation.ts'
import { decideEntry } from './commands/decide-entry.ts'
import { decideOffer } from './commands/decide-offer.ts'
import { discardEntry } from './commands/discard-entry.ts'
import { draftEntry } from './commands/draft-entry.ts'
import { hideAssist, showAssist } from './commands/hide-assist.ts'
import { hideEntry, showEntry } from './commands/hide-entry.ts'
import { dismissKeeper, nameKeeper } from './commands/name-keeper.ts'
import { offerHelp } from './commands/offer-help.ts'
import { proposeEntry } from './commands/propose-entry.ts'
import { recordMeeting } from './commands/record-meeting.ts'
import { releasePerson } from './commands/release-person.ts'
import { restoreVersion } from './commands/restore-version.ts'
import { scheduleMeeting } from './commands/schedule-meeting.ts'
import { tellTrial } from './commands/tell-trial.ts'
import { translateEntry } from './commands/translate-entry.ts'
import { withdrawOffer } from './commands/withdraw-offer.ts'
import { withdrawTrial } from './commands/withdraw-trial.ts'
import { writeEntry } from './commands/write-entry.ts'
import { writeNote } from './commands/write-note.ts'
import { listeners, sweeps } from './jobs.ts'
import { pages } from './pages.tsx'
import { subjectSection } from './pages/section.tsx'
import { listAssists, readAssist } from './queries/assists.ts'
import { citedEntries } from './queries/citables.ts'
import { exportEntries } from './queries/export.ts'
import { heldOfLibrary, travels } from './queries/held.ts'
import { listEntries } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { listKeepers, listProposals, myEntries } from './queries/proposals.ts'
import * as published from './queries/publications.ts'
import { listVersions, readEntry } from './queries/read.ts'
import * as reported from './queries/reported.ts'
import { refusals } from './refusals.ts'

/** What others may report here, for a room that does not know this one. */
const entries: Reportable = {
  sort: 'library-entry',
  report: 'library.report-this',
  rules: reported.publishedRules,
  at: reported.entryAt,
  byId: reported.entryById,
  isBy: reported.isByWriter,
  whichAreBy: reported.whichAreByWriter,
  hide: (tx, { subject }, rule, around) => prepare(tx, hideEntry, { entry: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showEntry, { entry: subject }, around),
}

/** A body asks, in an office: nobody is its author here. */
const assists: Reportable = {
  sort: 'peer-assist',
  report: 'assist.report-this',
  rules: reported.publishedRules,
  at: reported.assistAt,
  byId: reported.assistById,
  isBy: async () => false,
  whichAreBy: async () => [],
  hide: (tx, { subject }, rule, around) => prepare(tx, hideAssist, { assist: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showAssist, { assist: subject }, around),
}

const printer = openPrinter()

export const library: Manifest = {
  name: 'library',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listEntries), reading(readEntry), reading(listVersions), reading(exportEntries), reading(listProposals)],
    ...[reading(myEntries), reading(listKeepers), reading(listAssists), reading(readAssist)],
    ...[deed(draftEntry), deed(writeEntry), deed(restoreVersion), deed(proposeEntry), deed(decideEntry), deed(confirmEntry)],
    ...[deed(archiveEntry), deed(restoreEntry), deed(discardEntry), deed(translateEntry), deed(confirmTranslation)],
    ...[deed(tellTrial), deed(withdrawTrial), deed(nameKeeper), deed(dismissKeeper), deed(hideEntry), deed(showEntry)],
    ...[deed(askPeers), deed(closeAssist), deed(offerHelp), deed(decideOffer), deed(withdrawOffer), deed(scheduleMeeting)],
    ...[deed(recordMeeting), deed(writeNote), deed(confirmNote), deed(hideAssist), deed(showAssist)],
    ...[deed(archiveOverdue), deed(releasePerson)],
  ],
  pages: (kit) => pages(kit, printer),
  jobs: () => ({ listeners: listeners(), sweeps: sweeps() }),
  stop: () => printer.stop(),
  subjectSection,
  reportables: [entries, assists],
  citables: [citedEntries],
  publications: [published.entries, published.assists],
  news: newsOf,
  stays: 'of-bodies',
  holds: [
    { table: 'library_entry', about: 'person', withBody: travels.entry },
    { table: 'library_version', about: 'person', withBody: travels.version },
    { table: 'library_translation', about: 'person', withBody: travels.translation },
    { table: 'library_subject', about: 'nobody', withBody: travels.subject },
    { table: 'library_trial', about: 'person', withBody: 'of-two' },
    { table: 'library_keeper', about: 'person', withBody: 'of-the-hub' },
    { table: 'assist', about: 'person', withBody: 'of-two' },
    { table: 'assist_offer', about: 'person', withBody: 'of-two' },
    { table: 'assist_meeting', about: 'person', withBody: 'of-two' },
    { table: 'assist_note', about: 'person', withBody: 'of-two' },
  ],
  heldOf: (kit, own) => heldOfLibrary(kit.runner.db, own),
}
