import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import { releasePerson } from './commands/release-person.ts'

export const listeners = (): readonly Listener[] => [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, releasePerson, { person: event.subject }, theHub)
    },
  },
]
