import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Sweep } from '../../core/worker.ts'
import { closePulse } from './commands/close-pulse.ts'
import { endCall } from './commands/end-call.ts'
import { dueCalls, duePulses } from './queries/due.ts'

const ended: Sweep = {
  name: 'pulse.end-due',
  everySeconds: 3600,
  async sweep(runner) {
    const now = runner.outside.now()
    for (const call of await dueCalls(runner.db, now)) await perform(runner, endCall, { call }, theHub)
    for (const due of await duePulses(runner.db, now)) await perform(runner, closePulse, due, theHub)
  },
}

export const sweeps = [ended]
