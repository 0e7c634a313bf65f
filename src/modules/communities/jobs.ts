import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { forgetStale, releasePerson } from './commands/release-person.ts'
import { isAwaited } from './queries/members-among.ts'
import { membersAfter } from './queries/persons.ts'
import { openPerson } from './queries/shelf.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'communities.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  async leftBehind(db, { keys }) {
    const left: string[] = []
    // Under their seals they lie in the order of the members' ids, which is none of theirs.
    for (let part = await membersAfter(db, null); part.length > 0; part = await membersAfter(db, part.at(-1)?.member ?? null)) {
      const all = part.map(({ community, member, sealed }) => ({ member, person: openPerson(keys, community, sealed) }))
      const persons = all.flatMap(({ member, person }) => (isAwaited(member, person) ? [] : [person]))
      const here = await people.nameOf(db, persons)
      left.push(...persons.filter((person) => !here.has(person)))
    }
    return [...new Set(left)]
  },
})

const forget: Sweep = {
  name: 'communities.forget-stale',
  everySeconds: 60 * 60,
  async sweep(runner) {
    await perform(runner, forgetStale, {}, theHub)
  },
}

export const listeners = [gone.listener]
export const sweeps = [gone.sweep, forget]
