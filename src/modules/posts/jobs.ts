import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Listener } from '../../core/worker.ts'
import type { Jobs, Kit } from '../../web/manifest.ts'
import { closePoll } from './commands/close-poll.ts'
import { forgetDrafts } from './commands/forget-drafts.ts'
import { releaseMember } from './commands/release-member.ts'
import { endedPolls, leftBehind } from './queries/gone.ts'
import { topicOf } from './rules.ts'

/** After these an open page reads otherwise. */
const TELLING = [
  'posts.thread.opened',
  'posts.reply.written',
  'posts.post.edited',
  'posts.post.withdrawn',
  'posts.post.hidden',
  'posts.post.shown',
]

export function jobsOf(kit: Kit): Jobs {
  const telling = (kind: string): Listener => ({
    kind,
    delivery: 'everywhere',
    job: async (_runner, { scope }) => kit.live.tell(topicOf(scope), { event: 'result', data: {} }),
  })
  const left: Listener = {
    kind: 'communities.member.left',
    delivery: 'critical',
    async job(runner, { scope, subject, data }) {
      await perform(
        runner,
        releaseMember,
        { community: scope, member: subject, posts: data['posts'] === 'erase' ? 'erase' : 'keep' },
        theHub,
      )
    },
  }
  return {
    listeners: [...TELLING.map(telling), left],
    sweeps: [
      {
        name: 'posts.close-polls',
        everySeconds: 60,
        async sweep(runner) {
          for (const poll of await endedPolls(runner.db, runner.outside.now())) await perform(runner, closePoll, poll, theHub)
        },
      },
      {
        // A deed may be on its way while its doer leaves; and whoever is erased from the hub has left everywhere.
        name: 'posts.release-gone',
        everySeconds: 3600,
        async sweep(runner) {
          for (const gone of await leftBehind(runner.db, runner.outside, runner.outside.now()))
            await perform(runner, releaseMember, { ...gone, posts: 'keep' }, theHub)
        },
      },
      { name: 'posts.forget-drafts', everySeconds: 3600, sweep: (runner) => forgetDrafts(runner.db, runner.outside.now()) },
    ],
  }
}
