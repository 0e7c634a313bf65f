import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGoOfMembers, type Listener, type Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { forgetClaims, releaseMember } from './commands/forget-claims.ts'
import { claimLetter } from './mail/claim.tsx'
import { claimPath } from './queries/claims.ts'
import { leftBehind } from './queries/held.ts'
import { moveOf } from './queries/here.ts'
import { moversOf } from './queries/movers.ts'

const gone = lettingGoOfMembers({
  name: 'moves.release-gone',
  release: (runner, member) => perform(runner, releaseMember, member, theHub),
  leftBehind: ({ db }) => leftBehind(db),
})

export const listeners = (kit: Kit): readonly Listener[] => [
  gone.listener,
  { kind: 'moves.space.settled', delivery: 'unhurried', job: (_runner, { scope }) => sendClaims(kit, scope) },
]

export const sweeps: readonly Sweep[] = [
  gone.sweep,
  {
    name: 'moves.forget-claims',
    everySeconds: 60 * 60,
    async sweep(runner) {
      await perform(runner, forgetClaims, {}, theHub)
    },
  },
]

/** To everybody who comes along. Tried again it writes to all of them once more: mail programs show a letter with the same id once. */
async function sendClaims({ runner: { db, outside }, mailer, books, hubName }: Kit, space: string): Promise<void> {
  const move = await moveOf(db, space)
  if (move === null || !mailer.delivers) return
  const { movers } = await moversOf(db, outside, move)
  const addressees = await people.lettersTo(
    db,
    outside.keys,
    movers.map(({ account }) => account),
  )
  for (const { member, account, token } of movers) {
    const addressee = addressees.get(account)
    if (addressee === undefined) continue
    const link = `${move.destination}${claimPath(token)}`
    const letter = claimLetter({ say: books.say(addressee.language), hubName }, { link, destination: move.destination })
    await mailer.send({ to: addressee.to, ...letter, language: addressee.language, id: member })
  }
}
