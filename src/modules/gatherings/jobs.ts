import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener, type Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { forgetInvitations, releasePerson } from './commands/release-person.ts'
import { leftBehind } from './queries/held.ts'
import { sessionById } from './queries/sessions.ts'

/** What an open page of a session hears of: that it begins, ends or is called off, and that a block does. */
const LIVE = [
  ...['gatherings.session.opened', 'gatherings.session.closed', 'gatherings.session.called-off'],
  ...['gatherings.block.begun', 'gatherings.block.ended'],
]

/** The name under which open pages of a session listen. */
export const topicOf = (session: string): string => `session/${session}`

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'gatherings.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind,
})

export const listeners = (kit: Kit): readonly Listener[] => [
  gone.listener,
  ...LIVE.map((kind): Listener => ({
    kind,
    delivery: 'everywhere',
    wants: 'subject',
    job: async (runner, { subject }) => {
      if (!kit.live.hears(topicOf(subject))) return
      const session = await sessionById(runner.db, subject, 'en')
      if (session === null) return
      // A block that begins changes the page, though the session goes on as it was; so do hours that nobody had planned.
      const changed = kind.startsWith('gatherings.block.') || !session.hoursKnown ? 1 : 0
      kit.live.tell(topicOf(subject), { event: 'phase', data: { phase: session.phase, changed } })
    },
  })),
]

export const sweeps: readonly Sweep[] = [
  {
    name: 'gatherings.forget-invitations',
    everySeconds: 60 * 60,
    sweep: (runner) => forgetInvitations(runner.db, runner.outside.now()),
  },
  gone.sweep,
]
