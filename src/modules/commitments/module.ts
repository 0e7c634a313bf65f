import type { Sources } from '../../core/citable.ts'
import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addEvidence } from './commands/add-evidence.ts'
import { addIndicator } from './commands/add-indicator.ts'
import { addMilestone } from './commands/add-milestone.ts'
import { answerProposal } from './commands/answer-proposal.ts'
import { answerSupport } from './commands/answer-support.ts'
import { askSupport } from './commands/ask-support.ts'
import { verifyEvidence } from './commands/verify-evidence.ts'
import { editCommitment } from './commands/edit-commitment.ts'
import { endCommitment } from './commands/end-commitment.ts'
import { hideCommitment, showCommitment } from './commands/hide-commitment.ts'
import { decidePair, mergeCommitment } from './commands/decide-pair.ts'
import { makeCommitment } from './commands/make-commitment.ts'
import { markMilestone } from './commands/mark-milestone.ts'
import { moveDate } from './commands/move-date.ts'
import { recordMeasurement } from './commands/record-measurement.ts'
import { sendReport } from './commands/send-report.ts'
import { translateCommitment } from './commands/translate-commitment.ts'
import { recordWanted } from './commands/record-wanted.ts'
import { withdrawCommitment } from './commands/withdraw-commitment.ts'
import { listeners } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, editionSection, thingSection } from './pages/sections.tsx'
import { listReports, readReport } from './queries/body-reports.ts'
import { citables } from './queries/citable.ts'
import { listCommitments } from './queries/list.ts'
import { newsOf } from './queries/news.ts'
import { readCommitment } from './queries/read.ts'
import { reportableCommitment } from './queries/reported.ts'
import { refusals } from './refusals.ts'

/** For a decision of moderation, in its own transaction. */
const reportable: Reportable = reportableCommitment({
  hide: (tx, { subject }, rule, around) => prepare(tx, hideCommitment, { commitment: subject, rule }, around),
  show: (tx, { subject }, around) => prepare(tx, showCommitment, { commitment: subject }, around),
})

const TABLES = [
  ...['commitment', 'commitment_text', 'commitment_change', 'commitment_supporter', 'commitment_milestone', 'commitment_indicator'],
  ...['commitment_measurement', 'commitment_evidence', 'commitment_check', 'commitment_wanted', 'commitment_pair'],
  ...['action_report', 'action_report_line'],
]

/** What bodies promise to do, by when, and what became of it. Where a promise came from it knows only as a source. */
export const commitmentsOf = (sources: Sources): Manifest => ({
  name: 'commitments',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listCommitments), reading(readCommitment(sources)), reading(listReports), reading(readReport)],
    ...[deed(makeCommitment(sources)), deed(answerProposal), deed(editCommitment), deed(translateCommitment), deed(moveDate)],
    ...[deed(askSupport), deed(answerSupport), deed(addMilestone), deed(markMilestone), deed(addIndicator), deed(recordMeasurement)],
    ...[deed(addEvidence), deed(verifyEvidence), deed(endCommitment), deed(withdrawCommitment), deed(sendReport)],
    ...[deed(decidePair), deed(mergeCommitment), deed(recordWanted), deed(hideCommitment), deed(showCommitment)],
  ],
  pages: (kit) => pages({ kit, sources }),
  jobs: () => ({ listeners, sweeps: [] }),
  editionSection,
  bodySection,
  thingSection,
  reportables: [reportable],
  citables,
  news: newsOf,
  holds: TABLES.map((table) => ({ table, about: 'nobody' as const })),
})
