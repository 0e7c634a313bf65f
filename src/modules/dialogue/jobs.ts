import type { Change, Conversation, StatementInput } from '#deliberation'
import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import { atOneMoment } from '../../platform/db.ts'
import { openThread } from '../../platform/threads.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { closeDialogue } from './commands/close-dialogue.ts'
import { discardSettled } from './commands/discard-servings.ts'
import { recordCoverage } from './commands/record-coverage.ts'
import { recordResult } from './commands/record-result.ts'
import { recordSealed } from './commands/record-sealed.ts'
import { writeServings } from './commands/record-servings.ts'
import { recordStep } from './commands/record-step.ts'
import { checkableHead, stepDue, stepWithoutRemoved } from './queries/checkable.ts'
import { readChanges, readConversation, readInput, readMoment, removedParticipants } from './queries/conversation.ts'
import { liveCounts } from './queries/live-counts.ts'
import { forgetRouting } from './queries/routing.ts'
import { sealStage } from './queries/sealed-result.ts'
import { sealedStep } from './queries/sealed-step.ts'
import { overdueDialogues, staleDialogues } from './queries/stale-dialogues.ts'
import type { AnalysisAnswer, AnalysisQuestion, Reply, StepQuestion } from './thread.ts'

const thread = openThread<AnalysisQuestion, Reply>(new URL('./thread.ts', import.meta.url))

/** At most every few seconds a dialogue, and at most a quarter of the time for one that is slow to compute. */
const LEAST_PAUSE_MS = 3000
const PAUSE_FACTOR = 4
/** What failed will mostly fail again. */
const FAULT_PAUSE_MS = 30_000

/** What the thread has of a dialogue: which votes it was given, and who was left out. */
type Known = { readonly seen: string; readonly removed: readonly number[] }
const known = new Map<string, Known>()

/** Milliseconds: the database, the engine, making bytes of what it found, and writing them down. */
export type Took = { readonly readMs: number; readonly engineMs: number; readonly packMs: number; readonly recordMs: number }

let turn: Promise<unknown> = Promise.resolve()

/**
 * Read the votes, think in the thread, keep the result. The same votes give the same bytes, so twice is harmless. One after the other: a
 * reading that overtook another would leave the thread with older votes than it is thought to have.
 */
export function recompute(runner: Runner, dialogueId: string): Promise<Took> {
  const mine = turn.then(() =>
    computed(runner, dialogueId).catch((error: unknown) => {
      readAnew(dialogueId)
      throw error
    }),
  )
  turn = mine.catch(() => undefined)
  return mine
}

async function computed(runner: Runner, dialogueId: string): Promise<Took> {
  const started = performance.now()
  const { reading, answer } = await think(runner, dialogueId)
  const { readAt, stage, seen, removed } = reading
  const { engineMs, packMs, ...result } = answer
  const thought = performance.now()
  const tookMs = Math.round(thought - started)
  await perform(runner, recordResult, { dialogueId, readAt, seen, tookMs, ...result }, theHub)
  if (stage !== null) await perform(runner, recordSealed, { dialogueId, stage }, theHub)
  await perform(runner, recordCoverage, { dialogueId }, theHub)
  await signBesides(runner, dialogueId, { computedAt: readAt, removed })
  forgetRouting(dialogueId)
  return { readMs: thought - started - engineMs - packMs, engineMs, packMs, recordMs: performance.now() - thought }
}

/** Of a dialogue, the step that was looked through last for people who are taken out, and who they were. */
const lookedThrough = new Map<string, string>()

type Besides = { readonly computedAt: Date; readonly removed: readonly number[] }

/** What can be checked beside the newest result: sums that were published just now, and the last step without those who were taken out since. */
async function signBesides(runner: Runner, dialogueId: string, { computedAt, removed }: Besides): Promise<void> {
  const sums = await sealedStep(runner.db, dialogueId)
  if (sums !== null) await perform(runner, recordStep, { dialogueId, ...sums }, theHub)
  const head = removed.length === 0 ? null : await checkableHead(runner.db, dialogueId)
  if (head === null) return
  const look = `${head.certificate} ${removed.join(' ')}`
  if (lookedThrough.get(dialogueId) === look) return
  const conversation = await stepWithoutRemoved(runner.db, dialogueId, removed)
  if (conversation !== null) {
    const answer = await thread.ask({ dialogue: dialogueId, step: { before: null, fewest: 0, withVotes: true }, conversation, once: true })
    if (answer?.step == null) return
    const instead = head.certificate
    await perform(runner, recordStep, { dialogueId, version: head.version, computedAt, step: answer.step, instead }, theHub)
  }
  lookedThrough.set(dialogueId, look)
}

