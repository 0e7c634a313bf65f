import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGoOfMembers, type Sweep } from '../../core/worker.ts'
import { matchCommunities } from './commands/match-communities.ts'
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

/** So many parts one after the other; then everything else has its turn. */
const PARTS = 5

const likenesses: Sweep = {
  name: 'ties.likenesses',
  everySeconds: 60,
  async sweep(runner) {
    for (let part = 0; part < PARTS; part++) if ((await perform(runner, matchCommunities, {}, theHub)).rests) return
  },
}

const gone = lettingGoOfMembers({
  name: 'ties.release-gone',
  release: (runner, member) => perform(runner, releaseMember, member, theHub),
  leftBehind: ({ db }) => leftBehind(db),
})

export const listeners = [gone.listener]
export const sweeps = [clock, likenesses, gone.sweep]
