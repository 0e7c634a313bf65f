import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGoOfMembers, type Sweep } from '../../core/worker.ts'
import { releaseMember } from './commands/release-member.ts'
import { settleMirrors } from './commands/settle-mirrors.ts'
import { leftBehind } from './queries/due.ts'

const clock: Sweep = {
  name: 'mirrors.clock',
  everySeconds: 3600,
  async sweep(runner) {
    await perform(runner, settleMirrors, {}, theHub)
  },
}

const gone = lettingGoOfMembers({
  name: 'mirrors.release-gone',
  release: (runner, member) => perform(runner, releaseMember, member, theHub),
  leftBehind: ({ db }) => leftBehind(db),
})

export const listeners = [gone.listener]
export const sweeps = [clock, gone.sweep]
