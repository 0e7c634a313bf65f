import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { forgetAccounts } from './commands/forget-accounts.ts'
import { forgetPerson } from './commands/forget-person.ts'
import { leftBehind } from './queries/left-behind.ts'

const forget = async (runner: Runner, person: string): Promise<void> => {
  await perform(runner, forgetPerson, { person }, theHub)
  await forgetAccounts(runner.db)
}

export const listeners = (): readonly Listener[] => [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: (runner, event) => forget(runner, event.subject),
  },
  { kind: 'people.account.ended', delivery: 'critical', job: (runner) => forgetAccounts(runner.db) },
]

export const sweeps = (): readonly Sweep[] => [
  {
    // A deed may be on its way while its doer is erased, and write after all of theirs was deleted.
    name: 'profiles.forget-gone',
    everySeconds: 60 * 60,
    async sweep(runner) {
      for (const person of await leftBehind(runner.db)) await forget(runner, person)
      await forgetAccounts(runner.db)
    },
  },
]
