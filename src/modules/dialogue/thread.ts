import { parentPort } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  analyseRunning,
  canonicalJson,
  certificateDocument,
  changed,
  openRunning,
  packSnapshot,
  peopleBetween,
  plainAnalysis,
  snapshotOf,
  suspiciousPatterns,
  unpackSnapshot,
  type Analysis,
  type Canonical,
  type Change,
  type Conversation,
  type PatternReport,
  type Running,
  type StatementInput,
  type VoteRows,
} from '#deliberation'
import type { ThreadReply } from '../../platform/threads.ts'

// The entry of the thread in which results are computed: votes in, packed analysis out. It keeps the sums of the dialogues it saw last, so that
// a few new votes in a large one cost little; what it keeps it can lose at any time, and is then given all votes again.
export type AnalysisQuestion = { readonly dialogue: string; readonly step: StepQuestion | null } & (
  | { readonly conversation: Conversation; /** Nobody will ask for what became of it. */ readonly once?: true }
  | { readonly changes: readonly Change[]; readonly statements: readonly StatementInput[] }
)

/** Asks what stands out in how people voted, for moderators; a thread of its own answers it, so that no result waits. */
export type PatternQuestion = {
  readonly patterns: { readonly statements: readonly StatementInput[]; readonly votes: VoteRows; readonly times: Float64Array }
}

/** Asks for the result as it can be checked, if at least `fewest` people voted otherwise than in the step before. */
export type StepQuestion = {
  /** Packed and gzipped votes of the step before, with the ids of its statements; null: there is none, or it does not matter. */
  readonly before: { readonly statements: readonly number[]; readonly votes: Uint8Array } | null
  readonly fewest: number
  readonly withVotes: boolean
}

export type StepAnswer = {
  readonly certificate: string
  /** The certificate's document: gzipped canonical JSON. */
  readonly document: Uint8Array
  readonly statements: readonly StatementInput[]
  /** The votes it was made of, packed and gzipped. */
  readonly votes: Uint8Array | null
}

export type AnalysisAnswer = {
  readonly participants: number
  readonly votes: number
  readonly certificate: string
  readonly engine: string
  /** The analysis as gzipped JSON, as it is stored. */
  readonly packed: Uint8Array
  /** Null: none was asked for, or too few people voted since the last. */
  readonly step: StepAnswer | null
  /** How long it thought, and how long it made bytes of what it found. */
  readonly engineMs: number
  readonly packMs: number
}

/** Null: the thread does not know the dialogue any more, and wants all its votes. */
export type Reply = AnalysisAnswer | null

/** In all; a vote takes three bytes, and pair sums up to 27 MB a dialogue. */
const MOST_VOTES_KEPT = 20_000_000
const MOST_DIALOGUES_KEPT = 16
const kept = new Map<string, Running>()

parentPort?.on('message', ({ id, question }: { id: number; question: AnalysisQuestion | PatternQuestion }) => {
  parentPort?.postMessage('patterns' in question ? patternReply(id, question) : reply(id, question))
})

function patternReply(id: number, { patterns }: PatternQuestion): ThreadReply<PatternReport> {
  try {
    return { id, answer: suspiciousPatterns(patterns, patterns.times) }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}

function reply(id: number, question: AnalysisQuestion): ThreadReply<Reply> {
  try {
    const started = performance.now()
    const running = stateAfter(question)
    return { id, answer: running === null ? null : answer(running, question.step, started) }
  } catch (error) {
    kept.delete(question.dialogue)
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}

function stateAfter(question: AnalysisQuestion): Running | null {
  if ('conversation' in question && question.once === true) return openRunning(question.conversation)
  const before = kept.get(question.dialogue)
  // Taken out and put back, so that the map stands in the order of use.
  kept.delete(question.dialogue)
  if (!('conversation' in question) && before === undefined) return null
  const running =
    'conversation' in question ? openRunning(question.conversation) : changed(before as Running, question.changes, question.statements)
  kept.set(question.dialogue, running)
  forgetOldest()
  return running
}

function forgetOldest(): void {
  let votes = 0
  for (const { matrix } of kept.values()) votes += matrix.values.length
  for (const [dialogue, { matrix }] of kept) {
    if (votes <= MOST_VOTES_KEPT && kept.size <= MOST_DIALOGUES_KEPT) return
    kept.delete(dialogue)
    votes -= matrix.values.length
  }
}

function answer(running: Running, question: StepQuestion | null, started: number): AnalysisAnswer {
  const analysis = analyseRunning(running)
  const thought = performance.now()
  const { participants, votes, certificate, engine } = analysis
  // A new one comes every few seconds: a tenth more bytes for half the time.
  const packed = gzipSync(JSON.stringify(plainAnalysis(analysis)), { level: 1 })
  const step = question === null ? null : stepAfter(question, running, analysis)
  const about = { participants, votes, certificate, engine, packed, step }
  return { ...about, engineMs: thought - started, packMs: performance.now() - thought }
}

function stepAfter({ before, fewest, withVotes }: StepQuestion, { matrix, statements }: Running, analysis: Analysis): StepAnswer | null {
  const snapshot = snapshotOf(matrix, statements, analysis.placements.labels)
  const now = { rows: snapshot.rows, statements: statements.map(({ id }) => id) }
  const people =
    before === null
      ? analysis.participants
      : peopleBetween({ rows: unpackSnapshot(gunzipSync(before.votes)).rows, statements: before.statements }, now)
  if (people < fewest) return null
  return {
    certificate: analysis.certificate,
    document: gzipSync(canonicalJson(certificateDocument(analysis) as unknown as Canonical)),
    statements,
    votes: withVotes ? gzipSync(packSnapshot(snapshot), { level: 1 }) : null,
  }
}
