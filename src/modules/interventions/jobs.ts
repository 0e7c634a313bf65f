import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/persons.ts'

export const listeners = (): readonly Listener[] => [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await perform(runner, releasePerson, { person: event.subject }, theHub)
    },
  },
]

export const sweeps = (): readonly Sweep[] => [
  {
    // A deed may be on its way while its doer is erased, and write after all of theirs was taken out.
    name: 'interventions.release-gone',
    everySeconds: 60 * 60,
    async sweep(runner) {
      for (const person of await people.goneAmong(runner.db, (after) => personsAfter(runner.db, after)))
        await perform(runner, releasePerson, { person }, theHub)
    },
  },
]
