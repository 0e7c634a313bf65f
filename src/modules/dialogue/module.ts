import { theHub } from '../../core/actor.ts'
import { deed, reading } from '../../core/operation.ts'
import type { HiddenVoices } from '../../core/hidden-voices.ts'
import type { Receiver, UnnamedReceiver } from '../../core/receiver.ts'
import { prepare, type Reportable } from '../../core/reportable.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addStatement } from './commands/add-statement.ts'
import { beginMeeting } from './commands/begin-meeting.ts'
import { enterSheet } from './commands/enter-sheet.ts'
import { makeEntryLink, withdrawEntryLink } from './commands/make-entry-link.ts'
import { mergeStatement, splitStatement } from './commands/merge-statement.ts'
import { putStatement, putUnnamed } from './commands/put-statement.ts'
import { undoSheet } from './commands/undo-sheet.ts'
import { withdrawMeeting } from './commands/withdraw-meeting.ts'
import { answerDialogue } from './commands/answer-dialogue.ts'
import { chooseVoice } from './commands/choose-voice.ts'
import { correctStatement } from './commands/correct-statement.ts'
import { castVote } from './commands/cast-vote.ts'
import { closeDialogue } from './commands/close-dialogue.ts'
import { countBallots } from './commands/count-ballots.ts'
import { createDialogue } from './commands/create-dialogue.ts'
import { declineStatement } from './commands/decline-statement.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { discardServings } from './commands/discard-servings.ts'
import { editDialogue } from './commands/edit-dialogue.ts'
import { hideMeeting } from './commands/hide-meeting.ts'
import { hideStatement } from './commands/hide-statement.ts'
import { importConversation } from './commands/import-conversation.ts'
import { joinDialogue } from './commands/join-dialogue.ts'
import { markStatement } from './commands/mark-statement.ts'
import { openDialogue } from './commands/open-dialogue.ts'
import { publishStatement } from './commands/publish-statement.ts'
import { recordCoverage } from './commands/record-coverage.ts'
import { recordResult } from './commands/record-result.ts'
import { recordSealed } from './commands/record-sealed.ts'
import { recordServings } from './commands/record-servings.ts'
import { removeParticipant } from './commands/remove-participant.ts'
import { restoreParticipant } from './commands/restore-participant.ts'
import { recordStep } from './commands/record-step.ts'
import { tellCountry } from './commands/tell-country.ts'
import { translateDialogue } from './commands/translate-dialogue.ts'
import { withdrawStatement, withdrawUnnamed } from './commands/withdraw-statement.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { jobsOf, stopThinking } from './jobs.ts'
import { pages } from './pages.tsx'
import { bodySection, front, namedOf, sessionSection } from './pages/sections.tsx'
import { citableStatements } from './queries/citable.ts'
import { correctedSharesFor } from './queries/corrected-shares.ts'
import { readCertificate, signingKeys } from './queries/certificate.ts'
import { listDialogues } from './queries/dialogue-cards.ts'
import { exportDialogue } from './queries/export-dialogue.ts'
import { readHistory, recorded } from './queries/history.ts'
import { heldOfDialogues, travels } from './queries/held.ts'
import { kitOf } from './queries/kit.ts'
import { hiddenMayModerate, hiddenMayPrepare, hiddenPlace, hiddenStatements, hiddenTitle } from './queries/hidden.ts'
import { listMeetings } from './queries/meetings.ts'
import { myPart } from './queries/my-part.ts'
import { nextStatementFor } from './queries/next-statement.ts'
import { newsOf } from './queries/news.ts'
import { readDialogue } from './queries/overview.ts'
import { participantAnswers } from './queries/participant-answers.ts'
import { stopLooking, votingPatterns } from './queries/patterns.ts'
import { meetingAtPath, meetingById, meetingsBy, toldOfMeeting } from './queries/reported-meeting.ts'
import { publishedRules, statementAtPath, statementById, statementsBy, wroteStatement } from './queries/reported-statement.ts'
import { publications } from './queries/publications.ts'
import { publicResult } from './queries/result.ts'
import { openPlaces, placesFor, putState } from './queries/session.ts'
import { listStatements, moderationQueue } from './queries/statement-list.ts'
import { refusals } from './refusals.ts'
import { RULES, STATEMENT_LENGTH } from './rules.ts'

const place = ({ scope, subject }: { scope: string; subject: string }) => ({ dialogue: scope, statement: subject })

/** What others may report here, for a room that does not know this one. */
const statements: Reportable = {
  sort: 'statement',
  report: 'statement.report-this',
  rules: publishedRules(RULES),
  at: statementAtPath,
  byId: statementById,
  isBy: wroteStatement,
  whichAreBy: statementsBy,
  hide: (tx, id, rule, around) => prepare(tx, hideStatement, { ...place(id), rule }, around),
  show: (tx, id, around) => prepare(tx, publishStatement, place(id), around),
}

const held = ({ scope, subject }: { scope: string; subject: string }) => ({ dialogue: scope, meeting: subject })

/** What was written about meetings at which people answered on paper. */
const meetings: Reportable = {
  sort: 'meeting',
  rules: publishedRules(RULES),
  at: meetingAtPath,
  byId: meetingById,
  isBy: toldOfMeeting,
  whichAreBy: meetingsBy,
  hide: (tx, id, rule, around) => prepare(tx, hideMeeting, { ...held(id), rule }, around),
  show: (tx, id, around) => prepare(tx, hideMeeting, { ...held(id), rule: null }, around),
}

/** Sentences that were said in a session can be put to everybody's vote, for a room that does not know this one. */
const receiver: Receiver = {
  placesOf: placesFor,
  async put(deed, { place: dialogueId, ...said }, actor) {
    const { path } = await deed(putStatement, { dialogue: dialogueId, ...said }, actor)
    return { path }
  },
}

