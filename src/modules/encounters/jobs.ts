import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { lettingGo, type Listener } from '../../core/worker.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { closeNetworking } from './commands/close-networking.ts'
import { forgetHanded } from './commands/forget-handed.ts'
import { releasePerson } from './commands/release-person.ts'
import { endedSessions, membersOfPair, personsAfter } from './queries/ends.ts'
import { topicOf } from './rules.ts'

const OF_PAIR = [
  'pair.asked',
  'pair.agreed',
  'message.sent',
  'meeting.proposed',
  'meeting.agreed',
  'meeting.cancelled',
  'contact.offered',
  'contact.kept',
]

const gone = lettingGo({
  kind: 'people.person.left',
  name: 'encounters.release-gone',
  release: (runner, person) => perform(runner, releasePerson, { person }, theHub),
  leftBehind: (db) => people.goneAmong(db, (after) => personsAfter(db, after)),
})

export function jobsOf(kit: Kit): Jobs {
  const telling = (what: string): Listener => ({
    kind: `encounters.${what}`,
    delivery: 'everywhere',
    wants: 'subject',
    async job({ db }, { scope, subject }) {
      for (const member of await membersOfPair(db, scope, subject)) kit.live.tell(topicOf(scope, member), { event: 'result', data: {} })
    },
  })
  return {
    listeners: [...OF_PAIR.map(telling), gone.listener],
    sweeps: [
      {
        name: 'encounters.close',
        everySeconds: 3600,
        async sweep(runner) {
          for (const session of await endedSessions(runner.db, runner.outside.now()))
            await perform(runner, closeNetworking, { session }, theHub)
        },
      },
      { name: 'encounters.forget-handed', everySeconds: 3600, sweep: (runner) => forgetHanded(runner.db, runner.outside.now()) },
      gone.sweep,
    ],
  }
}
