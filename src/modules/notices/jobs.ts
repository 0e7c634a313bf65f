import { theHub } from '../../core/actor.ts'
import { URGENT_SORTS, type News } from '../../core/news.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { beginStates, forgetGone, giveUp, passHour, passMorning, passRound } from './commands/keep-states.ts'
import { prepareLetter } from './commands/prepare-letter.ts'
import { preparePush } from './commands/prepare-push.ts'
import { prepareReminder } from './commands/prepare-reminder.ts'
import { sendLetter, sendPush } from './mail/sending.ts'
import { accountsWithDevice } from './queries/devices.ts'
import { openPagesOf, tellPages, topicOf } from './queries/live-pages.ts'
import { newsByAccount, unseenByAccount } from './queries/my-news.ts'
import { roundUntil, statesOf, timingOf, type State } from './queries/state.ts'
import { beforeQuiet, isQuiet, letterIsDue, pushIsDue, settledBy, type Sort } from './rules.ts'

export const listeners = (kit: Kit): readonly Listener[] => [
  { kind: 'notices.letter.queued', delivery: 'unhurried', job: (_runner, event) => sendLetter(kit, event.subject) },
  { kind: 'notices.push.queued', delivery: 'unhurried', job: (_runner, event) => sendPush(kit, event.subject) },
]

export const sweeps = (kit: Kit): readonly Sweep[] => [
  { name: 'notices.letters', everySeconds: 300, sweep: () => goThrough(kit) },
  { name: 'notices.live', everySeconds: 20, here: true, sweep: () => tellOpenPages(kit) },
]

const AT_ONCE = 500
const URGENT = 'urgent'

type Known = readonly [account: string, state: State]

/** What one round knows of some accounts: their choices, whose morning has come, who can be written to now, who has a device. */
type Round = {
  readonly states: ReadonlyMap<string, State>
  readonly mornings: readonly Known[]
  readonly reachable: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
  readonly until: Date
}

/** All accounts, part by part: who is new begins, who has left is forgotten, and whose morning, hour or reminder has come is looked at. */
async function goThrough(kit: Kit): Promise<void> {
  const { db, outside } = kit.runner
  await giveUp(db, outside.now())
  const until = settledBy(outside.now())
  // Whatever there was before the hub looked for the first time is past.
  const urgentSince = (await roundUntil(db, URGENT)) ?? until
  let after: string | null = null
  for (;;) {
    const accounts = await people.accountsAfter(db, after, AT_ONCE)
    const last = accounts.length < AT_ONCE ? null : (accounts.at(-1) ?? null)
    await forgetGone(db, { after, last, there: accounts })
    const states = await statesOf(db, accounts)
    const unknown = accounts.filter((account) => !states.has(account))
    await beginStates(db, outside, unknown)
    const round = await roundOf(kit, states, until)
    await urgently(kit, round, urgentSince)
    if (kit.mailer.delivers) await thisMorning(kit, round)
    await thisHour(kit, round)
    if (last === null) break
    after = last
  }
  if (until > urgentSince || (await roundUntil(db, URGENT)) === null) await passRound(db, URGENT, until)
}

async function roundOf(kit: Kit, states: ReadonlyMap<string, State>, until: Date): Promise<Round> {
  const { db, outside } = kit.runner
  const { delivers } = kit.mailer
  const mornings = (delivers ? [...states] : []).filter(
    ([, state]) =>
      letterIsDue(state.mailedUntil, until, timingOf(state, kit.homeZone)) && !isQuiet(until, state.zone ?? kit.homeZone, state.quiet),
  )
  const reachable = delivers ? await people.lettersTo(db, outside.keys, writtenTo(states, mornings)) : new Map<string, unknown>()
  const pushed = [...states].flatMap(([account, { pushes }]) => (pushes.length > 0 ? [account] : []))
  return {
    ...{ states, mornings },
    reachable: new Set(reachable.keys()),
    devices: await accountsWithDevice(db, pushed),
    until,
  }
}

/** Whose morning has come, and who hears at once: addresses lie under a seal, and of nobody else is it opened every few minutes. */
function writtenTo(states: ReadonlyMap<string, State>, mornings: readonly Known[]): readonly string[] {
  const atOnce = [...states].filter(([, { letters }]) => URGENT_SORTS.some((sort) => letters.includes(sort)))
  const asked = new Map([...mornings, ...atOnce])
  return [...asked].flatMap(([account, { letters, stopped }]) => (letters.length > 0 && stopped === null ? [account] : []))
}

/** Whose news is asked for, since when and of which sorts. */
type Asking = { readonly account: string; readonly since: Date; readonly sorts: readonly Sort[] }

