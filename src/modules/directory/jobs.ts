import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/entries.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'directory.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

export const listeners: readonly Listener[] = [gone.listener]
export const sweeps: readonly Sweep[] = [gone.sweep]
