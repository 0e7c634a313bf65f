import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import { forgetAccounts } from './commands/forget-accounts.ts'
import { forgetPerson } from './commands/forget-person.ts'
import { leftBehind } from './queries/left-behind.ts'

const forget = async (runner: Runner, person: string): Promise<void> => {
  await perform(runner, forgetPerson, { person }, theHub)
  await forgetAccounts(runner.db)
}

const gone = lettingGo({ kind: 'people.person.left', name: 'profiles.forget-gone', release: forget, leftBehind })

export const listeners = (): readonly Listener[] => [
  gone.listener,
  { kind: 'people.account.ended', delivery: 'critical', job: (runner) => forgetAccounts(runner.db) },
]

export const sweeps = (): readonly Sweep[] => [
  {
    ...gone.sweep,
    async sweep(runner) {
      await gone.sweep.sweep(runner)
      await forgetAccounts(runner.db)
    },
  },
]
