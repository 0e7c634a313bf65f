import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { refuse } from '../../../core/refused.ts'
import { CALENDAR_TYPE, writeCalendar } from '../../../web/calendar.ts'
import { readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, goTo, type Env, type PageContext } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { endFeed, makeFeed } from '../commands/make-feed.ts'
import { markSession } from '../commands/mark-session.ts'
import { agendaOf, feedBehind, feedOf, feedToken } from '../queries/agenda.ts'
import { no } from '../refusals.ts'
import { AgendaPage } from '../views/agenda.tsx'
import { EDITION, editionAt, keepPrivate } from './place.ts'

const AT = `${EDITION}/agenda`

/** Which sessions somebody means to see. */
export function agendaPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(AT, (c) => showAgenda(c, kit))
  app.post(AT, async (c) => {
    const { edition } = await editionAt(c, kit)
    const form = await readForm(c)
    const asked = { edition: edition.id, session: form.text('session'), marked: form.text('marked') === '1' }
    await perform(kit.runner, markSession, asked, c.var.page.actor)
    return goTo(c, `${edition.path}/agenda`)
  })
  app.post(`${AT}/feed`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, makeFeed, { edition: edition.id }, c.var.page.actor)
    return goTo(c, `${edition.path}/agenda`)
  })
  app.post(`${AT}/feed/end`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, endFeed, { edition: edition.id }, c.var.page.actor)
    return goTo(c, `${edition.path}/agenda`)
  })
  app.get('/agendas/:feed/calendar.ics', (c) => sendFeed(c, kit))
  return app
}

async function showAgenda(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { edition } = await editionAt(c, kit)
  const feed = await feedOf(db, edition.id, page.actor.person)
  if (page.actor.account !== null) keepPrivate(c)
  return c.html(
    <AgendaPage
      page={page}
      edition={edition}
      {...await agendaOf(db, edition.id, page.actor)}
      feed={feed === null ? null : `/agendas/${feedToken(outside.keys, { edition: edition.id, id: feed })}/calendar.ics`}
    />,
  )
}

/** For whoever has the address: public sessions that were marked, and nothing of whoever marked them. */
async function sendFeed(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const behind = (await feedBehind(db, outside.keys, c.req.param('feed') ?? '')) ?? refuse(no('agenda.feed-missing'))
  const edition = await gatherings.editionById(db, behind.edition, page.say.locale)
  if (edition === null || edition.state === 'draft') return refuse(no('agenda.feed-missing'))
  const { sessions, stars } = await agendaOf(db, behind.edition, { person: behind.person, locale: page.say.locale })
  const venues = await gatherings.venuesOf(db, behind.edition)
  const told = { say: page.say, url: (path: string) => address(page, path), now: page.now }
  const entries = sessions.filter(({ id }) => stars.has(id)).map((session) => gatherings.sessionEntry(session, venues, told))
  keepPrivate(c)
  return c.body(writeCalendar({ name: edition.name, publicUrl: kit.publicUrl, entries }), 200, { 'content-type': CALENDAR_TYPE })
}