/** Those who are asked for in the same words are asked for together. Gives who has news. */
async function withNews(kit: Kit, asking: readonly Asking[], { until, urgent = false }: { until: Date; urgent?: boolean }) {
  const found = new Map<string, readonly News[]>()
  if (asking.length === 0) return found
  const owners = await people.ownersOf(
    kit.runner.db,
    asking.map(({ account }) => account),
  )
  for (const alike of Map.groupBy(asking, ({ since, sorts }) => `${since.getTime()} ${sorts.join(' ')}`).values()) {
    const [first] = alike
    const own = alike.flatMap(({ account }) => owners.get(account) ?? [])
    if (first === undefined || own.length === 0) continue
    const asked = { owners: own, since: first.since, sorts: first.sorts, ...(urgent ? { urgent: true as const } : {}) }
    for (const [account, news] of await newsByAccount(kit, asked, until)) found.set(account, news)
  }
  return found
}

/** What each has news of since its last morning; who has none waits for the next. A morning in quiet hours begins when they are over. */
async function thisMorning(kit: Kit, { mornings, reachable, until }: Round): Promise<void> {
  const asking = mornings.flatMap(([account, { mailedUntil, letters }]) =>
    reachable.has(account) ? [{ account, since: mailedUntil, sorts: letters }] : [],
  )
  const news = await withNews(kit, asking, { until })
  for (const { account, since } of asking)
    if (news.has(account)) await tried(perform(kit.runner, prepareLetter, { account, ...stretch(since, until) }, theHub))
  await passMorning(
    kit.runner.db,
    until,
    mornings.flatMap(([account]) => (news.has(account) ? [] : [account])),
  )
}

/** The same on devices, outside quiet hours: what came within them waits for their end. */
async function thisHour(kit: Kit, { states, devices, until }: Round): Promise<void> {
  const due = [...states].filter(
    ([account, { pushedUntil, zone, quiet }]) =>
      devices.has(account) && (pushedUntil === null || pushIsDue(pushedUntil, until)) && !isQuiet(until, zone ?? kit.homeZone, quiet),
  )
  const asking = due.flatMap(([account, { pushedUntil, pushes }]) =>
    pushedUntil === null ? [] : [{ account, since: pushedUntil, sorts: pushes }],
  )
  const news = await withNews(kit, asking, { until })
  for (const { account, since } of asking)
    if (news.has(account)) await tried(perform(kit.runner, preparePush, { account, ...stretch(since, until) }, theHub))
  await passHour(
    kit.runner.db,
    until,
    due.flatMap(([account]) => (news.has(account) ? [] : [account])),
  )
}

/** What cannot wait, of the sorts that somebody chose, outside quiet hours. */
async function urgently(kit: Kit, { states, reachable, devices, until }: Round, roundSince: Date): Promise<void> {
  const asking = [...states].flatMap(([account, { letters, pushes, zone, quiet, urgentUntil }]) => {
    const clock = zone ?? kit.homeZone
    const ways = [...(reachable.has(account) ? letters : []), ...(devices.has(account) ? pushes : [])]
    const sorts = URGENT_SORTS.filter((sort) => ways.includes(sort))
    if (sorts.length === 0 || isQuiet(until, clock, quiet)) return []
    const since = beforeQuiet(roundSince, clock, quiet)
    return [{ account, sorts, since: urgentUntil !== null && urgentUntil > since ? urgentUntil : since }]
  })
  const news = await withNews(kit, asking, { until, urgent: true })
  for (const { account, since } of asking) {
    const [told, state] = [news.get(account) ?? [], states.get(account)]
    if (told.length === 0 || state === undefined) continue
    const input = {
      ...{ account, ...stretch(since, until), told: state.urgentUntil?.toISOString() ?? null, zone: state.zone ?? kit.homeZone },
      letter: reachable.has(account) && told.some(({ sort }) => state.letters.includes(sort)),
      push: devices.has(account) && told.some(({ sort }) => state.pushes.includes(sort)),
    }
    await tried(perform(kit.runner, prepareReminder, input, theHub))
  }
}

const stretch = (since: Date, until: Date) => ({ since: since.toISOString(), until: until.toISOString() })

async function tried(deed: Promise<unknown>): Promise<void> {
  try {
    await deed
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Refused && error.refusal.code === 'letters.queued')) throw error
  }
}

/** The number in the header of pages that are open now. */
async function tellOpenPages(kit: Kit): Promise<void> {
  const { keys } = kit.runner.outside
  const open = openPagesOf(kit.live)
  for (let at = 0; at < open.length; at += AT_ONCE)
    for (const [account, count] of await unseenByAccount(kit, open.slice(at, at + AT_ONCE)))
      tellPages(kit.live, topicOf(keys, account), count)
}
