import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { dropProposals } from './commands/drop-proposals.ts'
import { releaseMember } from './commands/release-member.ts'
import { settleMerger } from './commands/settle-merger.ts'
import { dueMergers, leftBehind } from './queries/due.ts'

const left: Listener = {
  kind: 'communities.member.left',
  delivery: 'critical',
  async job(runner, { scope, subject }) {
    await perform(runner, releaseMember, { community: scope, member: subject }, theHub)
  },
}

const clock: Sweep = {
  name: 'ties.clock',
  everySeconds: 3600,
  async sweep(runner) {
    await perform(runner, dropProposals, {}, theHub)
    for (const merger of await dueMergers(runner.db, runner.outside.now())) await perform(runner, settleMerger, { merger }, theHub)
  },
}

/** A deed may be on its way while its doer leaves. */
const released: Sweep = {
  name: 'ties.release-gone',
  everySeconds: 3600,
  async sweep(runner) {
    for (const gone of await leftBehind(runner.db)) await perform(runner, releaseMember, gone, theHub)
  },
}

export const listeners = [left]
export const sweeps = [clock, released]
