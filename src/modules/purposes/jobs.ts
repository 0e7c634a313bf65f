import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGoOfMembers } from '../../core/worker.ts'
import { releaseMember } from './commands/release-member.ts'
import { leftBehind } from './queries/held.ts'

const gone = lettingGoOfMembers({
  name: 'purposes.release-gone',
  release: (runner, member) => perform(runner, releaseMember, member, theHub),
  leftBehind: ({ db, outside }) => leftBehind(db, { actor: theHub, now: outside.now(), outside }),
})

export const listeners = [gone.listener]
export const sweeps = [gone.sweep]
