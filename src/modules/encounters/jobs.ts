import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
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

export function jobsOf(kit: Kit): Jobs {
  const telling = (what: string): Listener => ({
    kind: `encounters.${what}`,
    delivery: 'best-effort',
    async job({ db }, { scope, subject }) {
      for (const member of await membersOfPair(db, scope, subject)) kit.live.tell(topicOf(scope, member), { event: 'result', data: {} })
    },
  })
  return {
    listeners: [
      ...OF_PAIR.map(telling),
      {
        kind: 'people.person.left',
        delivery: 'critical',
        job: async (runner, event) => void (await perform(runner, releasePerson, { person: event.subject }, theHub)),
      },
    ],
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
      {
        // A deed may be on its way while its doer is erased, and write after all of theirs was let go.
        name: 'encounters.release-gone',
        everySeconds: 3600,
        async sweep(runner) {
          for (const person of await people.goneAmong(runner.db, (after) => personsAfter(runner.db, after)))
            await perform(runner, releasePerson, { person }, theHub)
        },
      },
    ],
  }
}
