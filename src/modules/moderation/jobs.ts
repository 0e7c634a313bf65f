import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import { leaveCircle } from './commands/leave-circle.ts'

export const listeners = (): readonly Listener[] => [
  {
    // Else the circle would count somebody who reads nothing any more, and nobody would read the reports.
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, leaveCircle, { person: event.subject }, theHub)
    },
  },
]
