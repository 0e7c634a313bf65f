import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { forgetWords } from './commands/forget-words.ts'
import { dismissModerator } from './commands/dismiss-moderator.ts'
import { leaveCircle } from './commands/leave-circle.ts'

export const listeners = (): readonly Listener[] => [
  {
    // Else the circle would count somebody who reads nothing any more, and nobody would read the reports.
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, leaveCircle, { person: event.subject }, theHub)
      await perform(runner, dismissModerator, { person: event.subject }, theHub)
    },
  },
]

export const sweeps = (): readonly Sweep[] => [
  { name: 'moderation.forget-words', everySeconds: 60 * 60, sweep: (runner) => forgetWords(runner.db, runner.outside.now()) },
]
