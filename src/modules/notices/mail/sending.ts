import { theHub } from '../../../core/actor.ts'
import { perform } from '../../../core/perform.ts'
import { LetterRefused } from '../../../platform/mail.ts'
import { FetchFault } from '../../../platform/safe-fetch.ts'
import type { Kit } from '../../../web/manifest.ts'
import { URGENT_SORTS } from '../../../core/news.ts'
import { people } from '../../people/index.ts'
import { dropDevice, dropLetter, dropPush } from '../commands/keep-states.ts'
import { noteBounce } from '../commands/note-bounce.ts'
import { addressOf } from '../queries/devices.ts'
import { comesBackAs, stopLink } from '../queries/letter-link.ts'
import { newsByAccount } from '../queries/my-news.ts'
import { letterWaiting, pushWaiting, stateOf } from '../queries/state.ts'
import { isBounce, SORTS } from '../rules.ts'
import { digestLetter, stopAddress } from './digest.tsx'

/** Worked out anew, so that nothing of it was ever written down. Once it is handed over, nothing says that it was. */
export async function sendLetter(kit: Kit, id: string): Promise<void> {
  const { db, outside } = kit.runner
  const letter = await letterWaiting(db, id)
  if (letter === null) return
  const { account_id: account, since, until, urgent } = letter
  const state = await stateOf(db, account)
  const recipient = (await people.lettersTo(db, outside.keys, [account])).get(account)
  const own = (await people.ownersOf(db, [account])).get(account)
  if (state !== null && recipient !== undefined && own !== undefined && state.stopped === null && kit.mailer.delivers) {
    const sorts = state.letters.filter((sort) => !urgent || URGENT_SORTS.includes(sort))
    const asked = { owners: [own], since, sorts, ...(urgent ? { urgent: true as const } : {}) }
    const news = (await newsByAccount(kit, asked, until)).get(account) ?? []
    const page = { say: kit.books.say(recipient.language), publicUrl: kit.publicUrl, hubName: kit.hubName }
    const told = news.map(({ sort, line, open }) => ({ sort, line: line(page.say), open }))
    const linkFor = (what: Parameters<typeof stopLink>[2]) => stopLink(outside.keys, state.letterKey, what)
    const among = SORTS.filter((sort) => told.some((one) => one.sort === sort))
    const stopping = among.map((sort) => ({ sort, link: linkFor(sort) }))
    const [only] = among
    // The one button of a mail program ends what the letter is about: its sort, or all where it has several.
    const oneClick = linkFor(among.length === 1 && only !== undefined ? only : 'all')
    const written = {
      to: recipient.to,
      ...digestLetter(page, { told, titles: state.titles, urgent, stopping, stopAll: linkFor('all') }),
      language: recipient.language,
      stop: stopAddress(page, oneClick),
      stopSubject: `stop%20${oneClick}`,
      // The same at each try: where a server took it and the answer was lost, mail programs show it once.
      id,
      comesBackAs: comesBackAs(outside.keys, state.letterKey, id),
    }
    if (told.length > 0) await kit.mailer.send(written).catch((error: unknown) => refusedForGood(kit, { account, letter: id }, error))
  }
  await dropLetter(db, id)
}

/** It is not tried again. That the hub itself is not trusted is no matter of the address: such a letter is tried again, and said to whoever runs the hub. */
async function refusedForGood(kit: Kit, letter: { account: string; letter: string }, error: unknown): Promise<void> {
  if (!(error instanceof LetterRefused) || !isBounce(error.status)) throw error
  await perform(kit.runner, noteBounce, { ...letter, status: error.status }, theHub)
}

/** A place that is not on the open internet was never one of a push service; what does not answer may answer later. */
const NEVER: readonly string[] = ['address', 'port', 'scheme', 'url', 'userinfo']

/** One line that says nothing, and where the service worker leads: to the page of news. */
export async function sendPush(kit: Kit, id: string): Promise<void> {
  const { db, outside } = kit.runner
  const push = await pushWaiting(db, id)
  if (push === null) return
  const at = { account: push.account_id, device: push.device_id }
  const device = await addressOf(db, outside.keys, at)
  if (device !== null) {
    const say = kit.books.say(device.language)
    const words = JSON.stringify({ line: say('push.line'), lang: say.locale, dir: say.dir })
    const outcome = await kit.pusher.send(device.to, words, { urgent: push.urgent }).catch((error: unknown) => {
      if (error instanceof FetchFault && NEVER.includes(error.code)) return 'gone' as const
      throw error
    })
    if (outcome === 'gone') await dropDevice(db, at)
  }
  await dropPush(db, id)
}
