import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { permissionsWith } from '../../../web/headers.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, href, type Env, type PageContext } from '../../../web/page.ts'
import { admitGuest } from '../commands/admit-guest.ts'
import { makeCheckInLink, withdrawCheckInLink } from '../commands/make-check-in-link.ts'
import { undoCheckIn } from '../commands/undo-check-in.ts'
import { mayOrganise, mayStandAtDoor } from '../policy.ts'
import { doorOf, editionOfDoor, guestsOf, newestCheckIns } from '../queries/door.ts'
import { openLinks } from '../queries/links.ts'
import { no } from '../refusals.ts'
import { DoorPage, PaperPage, type Outcome } from '../views/check-in.tsx'
import { EDITION, editionAt, keepPrivate } from './place.ts'

const AT = `${EDITION}/check-in`
const BY_LINK = `${AT}/by/:link`

/** At the door: for organisers, and by a link for whoever helps them. */
export function doorPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  for (const at of [AT, BY_LINK]) {
    app.get(at, (c) => showDoor(c, kit))
    app.post(at, (c) => checkIn(c, kit))
    app.post(`${at}/undoing`, async (c) => {
      const { edition, link, path } = await doorAt(c, kit)
      const form = await readForm(c)
      await perform(kit.runner, undoCheckIn, { edition: edition.id, registration: form.text('registration'), link }, c.var.page.actor)
      return goTo(c, path)
    })
  }
  app.get(`${AT}/worker.js`, sendWorker)
  app.get(`${AT}/paper`, async (c) => {
    const { edition, organiser } = await editionAt(c, kit)
    demand(mayOrganise(c.var.page.actor, organiser))
    keepPrivate(c)
    const guests = await guestsOf(kit.runner.db, kit.runner.outside.keys, edition.id)
    return c.html(<PaperPage page={c.var.page} edition={edition} guests={guests} />)
  })
  app.post(`${AT}/links`, async (c) => {
    const { edition } = await editionAt(c, kit)
    await perform(kit.runner, makeCheckInLink, { edition: edition.id }, c.var.page.actor)
    return goTo(c, `${edition.path}/check-in`)
  })
  app.post(`${AT}/links/withdrawal`, async (c) => {
    const { edition } = await editionAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, withdrawCheckInLink, { edition: edition.id, link: form.text('link') }, c.var.page.actor)
    return goTo(c, `${edition.path}/check-in`)
  })
  return app
}

/** The edition of the address, with whether the reader may stand at its door. A link opens that of a draft too. */
async function doorAt(c: PageContext, kit: Kit) {
  const { page } = c.var
  const { db, outside } = kit.runner
  const link = c.req.param('link')
  const around = { actor: page.actor, now: page.now, keys: outside.keys }
  const id =
    link === undefined ? (await editionAt(c, kit)).edition.id : (editionOfDoor(outside.keys, link) ?? refuse(no('check-in.link-over')))
  const door = await doorOf(db, { edition: id, link }, around)
  const { summit = '', edition = '' } = c.req.param()
  if (door.edition.path !== `/summits/${summit}/${edition}`) refuse(no('check-in.link-over'))
  demand(mayStandAtDoor(page.actor, door))
  return { ...door, link, path: link === undefined ? `${door.edition.path}/check-in` : `${door.edition.path}/check-in/by/${link}` }
}

type Redrawn = { readonly typed?: string; readonly outcome?: Outcome; readonly problem?: Problem }

async function showDoor(c: PageContext, kit: Kit, { typed = '', outcome, problem }: Redrawn = {}): Promise<Response> {
  const { page } = c.var
  const { db, outside } = kit.runner
  const { edition, organiser, link, path } = await doorAt(c, kit)
  keepPrivate(c)
  // Tickets are read by a camera where the device has one; no other page may ask for it.
  c.header('permissions-policy', permissionsWith('camera'))
  return c.html(
    <DoorPage
      page={page}
      edition={edition}
      path={path}
      link={link}
      formKey={outside.uuid()}
      typed={typed}
      outcome={outcome ?? null}
      newest={await newestCheckIns(db, outside.keys, edition.id)}
      links={organiser ? await openLinks(db, outside.keys, edition.id, page.now) : null}
      problem={problem}
    />,
  )
}

/** The answer to the form is the page itself: what happened stands there, and to send it again checks nobody in twice. */
async function checkIn(c: PageContext, kit: Kit): Promise<Response> {
  const { edition, link } = await doorAt(c, kit)
  const form = await readForm(c)
  const typed = form.text('code')
  const asked = { edition: edition.id, key: form.text('key'), code: typed, link }
  return attempt(c, () => perform(kit.runner, admitGuest, asked, c.var.page.actor), {
    done: (outcome) => showDoor(c, kit, { outcome }),
    redraw: (problem) => showDoor(c, kit, { typed, problem }),
  })
}

/**
 * The service worker has no address of its own under /assets: it may only hold pages of the door, and its policy lets it fetch from here alone.
 */
function sendWorker(c: PageContext): Response | Promise<Response> {
  const { page } = c.var
  const script = page.assets.find(page.assets.url('check-in-worker.js'))
  if (script === undefined) return c.text('Not found.', 404)
  const { summit = '', edition = '' } = c.req.param()
  return c.body(new Uint8Array(script.body), 200, {
    'content-type': script.type,
    'service-worker-allowed': href(page, `/summits/${summit}/${edition}/check-in`),
    'content-security-policy': "default-src 'none'; connect-src 'self'",
    'cache-control': 'no-cache',
  })
}
