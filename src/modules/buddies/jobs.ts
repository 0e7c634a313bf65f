import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, lettingGoOfMembers, type Sweep } from '../../core/worker.ts'
import { closeDue } from './commands/close-due.ts'
import { endPair } from './commands/end-pair.ts'
import { releaseParty } from './commands/release-party.ts'
import { membersLeft, partedPairs, personsLeft } from './queries/held.ts'

const goneMembers = lettingGoOfMembers({
  name: 'buddies.release-members',
  release: (runner, { community, member }) => perform(runner, releaseParty, { scope: community, own: member }, theHub),
  leftBehind: ({ db, outside }) => membersLeft(db, outside),
})

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'buddies.release-persons',
  release: (runner, person) => perform(runner, releaseParty, { scope: '', own: person }, theHub),
  leftBehind: personsLeft,
})

const due: Sweep = {
  name: 'buddies.close-due',
  everySeconds: 60 * 60,
  async sweep(runner) {
    const { db, outside } = runner
    for (const { sort, scope, id } of await partedPairs(db, { now: outside.now(), outside }))
      await perform(runner, endPair, { sort, place: scope, pair: id }, theHub)
    await perform(runner, closeDue, {}, theHub)
  },
}

export const listeners = [goneMembers.listener, gone.listener]
export const sweeps = [goneMembers.sweep, gone.sweep, due]
