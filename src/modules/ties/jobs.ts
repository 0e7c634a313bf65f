import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGoOfMembers, type Sweep } from '../../core/worker.ts'
import { dropProposals } from './commands/drop-proposals.ts'
import { releaseMember } from './commands/release-member.ts'
import { settleMerger } from './commands/settle-merger.ts'
import { dueMergers, leftBehind } from './queries/due.ts'

const clock: Sweep = {
  name: 'ties.clock',
  everySeconds: 3600,
  async sweep(runner) {
    await perform(runner, dropProposals, {}, theHub)
    for (const merger of await dueMergers(runner.db, runner.outside.now())) await perform(runner, settleMerger, { merger }, theHub)
  },
}

const gone = lettingGoOfMembers({
  name: 'ties.release-gone',
  release: (runner, member) => perform(runner, releaseMember, member, theHub),
  leftBehind: ({ db }) => leftBehind(db),
})

export const listeners = [gone.listener]
export const sweeps = [clock, gone.sweep]
