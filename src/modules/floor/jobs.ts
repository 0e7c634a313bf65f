import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import { lettingGo, type Listener } from '../../core/worker.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { closeFloor } from './commands/close-floor.ts'
import { forgetPersons } from './commands/forget-persons.ts'
import { releasePerson } from './commands/release-person.ts'
import { leftBehind } from './queries/gone.ts'
import { liveNumbers } from './queries/live-numbers.ts'
import { topicOf } from './rules.ts'

/** Numbers alone change. */
const COUNTING = ['floor.voice.given', 'floor.poll.answered', 'floor.question.asked', 'floor.hand.raised', 'floor.hand.lowered']

/** Parts of an open page are drawn anew. */
const DRAWING = [
  ...['shown', 'taken', 'answered', 'merged', 'declined', 'withdrawn', 'hidden', 'restored'].map((what) => `floor.question.${what}`),
  ...['floor.poll.created', 'floor.poll.opened', 'floor.poll.closed', 'floor.turn.started', 'floor.turn.stopped', 'floor.statement.put'],
  ...['floor.floor.closed', 'floor.extract.marked', 'floor.extract.withdrawn', 'floor.table.filed', 'floor.table.withdrawn'],
]

/** What gatherings tells of a session: in one of these the session is the subject, in others the scope. */
const OF_SESSION = ['gatherings.session.opened', 'gatherings.session.closed', 'gatherings.block.begun', 'gatherings.block.ended']

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'floor.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind,
})

/**
 * A hundred voices in a second are told once: what changed is collected, and each second every session that changed reads its numbers once, for all
 * pages that are open.
 */
export function jobsOf(kit: Kit): Jobs {
  const waiting = new Map<string, { drawn: boolean }>()
  const mark = (session: string, drawn: boolean): void => {
    if (kit.live.hears(topicOf(session))) waiting.set(session, { drawn: drawn || waiting.get(session)?.drawn === true })
  }
  const marking = (kind: string, drawn: boolean): Listener => ({
    kind,
    // In each process, for the pages that are open there.
    delivery: 'everywhere',
    wants: 'subject',
    job: async (_runner, { scope, subject }) => {
      mark(scope, drawn)
      mark(subject, drawn)
    },
  })
  return {
    listeners: [
      ...COUNTING.map((kind) => marking(kind, false)),
      ...[...DRAWING, ...OF_SESSION].map((kind) => marking(kind, true)),
      {
        kind: 'gatherings.session.closed',
        delivery: 'critical',
        job: async (runner, event) => void (await perform(runner, closeFloor, { session: event.subject }, theHub)),
      },
      gone.listener,
    ],
    sweeps: [
      { name: 'floor', everySeconds: 1, here: true, sweep: (runner) => tellPages(runner, kit, waiting) },
      { name: 'floor.forget-persons', everySeconds: 3600, sweep: (runner) => forgetPersons(runner.db, runner.outside.now()) },
      gone.sweep,
    ],
  }
}

async function tellPages({ db }: Runner, kit: Kit, waiting: Map<string, { drawn: boolean }>): Promise<void> {
  const changed = [...waiting]
  waiting.clear()
  for (const [session, { drawn }] of changed) {
    kit.live.tell(topicOf(session), { event: 'numbers', data: await liveNumbers(db, session) })
    if (drawn) kit.live.tell(topicOf(session), { event: 'drawn', data: {} })
  }
}
