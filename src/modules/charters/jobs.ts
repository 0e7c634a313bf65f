import { theHub } from '../../core/actor.ts'
import { THE_HUB } from '../../core/event.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { withdrawRepliesIn } from './commands/withdraw-replies.ts'
import type { Spaces } from './queries/spaces.ts'

type Among = { scope?: string; person?: string }

const withdrawIn =
  (spaces: Spaces) =>
  async (runner: Runner, among: Among): Promise<void> => {
    await perform(runner, withdrawRepliesIn(spaces), among, theHub)
  }

/** A reply says that somebody belongs here, so it goes when they do. */
export function listeners(spaces: Spaces): readonly Listener[] {
  const withdraw = withdrawIn(spaces)
  return [
    {
      kind: 'people.person.left',
      delivery: 'critical',
      job: async (runner, event) => {
        await withdraw(runner, { person: event.subject })
        await withdraw(runner, { scope: THE_HUB })
      },
    },
    // The end of a membership names nobody: all replies to this charter are looked at.
    ...['organisations.membership.ended', 'organisations.office.ended', 'communities.member.left'].map((kind): Listener => ({
      kind,
      delivery: 'critical',
      job: (runner, event) => withdraw(runner, { scope: event.scope }),
    })),
  ]
}

export const sweeps = (spaces: Spaces): readonly Sweep[] => [
  { name: 'charters.withdraw-replies', everySeconds: 60 * 60, sweep: (runner) => withdrawIn(spaces)(runner, {}) },
]
