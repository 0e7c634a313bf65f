import { theHub } from '../../core/actor.ts'
import { THE_HUB } from '../../core/event.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { withdrawReplies } from './commands/withdraw-replies.ts'

const withdraw = async (runner: Runner, among: { scope?: string; person?: string }): Promise<void> => {
  await perform(runner, withdrawReplies, among, theHub)
}

/** A reply says that somebody belongs here, so it goes when they do. */
export const listeners = (): readonly Listener[] => [
  {
    kind: 'people.person.left',
    delivery: 'critical',
    job: async (runner, event) => {
      await withdraw(runner, { person: event.subject })
      await withdraw(runner, { scope: THE_HUB })
    },
  },
  // The end of a membership names nobody: all replies to this body's charter are looked at.
  ...['organisations.membership.ended', 'organisations.office.ended'].map((kind): Listener => ({
    kind,
    delivery: 'critical',
    job: (runner, event) => withdraw(runner, { scope: event.scope }),
  })),
]

export const sweeps = (): readonly Sweep[] => [
  { name: 'charters.withdraw-replies', everySeconds: 60 * 60, sweep: (runner) => withdraw(runner, {}) },
]
