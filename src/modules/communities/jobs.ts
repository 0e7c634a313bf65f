import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { forgetStale, releasePerson } from './commands/release-person.ts'
import { membersAfter } from './queries/persons.ts'
import { openPerson } from './queries/shelf.ts'

export function jobs(runner: Runner): { readonly listeners: readonly Listener[]; readonly sweeps: readonly Sweep[] } {
  const { keys } = runner.outside
  const gone = lettingGo({
    kind: 'people.person.left',
    name: 'communities.release-gone',
    release: (inside, person) => perform(inside, releasePerson, { person }, theHub),
    async leftBehind(db) {
      const left: string[] = []
      // Under their seals they lie in the order of the members' ids, which is none of theirs.
      for (let part = await membersAfter(db, null); part.length > 0; part = await membersAfter(db, part.at(-1)?.member ?? null)) {
        const persons = part.map(({ community, sealed }) => openPerson(keys, community, sealed))
        const here = await people.nameOf(db, persons)
        left.push(...persons.filter((person) => !here.has(person)))
      }
      return [...new Set(left)]
    },
  })
  const forget: Sweep = {
    name: 'communities.forget-stale',
    everySeconds: 60 * 60,
    async sweep(inside) {
      await perform(inside, forgetStale, {}, theHub)
    },
  }
  return { listeners: [gone.listener], sweeps: [gone.sweep, forget] }
}
