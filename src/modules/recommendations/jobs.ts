import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { releasePerson } from './commands/release-person.ts'
import { gonePersons } from './queries/held.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'recommendations.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: gonePersons,
})

export const listeners: readonly Listener[] = [gone.listener]

export const sweeps: readonly Sweep[] = [gone.sweep]
