import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { people } from '../people/index.ts'
import { dropRecipes } from './commands/drop-recipes.ts'
import { forgetAccounts } from './commands/forget-accounts.ts'
import { releasePerson } from './commands/release-person.ts'
import { ownersAfter } from './queries/recipes.ts'

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'following.release-gone',
  async release(runner, person) {
    await perform(runner, releasePerson, { person }, theHub)
    await forgetAccounts(runner.db, runner.outside.keys)
  },
  leftBehind: (db) => people.goneAmong(db, (after) => ownersAfter(db, after)),
})

export const listeners = (): readonly Listener[] => [
  gone.listener,
  { kind: 'people.account.ended', delivery: 'critical', job: async ({ db, outside }) => void (await forgetAccounts(db, outside.keys)) },
]

export const sweeps = (): readonly Sweep[] => [
  {
    ...gone.sweep,
    async sweep(runner) {
      await gone.sweep.sweep(runner)
      await forgetAccounts(runner.db, runner.outside.keys)
      await dropRecipes(runner.db, runner.outside.now())
    },
  },
]
