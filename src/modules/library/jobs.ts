import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { archiveOverdue } from './commands/archive-overdue.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/persons.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'library.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

const overdue: Sweep = {
  name: 'library.overdue',
  everySeconds: 60 * 60,
  async sweep(runner) {
    await perform(runner, archiveOverdue, {}, theHub)
  },
}

export const listeners = (): readonly Listener[] => [gone.listener]

export const sweeps = (): readonly Sweep[] => [gone.sweep, overdue]
