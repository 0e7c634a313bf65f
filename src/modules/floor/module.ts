import { deed, reading } from '../../core/operation.ts'
import type { Receiver } from '../../core/receiver.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { answerPoll } from './commands/answer-poll.ts'
import { askQuestion } from './commands/ask-question.ts'
import { closeFloor } from './commands/close-floor.ts'
import { closePoll } from './commands/close-poll.ts'
import { correctLine } from './commands/correct-line.ts'
import { createPoll } from './commands/create-poll.ts'
import { decideQuestion } from './commands/decide-question.ts'
import { discardTranscript } from './commands/discard-transcript.ts'
import { fileTable } from './commands/file-table.ts'
import { giveVoice } from './commands/give-voice.ts'
import { hideQuestion } from './commands/hide-question.ts'
import { importTranscript } from './commands/import-transcript.ts'
import { markExtract } from './commands/mark-extract.ts'
import { openPoll } from './commands/open-poll.ts'
import { publishTranscript } from './commands/publish-transcript.ts'
import { putStatement, recordPut } from './commands/put-statement.ts'
import { raiseHand } from './commands/raise-hand.ts'
import { releasePerson } from './commands/release-person.ts'
import { restoreQuestion } from './commands/restore-question.ts'
import { startTurn } from './commands/start-turn.ts'
import { stopTurn } from './commands/stop-turn.ts'
import { withdrawExtract } from './commands/withdraw-extract.ts'
import { withdrawHand } from './commands/withdraw-hand.ts'
import { withdrawQuestion } from './commands/withdraw-question.ts'
import { withdrawTable } from './commands/withdraw-table.ts'
import { jobsOf } from './jobs.ts'
import { pagesOf } from './pages.tsx'
import { sessionSection } from './pages/reading.tsx'
import { citables } from './queries/cited.ts'
import { heldOfFloor } from './queries/held.ts'
import { newsOf } from './queries/news.ts'
import { readFloor, readQueue } from './queries/read-floor.ts'
import { askedBy, publishedRules, questionAtPath, questionById, questionsBy } from './queries/reported-question.ts'
import { refusals } from './refusals.ts'
import { DAYS_KEPT } from './rules.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ session: scope, question: subject })

const questions: Reportable = {
  sort: 'question',
  rules: publishedRules,
  at: questionAtPath,
  byId: questionById,
  isBy: askedBy,
  whichAreBy: questionsBy,
  hide: (tx, id, rule, around) => prepare(tx, hideQuestion, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, restoreQuestion, place(id), around),
}

/** The live discussion of a session. Where its sentences can be put to the vote it learns from main. */
export const floorOf = (receivers: readonly Receiver[]): Manifest => ({
  name: 'floor',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(readFloor), reading(readQueue), deed(askQuestion), deed(withdrawQuestion), deed(giveVoice), deed(decideQuestion)],
    ...[deed(hideQuestion), deed(restoreQuestion), deed(raiseHand), deed(withdrawHand), deed(startTurn), deed(stopTurn)],
    ...[deed(createPoll), deed(openPoll), deed(closePoll), deed(answerPoll), deed(fileTable), deed(withdrawTable)],
    ...[deed(importTranscript), deed(correctLine), deed(publishTranscript), deed(discardTranscript)],
    ...[deed(markExtract), deed(withdrawExtract), putStatement(receivers), deed(recordPut), deed(closeFloor), deed(releasePerson)],
  ],
  pages: pagesOf(receivers),
  jobs: jobsOf,
  sessionSection,
  sessionPart: { path: 'floor', label: (say) => say('floor.title') },
  citables,
  reportables: [questions],
  news: newsOf,
  stays: 'of-summits',
  holds: [
    {
      table: 'floor_question',
      about: 'person',
      placed: { by: 'session_id' },
      keeps: { days: DAYS_KEPT, since: 'asked_at', empties: ['person_id'] },
    },
    { table: 'floor_voice', about: 'person', placed: { by: 'session_id' }, keeps: { days: DAYS_KEPT, since: 'given_at' } },
    { table: 'floor_hand', about: 'person', placed: { by: 'session_id' }, keeps: { days: DAYS_KEPT, since: 'raised_at' } },
    {
      table: 'floor_turn',
      about: 'person',
      placed: { by: 'session_id' },
      keeps: { days: DAYS_KEPT, since: 'began_at', empties: ['person_id', 'label', 'group_label'] },
    },
    { table: 'floor_poll', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'floor_option', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'floor_answer', about: 'person', placed: { by: 'session_id' }, keeps: { days: DAYS_KEPT, since: 'answered_at' } },
    {
      table: 'floor_table',
      about: 'person',
      placed: { by: 'session_id' },
      keeps: { days: DAYS_KEPT, since: 'entered_at', empties: ['entered_by', 'facilitator'] },
    },
    { table: 'floor_table_text', about: 'nobody', placed: { by: 'session_id' } },
    {
      table: 'floor_transcript',
      about: 'person',
      placed: { by: 'session_id' },
      keeps: { days: DAYS_KEPT, since: 'entered_at', empties: ['entered_by'] },
    },
    { table: 'floor_line', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'floor_extract', about: 'nobody', placed: { by: 'session_id' } },
    { table: 'floor_put', about: 'nobody', placed: { by: 'session_id' } },
  ],
  heldOf: (kit, own) => heldOfFloor(kit.runner.db, own),
})
