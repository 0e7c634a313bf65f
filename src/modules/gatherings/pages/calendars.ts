import { Hono } from 'hono'
import { refuse } from '../../../core/refused.ts'
import { CALENDAR_TYPE, writeCalendar, type CalendarEntry } from '../../../web/calendar.ts'
import type { Kit } from '../../../web/manifest.ts'
import { address, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { editionsOfBody, type EditionCard } from '../queries/editions.ts'
import { sessionsOfEdition } from '../queries/sessions.ts'
import { venuesOf } from '../queries/venues.ts'
import { no } from '../refusals.ts'
import { editionEntry, sessionEntry, type Told } from '../views/calendar.ts'
import { EDITION, editionAt, SESSION, sessionAt } from './address.ts'

/** Files of iCalendar: a calendar can take one once, or follow its address. */
export function calendarPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${EDITION}/calendar.ics`, async (c) => {
    const { edition } = await editionAt(c, kit)
    return send(c, kit, edition.name, await entriesOf(kit, edition, told(c)))
  })
  app.get(`${SESSION}/calendar.ics`, async (c) => {
    const { session } = await sessionAt(c, kit)
    return send(c, kit, session.title, [sessionEntry(session, await venuesOf(kit.runner.db, session.editionId), told(c))])
  })
  app.get('/bodies/:slug/summits.ics', async (c) => {
    const { page } = c.var
    const { db } = kit.runner
    const body = (await organisations.bodyBySlug(db, c.req.param('slug'), page.say.locale)) ?? refuse(no('host.missing'))
    const editions = (await editionsOfBody(db, body.id, page.say.locale)).filter(({ state }) => state !== 'draft')
    const entries = await Promise.all(editions.map((edition) => entriesOf(kit, edition, told(c))))
    return send(c, kit, body.name, entries.flat())
  })
  return app
}

/** An edition and its announced sessions. */
async function entriesOf({ runner: { db } }: Kit, edition: EditionCard, asked: Told): Promise<readonly CalendarEntry[]> {
  const sessions = (await sessionsOfEdition(db, edition.id, asked.say.locale)).filter(({ state }) => state !== 'draft')
  const venues = await venuesOf(db, edition.id)
  return [editionEntry(edition, asked), ...sessions.map((session) => sessionEntry(session, venues, asked))]
}

const told = (c: PageContext): Told => {
  const { page } = c.var
  return { say: page.say, url: (path: string) => address(page, path), now: page.now }
}

function send(c: PageContext, kit: Kit, name: string, entries: readonly CalendarEntry[]): Response {
  return c.body(writeCalendar({ name, publicUrl: kit.publicUrl, entries }), 200, {
    'content-type': CALENDAR_TYPE,
    'content-disposition': 'attachment; filename="calendar.ics"',
  })
}
