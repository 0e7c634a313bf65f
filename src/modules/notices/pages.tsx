import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { no as noFromHub, demand, refuse } from '../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { people } from '../people/index.ts'
import { addDevice } from './commands/add-device.ts'
import { chooseLetters } from './commands/choose-letters.ts'
import { noteSeen } from './commands/note-seen.ts'
import { removeDevice } from './commands/remove-device.ts'
import { resumeLetters } from './commands/resume-letters.ts'
import { stopLetters } from './commands/stop-letters.ts'
import { takeLetterBack } from './commands/take-letter-back.ts'
import { signedIn } from './policy.ts'
import { devicesOf } from './queries/devices.ts'
import { holderOfLink, readStopLink } from './queries/letter-link.ts'
import { listenFor, tellAllPages, topicOf } from './queries/live-pages.ts'
import { newsFor } from './queries/my-news.ts'
import { stateOf, type State } from './queries/state.ts'
import { no } from './refusals.ts'
import { LETTERS_AT_FIRST, lookBack } from './rules.ts'
import type { Chosen } from './views/choices.tsx'
import { DevicesPage } from './views/devices.tsx'
import { NoticesPage } from './views/notices.tsx'
import { SettingsPage } from './views/settings.tsx'
import { StopPage } from './views/stop.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/notices', (c) => drawNotices(c, kit))
  app.get('/notices/live', (c) => streamCount(c, kit))
  app.get('/notices/push-worker.js', sendWorker)
  app.get('/notices/settings', (c) => drawSettings(c, kit))
  app.post('/notices/settings', (c) => choose(c, kit))
  app.post('/notices/resumption', async (c) => {
    await perform(kit.runner, resumeLetters, {}, c.var.page.actor)
    return goTo(c, '/notices/settings?saved=1')
  })
  app.get('/notices/devices', (c) => drawDevices(c, kit))
  app.post('/notices/devices', (c) => add(c, kit))
  app.post('/notices/devices/:device/removal', async (c) => {
    await perform(kit.runner, removeDevice, { device: c.req.param('device') }, c.var.page.actor)
    return goTo(c, '/notices/devices')
  })
  app.get('/letters/stop/:link', (c) => drawStop(c, kit, false))
  app.post('/letters/stop/:link', async (c) => {
    await perform(kit.runner, stopLetters, { link: c.req.param('link') }, c.var.page.actor)
    return drawStop(c, kit, true)
  })
  app.post('/mail/bounces', (c) => takeBack(c, kit))
  return app
}

async function drawNotices(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const account = page.actor.account ?? ''
  const { db, outside } = kit.runner
  const state = await stateOf(db, account)
  const seenUntil = state?.seenUntil ?? lookBack(page.now)
  const news = await newsFor(kit, account, lookBack(page.now), page.now)
  if (news.some(({ at }) => at > seenUntil)) {
    await noteSeen(db, outside, account)
    // Other pages that are open say so at once.
    tellAllPages(kit.live, topicOf(outside.keys, account), 0)
  }
  c.header('cache-control', 'private, no-store')
  return c.html(<NoticesPage page={{ ...page, unseen: 0 }} news={news} seenUntil={seenUntil} stopped={state?.stopped ?? null} />)
}

const HEARTBEAT_MS = 25_000
/** After some five minutes the browser comes again, and who has signed out meanwhile hears nothing more. */
const MOST_BEATS = 12

/** The number in the header, in the language of the page: nothing else of the news is in it. */
async function streamCount(c: PageContext, kit: Kit): Promise<Response> {
  const { actor, say } = c.var.page
  demand(signedIn(actor))
  // Nobody would read the stream, and so nobody would ever close it.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  const account = actor.account ?? ''
  const topic = topicOf(kit.runner.outside.keys, account)
  return streamSSE(c, async (events) => {
    const leave = listenFor(kit.live, { account, topic }, (count) => {
      const news = count === 0 ? '' : say('nav.news', { count })
      void events.writeSSE({ event: 'words', data: JSON.stringify({ news }) })
    })
    events.onAbort(leave)
    for (let beats = 0; beats < MOST_BEATS && !events.aborted; beats += 1) {
      await events.writeSSE({ event: 'still', data: '{}' })
      await events.sleep(HEARTBEAT_MS)
    }
    if (!events.aborted) leave()
  })
}

const chosenFrom = (state: State | null): Chosen => ({
  letters: state?.letters ?? LETTERS_AT_FIRST,
  pushes: state?.pushes ?? [],
  zone: state?.zone ?? null,
  hour: state === null ? '' : String(state.hour),
  weekday: state?.weekday === null || state === null ? '' : String(state.weekday),
  quietFrom: state === null || state.quiet === null ? '' : String(state.quiet.from),
  quietTo: state === null || state.quiet === null ? '' : String(state.quiet.to),
  titles: state?.titles ?? false,
})

