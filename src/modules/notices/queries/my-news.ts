import type { Actor } from '../../../core/actor.ts'
import type { News, NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import { people } from '../../people/index.ts'
import { lookBack, MARK_HOLDS_MS, newest, SORTS } from '../rules.ts'
import { stateOf, statesOf } from './state.ts'

/** What all rooms have for somebody, as main puts it together. */
type Telling = { readonly runner: Runner; news(asked: NewsAsked): Promise<readonly News[]> }

/** What the rooms have for this account, with all its identities; nobody else ever reads it. */
export async function newsFor(kit: Telling, account: string, since: Date, now: Date): Promise<readonly News[]> {
  const own = (await people.ownersOf(kit.runner.db, [account])).get(account)
  return own === undefined ? [] : newest(await kit.news({ owners: [own], since, sorts: SORTS }), now)
}

/**
 * The same for many accounts at once, each with its own. What is urgent had a letter of its own, and would be of yesterday in the next: it is
 * asked for alone, and else left out.
 */
export async function newsByAccount(kit: Telling, asked: NewsAsked, now: Date): Promise<ReadonlyMap<string, readonly News[]>> {
  const told = (await kit.news(asked)).filter(
    ({ sort, urgent, at }) => asked.sorts.includes(sort) && (urgent === true) === (asked.urgent === true) && at > asked.since,
  )
  return new Map([...Map.groupBy(told, ({ account }) => account)].map(([account, news]) => [account, newest(news, now)]))
}

type Known = { readonly at: number; readonly times: readonly number[] }

const MOST_KNOWN = 10_000

/** The number in the header: how much is newer than the last look. What the rooms say is asked once a minute for each account, and kept in memory alone. */
export function unseenOf(kit: Telling): (actor: Actor) => Promise<number> {
  const known = new Map<string, Known>()
  return async ({ account }) => {
    if (account === null) return 0
    const now = kit.runner.outside.now()
    const seenUntil = latest((await stateOf(kit.runner.db, account))?.seenUntil, lookBack(now))
    let held = known.get(account)
    if (held === undefined || now.getTime() - held.at >= MARK_HOLDS_MS || held.at > now.getTime()) {
      held = { at: now.getTime(), times: (await newsFor(kit, account, seenUntil, now)).map(({ at }) => at.getTime()) }
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(account, held)
    }
    return held.times.filter((at) => at > seenUntil.getTime()).length
  }
}

/** The same for all accounts that have a page open, in one reading. Who has left meanwhile has no entry. */
export async function unseenByAccount(kit: Telling, accounts: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { db, outside } = kit.runner
  const now = outside.now()
  const owners = await people.ownersOf(db, accounts)
  if (owners.size === 0) return new Map()
  const states = await statesOf(db, accounts)
  const seen = new Map([...owners.keys()].map((account) => [account, latest(states.get(account)?.seenUntil, lookBack(now))]))
  const since = [...seen.values()].reduce((least, one) => (one < least ? one : least), now)
  const told = await kit.news({ owners: [...owners.values()], since, sorts: SORTS })
  const byAccount = Map.groupBy(told, ({ account }) => account)
  return new Map(
    [...seen].map(([account, until]) => [account, newest(byAccount.get(account) ?? [], now).filter(({ at }) => at > until).length]),
  )
}

const latest = (seen: Date | undefined, other: Date): Date => (seen !== undefined && seen > other ? seen : other)