/** Only what changed where the thread knows the rest; else all votes. */
async function think(runner: Runner, dialogue: string): Promise<{ reading: Reading; answer: AnalysisAnswer }> {
  const before = known.get(dialogue)
  for (const since of before === undefined ? [null] : [before, null]) {
    const reading = await read(runner, dialogue, since)
    const { input, step, seen, removed } = reading
    known.set(dialogue, { seen, removed })
    const answer = await thread.ask({ dialogue, step, ...input })
    if (answer !== null) return { reading, answer }
  }
  throw new Error('the thread was given all votes and asked for them')
}

type Input =
  | { readonly conversation: Conversation }
  | { readonly changes: readonly Change[]; readonly statements: readonly StatementInput[] }

type Reading = Known & {
  readonly readAt: Date
  readonly stage: 'open' | 'closed' | null
  readonly step: StepQuestion | null
  readonly input: Input
}

/** All of one moment, so that a result is what the database held then, and never a vote without its statement. */
function read({ db, outside }: Runner, dialogue: string, since: Known | null): Promise<Reading> {
  const readAt = outside.now()
  return atOneMoment(db, async (reader) => {
    const seen = await readMoment(reader)
    const removed = await removedParticipants(reader, dialogue)
    const stage = await sealStage(reader, dialogue)
    const step = await stepDue(reader, dialogue, readAt)
    const same = since !== null && since.removed.join(' ') === removed.join(' ')
    const input = same
      ? { changes: await readChanges(reader, dialogue, since.seen, seen), statements: await readInput(reader, dialogue) }
      : { conversation: await readConversation(reader, dialogue) }
    return { seen, readAt, removed, stage, step, input }
  })
}

/** At the next recomputation all votes are read anew: after the closing, and after a fault. */
const readAnew = (dialogue: string): boolean => known.delete(dialogue)

/** Ends the thread; a command line that imported something wants to end too. */
export const stopThinking = (): Promise<void> => thread.stop()

/** What changes a result, or a count on an open page. */
const MARKING = [
  'dialogue.vote.cast',
  'dialogue.statement.added',
  'dialogue.statement.published',
  'dialogue.statement.declined',
  'dialogue.statement.withdrawn',
  'dialogue.statement.marked',
  'dialogue.dialogue.opened',
  'dialogue.dialogue.closed',
  'dialogue.participation.begun',
  'dialogue.country.told',
  'dialogue.participant.removed',
  'dialogue.participant.restored',
  'dialogue.conversation.imported',
  'dialogue.statement.merged',
  'dialogue.statement.split',
  'dialogue.ballots.counted',
  'dialogue.sheet.entered',
  'dialogue.sheet.undone',
  'dialogue.meeting.withdrawn',
]

/** `waiting` for a new result, `uncounted` on the pages that are open in this process. */
/** These leave the statements as they are; they are also what happens most. */
const OF_PEOPLE = new Set(['dialogue.vote.cast', 'dialogue.participation.begun', 'dialogue.country.told'])

/** Between two times at which open pages are told of votes by the votes themselves; the sweep tells of the last. */
const COUNTS_PAUSE_MS = 900

type Pace = {
  readonly waiting: Set<string>
  readonly restUntil: Map<string, number>
  readonly uncounted: Set<string>
  readonly countsRestUntil: Map<string, number>
  readonly countedAt: Map<string, number>
}

/**
 * A marking event lets its dialogue wait, in every process; the sweep computes those that have rested long enough, in one, and each tells the pages
 * that are open in it.
 */
