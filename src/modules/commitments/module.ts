import type { Sources } from '../../core/citable.ts'
import type { Staying, Travel } from '../../core/moving.ts'
import { deed, reading } from '../../core/operation.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addEvidence } from './commands/add-evidence.ts'
import { addIndicator } from './commands/add-indicator.ts'
import { addMilestone } from './commands/add-milestone.ts'
import { answerProposal } from './commands/answer-proposal.ts'
import { adoptPractice } from './commands/adopt-practice.ts'
import { answerQuestion } from './commands/answer-question.ts'
import { askEvidence } from './commands/ask-evidence.ts'
import { confirmPractice } from './commands/confirm-practice.ts'
import { hidePractice, showPractice } from './commands/hide-practice.ts'
import { hideQuestion, showQuestion } from './commands/hide-question.ts'
import { recordResult } from './commands/record-result.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { translatePractice } from './commands/translate-practice.ts'
import { withdrawQuestion } from './commands/withdraw-question.ts'
import { writePractice } from './commands/write-practice.ts'
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
import { bodySection, editionSection, front, thingSection } from './pages/sections.tsx'
import { listReports, readReport } from './queries/body-reports.ts'
import { citables } from './queries/citable.ts'
import { listCommitments } from './queries/list.ts'
import { listPractices, readPractice } from './queries/list-practices.ts'
import { newsOf } from './queries/news.ts'
import { readCommitment } from './queries/read.ts'
import { publications } from './queries/publications.ts'
import { heldOfCommitments, travels } from './queries/questions-held.ts'
import { reportableQuestion } from './queries/reported-questions.ts'
import { reportableCommitment, reportablePractice } from './queries/reported.ts'
import { recorded } from './queries/recorded.ts'
import { refusals } from './refusals.ts'

/** For a decision of moderation, in its own transaction. */
const reportables: readonly Reportable[] = [
  reportableCommitment({
    hide: (tx, { subject }, rule, around) => prepare(tx, hideCommitment, { commitment: subject, rule }, around),
    show: (tx, { subject }, around) => prepare(tx, showCommitment, { commitment: subject }, around),
  }),
  reportablePractice({
    hide: (tx, { subject }, rule, around) => prepare(tx, hidePractice, { commitment: subject, rule }, around),
    show: (tx, { subject }, around) => prepare(tx, showPractice, { commitment: subject }, around),
  }),
  reportableQuestion({
    hide: (tx, { scope, subject }, rule, around) => prepare(tx, hideQuestion, { commitment: scope, question: subject, rule }, around),
    show: (tx, { scope, subject }, around) => prepare(tx, showQuestion, { commitment: scope, question: subject }, around),
  }),
]

/** How each goes along with the body that promised. */
const TABLES = {
  ...{ commitment: travels.commitment, commitment_text: travels.part, commitment_change: travels.change, commitment_supporter: 'of-two' },
  ...{ commitment_milestone: travels.part, commitment_indicator: travels.part, commitment_measurement: travels.part },
  ...{ commitment_evidence: travels.part, commitment_check: 'of-two', commitment_wanted: 'of-summits', commitment_pair: 'of-two' },
  ...{ action_report: travels.report, action_report_line: travels.line, practice: travels.part, practice_text: travels.part },
  practice_adoption: 'of-two',
} as const satisfies Readonly<Record<string, Travel | Staying>>

/** What bodies promise to do, by when, and what became of it. Where a promise came from it knows only as a source. */
export const commitmentsOf = (sources: Sources): Manifest => ({
  name: 'commitments',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listCommitments), reading(readCommitment(sources)), reading(listReports), reading(readReport)],
    ...[reading(listPractices), reading(readPractice)],
    ...[deed(makeCommitment(sources)), deed(answerProposal), deed(editCommitment), deed(translateCommitment), deed(moveDate)],
    ...[deed(askSupport), deed(answerSupport), deed(addMilestone), deed(markMilestone), deed(addIndicator), deed(recordMeasurement)],
    ...[deed(addEvidence), deed(verifyEvidence), deed(endCommitment), deed(withdrawCommitment), deed(sendReport)],
    ...[deed(decidePair), deed(mergeCommitment), deed(recordWanted), deed(hideCommitment), deed(showCommitment)],
    ...[deed(askEvidence), deed(answerQuestion), deed(withdrawQuestion), deed(hideQuestion), deed(showQuestion), deed(renewSecrets)],
    ...[deed(writePractice), deed(translatePractice), deed(confirmPractice), deed(adoptPractice), deed(recordResult)],
    ...[deed(hidePractice), deed(showPractice)],
  ],
  pages: (kit) => pages({ kit, sources }),
  jobs: () => ({ listeners, sweeps: [] }),
  front,
  editionSection,
  bodySection,
  thingSection,
  reportables,
  citables,
  publications,
  recorded,
  news: newsOf,
  stays: 'of-bodies',
  holds: [
    ...Object.entries<Travel | Staying>(TABLES).map(([table, withBody]) => ({ table, about: 'nobody' as const, withBody })),
    { table: 'commitment_question', about: 'tag', sealed: ['asker_tag'], withBody: travels.question },
  ],
  heldOf: (kit, own) => heldOfCommitments(kit.runner.db, kit.runner.outside.keys, own.account),
})
