import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { publishDue } from './commands/publish-due.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/persons.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'voices.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

/** What is due bears a full hour; all of one hour comes at once. */
const due: Sweep = {
  name: 'voices.publish-due',
  everySeconds: 5 * 60,
  async sweep(runner) {
    await perform(runner, publishDue, {}, theHub)
  },
}

export const listeners = (): readonly Listener[] => [gone.listener]
export const sweeps = (): readonly Sweep[] => [gone.sweep, due]
