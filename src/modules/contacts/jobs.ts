import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { forgetQuestions } from './commands/forget-questions.ts'
import { releasePerson } from './commands/release-person.ts'
import { namedIn } from './queries/kept-names.ts'
import { personsAfter } from './queries/held.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'contacts.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

const forgotten: Sweep = {
  name: 'contacts.forget',
  everySeconds: 60 * 60,
  async sweep(runner) {
    await perform(runner, forgetQuestions, {}, theHub)
  },
}

const CHANGES = ['accepted', 'confirmed', 'ended'] as const

/** The foot of the next page says what was decided on this one. */
const changed = (kit: Kit): readonly Listener[] =>
  [...CHANGES.map((what) => `contacts.contact.${what}`), 'contacts.name.released'].map((kind) => ({
    ...{ kind, delivery: 'everywhere' as const },
    job: async () => namedIn(kit).forget(),
  }))

export const listeners = (kit: Kit): readonly Listener[] => [gone.listener, ...changed(kit)]
export const sweeps = (): readonly Sweep[] => [gone.sweep, forgotten]
