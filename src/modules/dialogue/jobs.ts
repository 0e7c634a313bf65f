import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import type { Reader } from '../../platform/db.ts'
import { openThread } from '../../platform/threads.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { closeDialogue } from './commands/close-dialogue.ts'
import { discardSettled } from './commands/discard-servings.ts'
import { recordResult } from './commands/record-result.ts'
import { recordSealed } from './commands/record-sealed.ts'
import { writeServings } from './commands/record-servings.ts'
import { recordStep } from './commands/record-step.ts'
import { checkableHead, stepDue, stepWithoutRemoved } from './queries/checkable.ts'
import { readChanges, readConversation, readInput, removalMark } from './queries/conversation.ts'
import { liveCounts } from './queries/live-counts.ts'
import { forgetRouting } from './queries/routing.ts'
import { sealStage } from './queries/sealed-result.ts'
import { sealedStep } from './queries/sealed-step.ts'
import { overdueDialogues, staleDialogues } from './queries/stale-dialogues.ts'
import type { AnalysisAnswer, AnalysisQuestion, Reply } from './thread.ts'

const thread = openThread<AnalysisQuestion, Reply>(new URL('./thread.ts', import.meta.url))

/** At most every few seconds a dialogue, and at most a quarter of the time for one that is slow to compute. */
const LEAST_PAUSE_MS = 3000
const PAUSE_FACTOR = 4

/** A deed takes its time before it commits: what a reading did not see yet may bear an hour from just before it. */
const OVERLAP_MS = 60_000

/** What the thread has of a dialogue: when it was read, and who was left out. */
type Reading = { readonly at: Date; readonly mark: string }
const readings = new Map<string, Reading>()

/** Read the votes, think in the thread, keep the result. The same votes give the same bytes, so twice is harmless. */
export async function recompute(runner: Runner, dialogueId: string): Promise<void> {
  const readAt = runner.outside.now()
  const started = performance.now()
  // Asked before the votes are read: what was closed then is read whole.
  const stage = await sealStage(runner.db, dialogueId)
  const { packed, step, ...about } = await think(runner.db, dialogueId, readAt)
  const tookMs = Math.round(performance.now() - started)
  await perform(runner, recordResult, { dialogueId, readAt, tookMs, ...about, packed, step }, theHub)
  if (stage !== null) await perform(runner, recordSealed, { dialogueId, stage }, theHub)
  await signBesides(runner, dialogueId, readAt)
  forgetRouting(dialogueId)
}

/** What can be checked beside the newest result: sums that were published just now, and the last step without those who were taken out since. */
async function signBesides(runner: Runner, dialogueId: string, computedAt: Date): Promise<void> {
  const sums = await sealedStep(runner.db, dialogueId)
  if (sums !== null) await perform(runner, recordStep, { dialogueId, ...sums }, theHub)
  const conversation = await stepWithoutRemoved(runner.db, dialogueId)
  if (conversation === null) return
  const answer = await thread.ask({ dialogue: `${dialogueId}/step`, step: { before: null, fewest: 0, withVotes: true }, conversation })
  const head = await checkableHead(runner.db, dialogueId)
  if (answer?.step == null || head === null) return
  await perform(runner, recordStep, { dialogueId, version: head.version, computedAt, step: answer.step }, theHub)
}

/** Only what changed where the thread knows the rest; else all votes. */
async function think(db: Reader, dialogue: string, at: Date): Promise<AnalysisAnswer> {
  const mark = await removalMark(db, dialogue)
  const step = await stepDue(db, dialogue, at)
  const before = readings.get(dialogue)
  readings.set(dialogue, { at, mark })
  if (before !== undefined && before.mark === mark) {
    const statements = await readInput(db, dialogue)
    const changes = await readChanges(db, dialogue, new Date(before.at.getTime() - OVERLAP_MS))
    const answer = await thread.ask({ dialogue, step, changes, statements })
    if (answer !== null) return answer
  }
  const answer = await thread.ask({ dialogue, step, conversation: await readConversation(db, dialogue) })
  if (answer === null) throw new Error('the thread was given all votes and asked for them')
  return answer
}

/** At the next recomputation all votes are read anew: after the closing, and after a fault. */
const readAnew = (dialogue: string): boolean => readings.delete(dialogue)

/** Ends the thread; a command line that imported something wants to end too. */
export const stopThinking = (): Promise<void> => thread.stop()

/** What changes a result, or a count on an open page. */
const MARKING = [
  'dialogue.vote.cast',
  'dialogue.statement.added',
  'dialogue.statement.published',
  'dialogue.statement.declined',
  'dialogue.statement.marked',
  'dialogue.dialogue.opened',
  'dialogue.dialogue.closed',
  'dialogue.participation.begun',
  'dialogue.participant.removed',
  'dialogue.participant.restored',
  'dialogue.conversation.imported',
]

type Pace = { readonly waiting: Set<string>; readonly restUntil: Map<string, number> }

/** A marking event lets its dialogue wait; the sweep computes those that have rested long enough. */
export function jobsOf(kit: Kit): Jobs {
  const pace: Pace = { waiting: new Set(), restUntil: new Map() }
  const mark = (kind: string): Listener => ({
    kind,
    delivery: 'best-effort',
    job: async (_runner, event) => {
      pace.waiting.add(event.scope)
      if (kind !== 'dialogue.vote.cast') forgetRouting(event.scope)
      if (kind === 'dialogue.dialogue.closed') readAnew(event.scope)
    },
  })
  const told: Listener = {
    kind: 'dialogue.result.computed',
    delivery: 'best-effort',
    job: async (_runner, event) =>
      kit.live.tell(`dialogue/${event.scope}`, { event: 'result', data: { version: Number(event.data['version']) } }),
  }
  const published: Listener = {
    kind: 'dialogue.sums.published',
    delivery: 'best-effort',
    job: async (runner, { scope }) => kit.live.tell(`dialogue/${scope}`, { event: 'sums', data: await liveCounts(runner.db, scope) }),
  }
  return {
    listeners: [...MARKING.map(mark), told, published],
    sweeps: [
      { name: 'results', everySeconds: 1, sweep: (runner) => sweepResults(runner, kit, pace) },
      { name: 'closures', everySeconds: 15, sweep: closeOverdue },
      { name: 'servings', everySeconds: 5, sweep: writeServings },
      { name: 'settled servings', everySeconds: 3600, sweep: discardSettled },
      {
        name: 'forgotten results',
        everySeconds: 60,
        sweep: async (runner) => (await staleDialogues(runner.db)).forEach((id) => pace.waiting.add(id)),
      },
    ],
  }
}

async function sweepResults(runner: Runner, kit: Kit, pace: Pace): Promise<void> {
  for (const id of [...pace.waiting]) {
    const topic = `dialogue/${id}`
    if (kit.live.hears(topic)) kit.live.tell(topic, { event: 'counts', data: await liveCounts(runner.db, id) })
    if (performance.now() < (pace.restUntil.get(id) ?? 0)) continue
    pace.waiting.delete(id)
    const started = performance.now()
    await recompute(runner, id).catch((error: unknown) => {
      readAnew(id)
      throw error
    })
    const took = performance.now() - started
    pace.restUntil.set(id, performance.now() + Math.max(LEAST_PAUSE_MS, PAUSE_FACTOR * took))
  }
}

/** The state follows the clock. A closure that another process made first is no fault. */
async function closeOverdue(runner: Runner): Promise<void> {
  for (const dialogue of await overdueDialogues(runner.db, runner.outside.now())) {
    await perform(runner, closeDialogue, { dialogue }, theHub).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'dialogue.closed') throw error
    })
  }
}