async function drawSettings(c: PageContext, kit: Kit, filled?: { readonly chosen: Chosen; readonly problem: Problem }): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const account = page.actor.account ?? ''
  const { db, outside } = kit.runner
  const state = await stateOf(db, account)
  const reachable = kit.mailer.delivers && (await people.lettersTo(db, outside.keys, [account])).has(account)
  const devices = await devicesOf(db, account)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <SettingsPage
      page={page}
      chosen={filled?.chosen ?? chosenFrom(state)}
      devices={devices.length}
      stopped={state?.stopped ?? null}
      reachable={reachable}
      saved={filled === undefined && c.req.query('saved') !== undefined}
      problem={filled?.problem}
    />,
  )
}

const chosenIn = (form: Form): Chosen => ({
  letters: form.all('letters'),
  pushes: form.all('pushes'),
  zone: form.checked('zone') ? form.text('here') : null,
  hour: form.text('hour'),
  weekday: form.text('weekday'),
  quietFrom: form.text('quiet.from'),
  quietTo: form.text('quiet.to'),
  titles: form.checked('titles'),
})

async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const chosen = chosenIn(await readForm(c))
  const { letters, pushes, zone, hour, weekday, quietFrom, quietTo, titles } = chosen
  const input = {
    ...{ letters, pushes, zone, titles, hour: numberOf(hour), weekday: numberOf(weekday) ?? null },
    quiet: quietFrom === '' && quietTo === '' ? null : { from: numberOf(quietFrom), to: numberOf(quietTo) },
  }
  return attempt(c, () => perform(kit.runner, chooseLetters, input, c.var.page.actor), {
    done: () => goTo(c, '/notices/settings?saved=1'),
    redraw: (problem) => drawSettings(c, kit, { chosen, problem }),
  })
}

/** What is no number stays what it is, and is refused as that. */
const numberOf = (text: string): number | undefined => (text === '' ? undefined : Number(text))

async function drawDevices(c: PageContext, kit: Kit, filled?: { readonly name: string; readonly problem: Problem }): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const devices = await devicesOf(kit.runner.db, page.actor.account ?? '')
  c.header('cache-control', 'private, no-store')
  return c.html(
    <DevicesPage
      page={page}
      devices={devices}
      publicKey={kit.pusher.publicKey}
      worker={`/${page.locales[0] ?? ''}/notices/push-worker.js`}
      name={filled?.name ?? ''}
      problem={filled?.problem}
    />,
  )
}

async function add(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = { name: form.text('name'), endpoint: form.text('endpoint'), p256dh: form.text('p256dh'), auth: form.text('auth') }
  await kit.limits.spend('write', c.var.visitor)
  return attempt(c, () => perform(kit.runner, addDevice, input, c.var.page.actor), {
    done: () => goTo(c, '/notices/settings'),
    redraw: (problem) => drawDevices(c, kit, { name: input.name, problem }),
  })
}

/** The service worker has a policy of its own: it fetches nothing, from nowhere. */
function sendWorker(c: PageContext): Response {
  const { assets } = c.var.page
  const script = assets.find(assets.url('push-worker.js'))
  if (script === undefined) return c.text('Not found.', 404)
  return c.body(new Uint8Array(script.body), 200, {
    'content-type': script.type,
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-cache',
  })
}

async function drawStop(c: PageContext, kit: Kit, done: boolean): Promise<Response> {
  const { page } = c.var
  const link = c.req.param('link') ?? ''
  const read = readStopLink(kit.runner.outside.keys, link) ?? refuse(no('letters.link-broken'))
  if ((await holderOfLink(kit.runner.db, read.letterKey)) === null) refuse(no('letters.link-broken'))
  c.header('cache-control', 'private, no-store')
  return c.html(<StopPage page={page} link={link} what={read.what} done={done} />)
}

/** From the mail server: one letter as it came, with the secret of the configuration. Without one the address is none. */
async function takeBack(c: PageContext, kit: Kit): Promise<Response> {
  const { takesBack } = kit.mailer
  if (takesBack === undefined) return refuse(noFromHub('page.missing'))
  const given = /^Bearer +(\S{1,500})\s*$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  if (!takesBack(given)) {
    // Who guesses is counted.
    await kit.limits.spend('sign-in', c.var.visitor)
    return refuse(no('letters.secret-wrong'))
  }
  const message = (await c.req.text()).replaceAll('\0', '')
  return c.json(await perform(kit.runner, takeLetterBack, { message }, theHub))
}
