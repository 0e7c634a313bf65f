import { Hono } from 'hono'
import { perform } from '../../core/perform.ts'
import { demand, refuse } from '../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { people } from '../people/index.ts'
import { chooseLetters } from './commands/choose-letters.ts'
import { noteSeen } from './commands/note-seen.ts'
import { stopLetters } from './commands/stop-letters.ts'
import { signedIn } from './policy.ts'
import { holderOfLink, readStopLink } from './queries/letter-link.ts'
import { newsFor } from './queries/my-news.ts'
import { stateOf } from './queries/state.ts'
import { no } from './refusals.ts'
import { isSort, LETTERS_AT_FIRST, lookBack } from './rules.ts'
import { NoticesPage } from './views/notices.tsx'
import { SettingsPage } from './views/settings.tsx'
import { StopPage } from './views/stop.tsx'

export function pages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/notices', (c) => drawNotices(c, kit))
  app.get('/notices/settings', (c) => drawSettings(c, kit))
  app.post('/notices/settings', (c) => choose(c, kit))
  app.get('/letters/stop/:link', (c) => drawStop(c, kit, false))
  app.post('/letters/stop/:link', async (c) => {
    await perform(kit.runner, stopLetters, { link: c.req.param('link') }, c.var.page.actor)
    return drawStop(c, kit, true)
  })
  return app
}

async function drawNotices(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const account = page.actor.account ?? ''
  const { db, outside } = kit.runner
  const seenUntil = (await stateOf(db, account))?.seenUntil ?? lookBack(page.now)
  const news = await newsFor(kit, account, lookBack(page.now), page.now)
  if (news.some(({ at }) => at > seenUntil)) await noteSeen(db, outside, account)
  c.header('cache-control', 'private, no-store')
  return c.html(<NoticesPage page={{ ...page, unseen: 0 }} news={news} seenUntil={seenUntil} />)
}

type Filled = { readonly letters: readonly string[]; readonly zone: string | null; readonly problem: Problem }

async function drawSettings(c: PageContext, kit: Kit, filled?: Filled): Promise<Response> {
  const { page } = c.var
  demand(signedIn(page.actor))
  const account = page.actor.account ?? ''
  const { db, outside } = kit.runner
  const state = await stateOf(db, account)
  const reachable = kit.mailer.delivers && (await people.lettersTo(db, outside.keys, [account])).has(account)
  c.header('cache-control', 'private, no-store')
  return c.html(
    <SettingsPage
      page={page}
      letters={filled === undefined ? (state?.letters ?? LETTERS_AT_FIRST) : filled.letters.filter(isSort)}
      zone={filled === undefined ? (state?.zone ?? null) : filled.zone}
      reachable={reachable}
      saved={filled === undefined && c.req.query('saved') !== undefined}
      problem={filled?.problem}
    />,
  )
}

async function choose(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const input = { letters: form.all('letters'), zone: form.checked('zone') ? form.text('here') : null }
  return attempt(c, () => perform(kit.runner, chooseLetters, input, c.var.page.actor), {
    done: () => goTo(c, '/notices/settings?saved=1'),
    redraw: (problem) => drawSettings(c, kit, { ...input, problem }),
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
