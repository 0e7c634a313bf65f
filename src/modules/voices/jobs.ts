import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { UnnamedReceiver } from '../../core/receiver.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { closeVotes } from './commands/close-votes.ts'
import { publishDue } from './commands/publish-due.ts'
import { putDue } from './commands/record-put.ts'
import { releasePerson } from './commands/release-person.ts'
import { personsAfter } from './queries/persons.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'voices.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

/** What is due bears a full hour; all of one hour comes at once. */
const due = (receivers: readonly UnnamedReceiver[]): Sweep => ({
  name: 'voices.publish-due',
  everySeconds: 5 * 60,
  async sweep(runner) {
    await perform(runner, publishDue, {}, theHub)
    await putDue(runner, receivers)
  },
})

/** Votes for mandates end at a full hour too. */
const votes: Sweep = {
  name: 'voices.close-votes',
  everySeconds: 5 * 60,
  async sweep(runner) {
    await perform(runner, closeVotes, {}, theHub)
  },
}

export const listeners = (): readonly Listener[] => [gone.listener]
export const sweeps = (receivers: readonly UnnamedReceiver[]): readonly Sweep[] => [gone.sweep, due(receivers), votes]