export function jobsOf(kit: Kit): Jobs {
  const pace: Pace = { waiting: new Set(), restUntil: new Map(), uncounted: new Set(), countsRestUntil: new Map(), countedAt: new Map() }
  const mark = (kind: string): Listener => ({
    kind,
    delivery: 'everywhere',
    job: async (_runner, event) => {
      pace.waiting.add(event.scope)
      pace.uncounted.add(event.scope)
      if (!OF_PEOPLE.has(kind)) {
        forgetRouting(event.scope)
        kit.keptPages.forget(event.scope)
      }
      if (kind === 'dialogue.dialogue.closed') readAnew(event.scope)
      // The first after a while is told at once to whoever listens, and the next by the sweep.
      const rested = performance.now() >= (pace.countedAt.get(event.scope) ?? 0) + COUNTS_PAUSE_MS
      if (rested && kit.live.hears(`dialogue/${event.scope}`)) await tellCounts(kit.runner, kit, pace, event.scope)
    },
  })
  const told: Listener = {
    kind: 'dialogue.result.computed',
    delivery: 'everywhere',
    job: async (_runner, event) => {
      kit.keptPages.forget(event.scope)
      kit.live.tell(`dialogue/${event.scope}`, { event: 'result', data: { version: Number(event.data['version']) } })
    },
  }
  const published: Listener = {
    kind: 'dialogue.sums.published',
    delivery: 'everywhere',
    job: async (runner, { scope }) => {
      kit.keptPages.forget(scope)
      kit.live.tell(`dialogue/${scope}`, { event: 'sums', data: await liveCounts(runner.db, scope) })
    },
  }
  return {
    listeners: [...MARKING.map(mark), told, published],
    sweeps: [
      { name: 'counts', everySeconds: 1, here: true, sweep: (runner) => sweepCounts(runner, kit, pace) },
      {
        name: 'results',
        everySeconds: 1,
        sweep: (runner) => sweepResults(runner, pace),
        // Were that process to end, the sweep of forgotten results finds what it left.
        elsewhere: () => pace.waiting.clear(),
      },
      { name: 'closures', everySeconds: 15, sweep: closeOverdue },
      { name: 'servings', everySeconds: 5, here: true, sweep: writeServings },
      { name: 'settled servings', everySeconds: 3600, sweep: discardSettled },
      {
        name: 'forgotten results',
        everySeconds: 60,
        sweep: async (runner) => (await staleDialogues(runner.db)).forEach((id) => pace.waiting.add(id)),
      },
    ],
  }
}

async function sweepResults(runner: Runner, pace: Pace): Promise<void> {
  const faults: unknown[] = []
  for (const id of [...pace.waiting]) {
    if (performance.now() < (pace.restUntil.get(id) ?? 0)) continue
    pace.waiting.delete(id)
    const started = performance.now()
    // One that cannot be computed waits its turn again, and stands in the way of no other.
    const fault = await recompute(runner, id).then(
      () => null,
      (error: unknown) => ({ error }),
    )
    if (fault !== null) {
      pace.waiting.add(id)
      faults.push(fault.error)
    }
    pace.restUntil.set(id, restAfter(started, fault === null ? LEAST_PAUSE_MS : FAULT_PAUSE_MS))
  }
  if (faults.length === 1) throw faults[0]
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} results could not be computed`)
}

/** Open pages hear of votes at once, unless there are so many that counting them takes its time. */
async function sweepCounts(runner: Runner, kit: Kit, pace: Pace): Promise<void> {
  for (const id of [...pace.uncounted]) await tellCounts(runner, kit, pace, id)
}

async function tellCounts(runner: Runner, kit: Kit, pace: Pace, id: string): Promise<void> {
  const topic = `dialogue/${id}`
  if (performance.now() < (pace.countsRestUntil.get(id) ?? 0)) return
  pace.uncounted.delete(id)
  if (!kit.live.hears(topic)) return
  const started = performance.now()
  // Nobody counts the same beside it.
  pace.countsRestUntil.set(id, Infinity)
  try {
    kit.live.tell(topic, { event: 'counts', data: await liveCounts(runner.db, id) })
  } catch (error) {
    pace.uncounted.add(id)
    throw error
  } finally {
    pace.countsRestUntil.set(id, restAfter(started, 0))
    pace.countedAt.set(id, performance.now())
  }
}

/** The end of a pause after some work that began at a time. */
function restAfter(started: number, leastMs: number): number {
  const now = performance.now()
  return now + Math.max(leastMs, PAUSE_FACTOR * (now - started))
}

/** The state follows the clock. A closure that another process made first is no fault. */
async function closeOverdue(runner: Runner): Promise<void> {
  for (const dialogue of await overdueDialogues(runner.db, runner.outside.now())) {
    await perform(runner, closeDialogue, { dialogue }, theHub).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'dialogue.closed') throw error
    })
  }
}
