import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { releaseMember } from './commands/release-member.ts'
import { leftBehind } from './queries/held.ts'

const left: Listener = {
  kind: 'communities.member.left',
  delivery: 'critical',
  async job(runner, { scope, subject }) {
    await perform(runner, releaseMember, { community: scope, member: subject }, theHub)
  },
}

/** A deed may be on its way while its doer leaves. */
const released: Sweep = {
  name: 'purposes.release-gone',
  everySeconds: 3600,
  async sweep(runner) {
    const reading = { actor: theHub, now: runner.outside.now(), outside: runner.outside }
    for (const gone of await leftBehind(runner.db, reading)) await perform(runner, releaseMember, gone, theHub)
  },
}

export const listeners = [left]
export const sweeps = [released]
