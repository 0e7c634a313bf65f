import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import { openThread } from '../../platform/threads.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { closeDialogue } from './commands/close-dialogue.ts'
import { recordResult } from './commands/record-result.ts'
import { readConversation } from './queries/conversation.ts'
import { liveCounts } from './queries/live-counts.ts'
import { forgetRouting } from './queries/routing.ts'
import { overdueDialogues, staleDialogues } from './queries/stale-dialogues.ts'
import type { AnalysisAnswer, AnalysisQuestion } from './thread.ts'

const thread = openThread<AnalysisQuestion, AnalysisAnswer>(new URL('./thread.ts', import.meta.url))

/** At most every few seconds a dialogue, and at most a quarter of the time for one that is slow to compute. */
const LEAST_PAUSE_MS = 3000
const PAUSE_FACTOR = 4

/** Read the votes, think in the thread, keep the result. The same votes give the same bytes, so twice is harmless. */
export async function recompute(runner: Runner, dialogueId: string): Promise<void> {
  const readAt = runner.outside.now()
  const started = performance.now()
  const conversation = await readConversation(runner.db, dialogueId)
  const { participants, votes, certificate, packed } = await thread.ask({ conversation })
  const tookMs = Math.round(performance.now() - started)
  await perform(runner, recordResult, { dialogueId, readAt, tookMs, participants, votes, certificate, packed }, theHub)
  forgetRouting(dialogueId)
}

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
    },
  })
  const told: Listener = {
    kind: 'dialogue.result.computed',
    delivery: 'best-effort',
    job: async (_runner, event) =>
      kit.live.tell(`dialogue/${event.scope}`, { event: 'result', data: { version: Number(event.data['version']) } }),
  }
  return {
    listeners: [...MARKING.map(mark), told],
    sweeps: [
      { name: 'results', everySeconds: 1, sweep: (runner) => sweepResults(runner, kit, pace) },
      { name: 'closures', everySeconds: 15, sweep: closeOverdue },
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
    await recompute(runner, id)
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
