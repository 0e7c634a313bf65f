import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { releasePerson } from './commands/release-person.ts'
import { gonePersons } from './queries/gone.ts'

export const listeners: readonly Listener[] = [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, releasePerson, { person: event.subject }, theHub)
    },
  },
]

export const sweeps: readonly Sweep[] = [
  {
    // A deed may be on its way while its doer is erased, and write after their names were taken away.
    name: 'recommendations.release-gone',
    everySeconds: 60 * 60,
    async sweep(runner) {
      for (const person of await gonePersons(runner.db)) await perform(runner, releasePerson, { person }, theHub)
    },
  },
]
