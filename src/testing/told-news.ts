import type { News } from '../core/news.ts'
import { notices } from '../modules/notices/module.ts'
import type { Kit } from '../web/manifest.ts'
import type { CastName } from './cast.ts'
import type { Hub } from './hub.ts'

export type ToldNews = {
  /** The hub's kit, with what is told here in the place of what its rooms have. */
  readonly kit: Kit
  /** Something new for somebody from that moment on. */
  tell(who: CastName, news: Partial<News> & { readonly at: Date }): Promise<void>
  /** What the worker does at that moment: one round over all accounts, then all that was queued. Gives how many jobs failed. */
  round(at: Date): Promise<number>
  account(who: CastName): Promise<string>
}

/** For tests of how news reaches somebody, whatever it is. */
export function tellNews(hub: Hub, more: Partial<Kit> = {}): ToldNews {
  const all: News[] = []
  const kit: Kit = {
    ...hub.kit,
    ...more,
    news: async ({ owners, since, sorts, urgent }) =>
      all.filter(
        (one) =>
          owners.some(({ account }) => account === one.account) &&
          one.at > since &&
          sorts.includes(one.sort) &&
          (urgent !== true || one.urgent === true),
      ),
  }
  const { listeners = [], sweeps = [] } = notices.jobs?.(kit) ?? {}
  const account = async (who: CastName): Promise<string> => {
    const person = hub.cast.members.get(who)?.person ?? ''
    return (await hub.db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirstOrThrow()).account_id ?? ''
  }
  const work = async (kind: string, ids: readonly string[]): Promise<number> => {
    let failed = 0
    for (const subject of ids) {
      const event = { kind, scope: '', subject, data: {}, visibility: 'internal' as const, at: hub.runner.outside.now() }
      for (const one of listeners.filter((listener) => listener.kind === kind)) await one.job(hub.runner, event).catch(() => (failed += 1))
    }
    return failed
  }
  return {
    kit,
    account,
    async tell(who, news) {
      const path = '/dialogues'
      const told = { account: await account(who), key: `news ${all.length}`, sort: 'event' as const, path }
      all.push({ ...told, line: (say) => say('letter.sample.event'), ...news })
    },
    async round(at) {
      hub.setNow(at)
      for (const one of sweeps.filter(({ name }) => name === 'notices.letters')) await one.sweep(hub.runner)
      const letters = await hub.db.selectFrom('notices_letter').select('id').execute()
      const pushes = await hub.db.selectFrom('notices_push').select('id').execute()
      const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
      return (await work('notices.letter.queued', ids(letters))) + (await work('notices.push.queued', ids(pushes)))
    },
  }
}