/** What was said to a trusted intermediary stands here as nobody's: no participant is counted for it. */
const unnamed: UnnamedReceiver = {
  sort: 'dialogue',
  longest: STATEMENT_LENGTH,
  placesOf: openPlaces,
  async put(deed, { place: of, text, language }) {
    const { number } = await deed(putUnnamed, { dialogue: of, text, language }, theHub)
    return { thing: String(number) }
  },
  async takeBack(deed, { place: of, thing }) {
    await deed(withdrawUnnamed, { dialogue: of, statement: Number(thing) }, theHub)
  },
  stateOf: putState,
}

/** Votes by the ballot box, for the rooms that know people without ballots, and ballots without people. */
const hiddenVoices: HiddenVoices = {
  placeOf: hiddenPlace,
  titleOf: hiddenTitle,
  statementsOf: hiddenStatements,
  mayModerate: hiddenMayModerate,
  mayPrepare: hiddenMayPrepare,
  count: (deed, { place: of, ...came }) => deed(countBallots, { dialogue: of, ...came }, theHub),
}

export const dialogue: Manifest = {
  name: 'dialogue',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [
    ...[reading(listDialogues), reading(readDialogue), reading(listStatements), reading(publicResult), reading(exportDialogue)],
    ...[reading(readCertificate), reading(signingKeys)],
    ...[reading(nextStatementFor), reading(myPart), reading(moderationQueue), reading(correctedSharesFor)],
    ...[deed(createDialogue), deed(editDialogue), deed(translateDialogue), deed(openDialogue), deed(closeDialogue), deed(discardDraft)],
    ...[deed(joinDialogue), deed(castVote), deed(addStatement), deed(correctStatement), deed(withdrawStatement)],
    ...[deed(chooseVoice), deed(tellCountry), deed(recordCoverage), reading(readHistory), deed(renewSecrets)],
    ...[deed(publishStatement), deed(declineStatement), deed(hideStatement), deed(markStatement), deed(answerDialogue)],
    ...[deed(removeParticipant), deed(restoreParticipant), reading(votingPatterns), reading(participantAnswers)],
    ...[reading(kitOf), reading(listMeetings), deed(beginMeeting), deed(enterSheet), deed(undoSheet), deed(withdrawMeeting)],
    ...[deed(makeEntryLink), deed(withdrawEntryLink), deed(mergeStatement), deed(splitStatement), deed(putStatement)],
    ...[deed(putUnnamed), deed(withdrawUnnamed)],
    ...[deed(hideMeeting), deed(countBallots)],
    ...[deed(importConversation), deed(recordResult), deed(recordStep), deed(recordSealed), deed(recordServings), deed(discardServings)],
  ],
  pages,
  jobs: jobsOf,
  often: ['dialogue.vote.cast', 'dialogue.participation.begun'],
  stop: async () => void (await Promise.all([stopThinking(), stopLooking()])),
  front,
  namedOf,
  bodySection,
  sessionSection,
  citables: [citableStatements],
  publications,
  recorded,
  receivers: [receiver],
  unnamedReceivers: [unnamed],
  hiddenVoices: [hiddenVoices],
  reportables: [statements, meetings],
  news: newsOf,
  stays: 'of-bodies',
  holds: [
    { table: 'dialogue', about: 'person', withBody: travels.dialogue, placed: { by: 'id' } },
    { table: 'dialogue_address', about: 'nobody', withBody: travels.address },
    { table: 'dialogue_text', about: 'nobody', withBody: travels.words, placed: { by: 'dialogue_id' } },
    { table: 'guiding_question', about: 'nobody', withBody: travels.words, placed: { by: 'dialogue_id' } },
    { table: 'earlier_text', about: 'nobody', withBody: travels.words, placed: { by: 'dialogue_id' } },
    { table: 'statement', about: 'tag', withBody: travels.statement, placed: { by: 'dialogue_id' } },
    {
      table: 'participant',
      about: 'tag',
      withBody: travels.participant,
      placed: { by: 'dialogue_id' },
      sealed: ['holder_tag', 'country_sealed'],
    },
    { table: 'voice', about: 'tag', withBody: travels.voice, placed: { by: 'dialogue_id' } },
    { table: 'vote', about: 'tag', withBody: travels.vote, placed: { by: 'dialogue_id' } },
    { table: 'imported_vote', about: 'nobody', withBody: travels.words, placed: { by: 'dialogue_id' } },
    { table: 'result', about: 'tag', withBody: travels.result, placed: { by: 'dialogue_id' } },
    { table: 'checkable_result', about: 'tag', withBody: travels.checkable, placed: { by: 'dialogue_id' } },
    { table: 'routing_table', about: 'nobody', withBody: travels.chances, placed: { by: 'dialogue_id' } },
    { table: 'serving', about: 'tag', withBody: travels.serving, placed: { by: 'dialogue_id' } },
    { table: 'sealed_result', about: 'nobody', withBody: travels.sealed, placed: { by: 'dialogue_id' } },
    { table: 'answer', about: 'person', withBody: travels.answer, placed: { by: 'dialogue_id' } },
    { table: 'coverage', about: 'nobody', withBody: travels.coverage, placed: { by: 'dialogue_id' } },
    { table: 'entry_link', about: 'person', withBody: travels.link, placed: { by: 'dialogue_id' } },
    { table: 'meeting', about: 'person', withBody: travels.meeting, placed: { by: 'dialogue_id' } },
    { table: 'sheet', about: 'nobody', withBody: travels.sheet, placed: { by: 'dialogue_id' } },
  ],
  heldOf: (kit, own) => heldOfDialogues(kit.runner.db, kit.runner.outside.keys, own),
}
