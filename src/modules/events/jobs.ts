import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { forgetAnswers } from './commands/forget-answers.ts'
import { renewDates } from './commands/put-dates.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/persons.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'events.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

export const listeners = (): readonly Listener[] => [gone.listener]

export const sweeps = (): readonly Sweep[] => [
  { name: 'events.renew-dates', everySeconds: 6 * 60 * 60, sweep: (runner) => renewDates(runner.db, runner.outside.now()) },
  { name: 'events.forget-answers', everySeconds: 60 * 60, sweep: (runner) => forgetAnswers(runner.db, runner.outside.now()) },
  gone.sweep,
]
