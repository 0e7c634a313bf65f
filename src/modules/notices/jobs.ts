import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import type { Kit } from '../../web/manifest.ts'
import { people } from '../people/index.ts'
import { beginStates, dropLetter, forgetGone, giveUpLetters, passMorning } from './commands/keep-states.ts'
import { prepareLetter } from './commands/prepare-letter.ts'
import { digestLetter, stopAddress } from './mail/digest.tsx'
import { stopLink } from './queries/letter-link.ts'
import { newsByAccount } from './queries/my-news.ts'
import { letterWaiting, stateOf, statesOf, type State } from './queries/state.ts'
import { letterIsDue, settledBy, SORTS } from './rules.ts'

export const listeners = (kit: Kit): readonly Listener[] => [
  { kind: 'notices.letter.queued', delivery: 'unhurried', job: (_runner, event) => sendLetter(kit, event.subject) },
]

export const sweeps = (kit: Kit): readonly Sweep[] => [{ name: 'notices.letters', everySeconds: 300, sweep: () => goThrough(kit) }]

const AT_ONCE = 500

/** All accounts, part by part: who is new begins, who has left is forgotten, and whose morning has come is looked at. */
async function goThrough(kit: Kit): Promise<void> {
  const { db, outside } = kit.runner
  await giveUpLetters(db, outside.now())
  let after: string | null = null
  for (;;) {
    const accounts = await people.accountsAfter(db, after, AT_ONCE)
    const last = accounts.length < AT_ONCE ? null : (accounts.at(-1) ?? null)
    await forgetGone(db, { after, last, there: accounts })
    const states = await statesOf(db, accounts)
    const unknown = accounts.filter((account) => !states.has(account))
    await beginStates(db, outside, unknown)
    if (kit.mailer.delivers) await thisMorning(kit, states)
    if (last === null) return
    after = last
  }
}

/** What each has news of since its last morning; who has none waits for the next. Those who have had the same mornings are asked for together. */
async function thisMorning(kit: Kit, states: ReadonlyMap<string, State>): Promise<void> {
  const { db, outside } = kit.runner
  const until = settledBy(outside.now())
  const due = [...states].filter(([, state]) => letterIsDue(state.mailedUntil, until, state.zone ?? kit.homeZone))
  const accounts = due.map(([account]) => account)
  const reachable = await people.lettersTo(db, outside.keys, accounts)
  const owners = await people.ownersOf(db, accounts)
  const asking = due.flatMap(([account, { mailedUntil, letters }]) => {
    const own = reachable.has(account) && letters.length > 0 ? owners.get(account) : undefined
    return own === undefined ? [] : [{ own, since: mailedUntil, sorts: letters }]
  })
  const written = new Set<string>()
  for (const alike of Map.groupBy(asking, ({ since, sorts }) => `${since.getTime()} ${sorts.join(' ')}`).values()) {
    const [first] = alike
    if (first === undefined) continue
    const news = await newsByAccount(kit, { ...first, owners: alike.map(({ own }) => own) }, until)
    for (const account of news.keys()) {
      await queued(kit, account, { since: first.since, until })
      written.add(account)
    }
  }
  const without = accounts.filter((account) => !written.has(account))
  await passMorning(db, until, without)
}

async function queued(kit: Kit, account: string, { since, until }: { since: Date; until: Date }): Promise<void> {
  try {
    await perform(kit.runner, prepareLetter, { account, since: since.toISOString(), until: until.toISOString() }, theHub)
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof Refused && error.refusal.code === 'letters.queued')) throw error
  }
}

/** Worked out anew, so that nothing of it was ever written down. Once it is handed over, nothing says that it was. */
async function sendLetter(kit: Kit, id: string): Promise<void> {
  const { db, outside } = kit.runner
  const letter = await letterWaiting(db, id)
  if (letter === null) return
  const account = letter.account_id
  const state = await stateOf(db, account)
  const recipient = (await people.lettersTo(db, outside.keys, [account])).get(account)
  const own = (await people.ownersOf(db, [account])).get(account)
  const asked = state === null || own === undefined ? null : { owners: [own], since: letter.since, sorts: state.letters }
  const news = asked === null ? [] : ((await newsByAccount(kit, asked, letter.until)).get(account) ?? [])
  if (state !== null && recipient !== undefined && news.length > 0 && kit.mailer.delivers) {
    const page = { say: kit.books.say(recipient.language), publicUrl: kit.publicUrl, hubName: kit.hubName }
    const told = news.map(({ sort, line }) => ({ sort, line: line(page.say) }))
    const sorts = SORTS.filter((sort) => told.some((one) => one.sort === sort))
    const linkFor = (what: Parameters<typeof stopLink>[2]) => stopLink(outside.keys, state.letterKey, what)
    const stopping = sorts.map((sort) => ({ sort, link: linkFor(sort) }))
    const [only] = sorts
    // The one button of a mail program ends what the letter is about: its sort, or all where it has several.
    const oneClick = stopAddress(page, linkFor(sorts.length === 1 && only !== undefined ? only : 'all'))
    await kit.mailer.send({
      to: recipient.to,
      ...digestLetter(page, { told, stopping, stopAll: linkFor('all') }),
      language: recipient.language,
      stop: oneClick,
      // The same at each try: where a server took it and the answer was lost, mail programs show it once.
      id,
    })
  }
  await dropLetter(db, id)
}
