import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { inviteHost, removeHost } from '../commands/invite-host.ts'
import { removeVenue, writeVenue } from '../commands/write-venue.ts'
import { mayEditEdition, mayOrganiseFor } from '../policy.ts'
import { askedHosts, hostCards } from '../queries/hosts.ts'
import { venuesWithLinks } from '../queries/venues.ts'
import { HostsPage, VenuesPage, type VenueValues } from '../views/edition-desk.tsx'
import { EDITION, editionAt } from './address.ts'
import { languageOptions, numberIn } from './form-values.ts'

/** Hosts and venues of an edition. */
export function editionDeskPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${EDITION}/hosts`, (c) => drawHosts(c, kit))
  app.post(`${EDITION}/hosts`, (c) => invite(c, kit))
  app.post(`${EDITION}/hosts/removal`, async (c) => {
    const { edition } = await editionAt(c, kit)
    const form = await readForm(c)
    await perform(kit.runner, removeHost, { edition: edition.id, body: form.text('body') }, c.var.page.actor)
    return goTo(c, `${edition.path}/hosts`)
  })
  app.get(`${EDITION}/venues`, (c) => drawVenues(c, kit))
  app.post(`${EDITION}/venues`, (c) => write(c, kit))
  app.post(`${EDITION}/venues/removal`, async (c) => {
    const { edition } = await editionAt(c, kit)
    const form = await readForm(c)
    const asked = { edition: edition.id, number: form.text('number') }
    return attempt(c, () => perform(kit.runner, removeVenue, asked, c.var.page.actor), {
      done: () => goTo(c, `${edition.path}/venues`),
      redraw: (problem) => drawVenues(c, kit, undefined, problem),
    })
  })
  return app
}

async function drawHosts(c: PageContext, kit: Kit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayOrganiseFor(page.actor, organiser))
  const asked = await askedHosts(db, edition.id, page.say.locale)
  const taken = new Set([edition.bodyId, ...asked.map(({ id }) => id)])
  const others = (await organisations.allBodies(db, page.say.locale)).filter(({ id }) => !taken.has(id))
  return c.html(
    <HostsPage
      page={page}
      edition={edition}
      hosts={await hostCards(db, edition.id, page.say.locale)}
      asked={asked}
      others={others.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      problem={problem}
    />,
  )
}

async function invite(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  return attempt(c, () => perform(kit.runner, inviteHost, { edition: edition.id, body: form.text('body') }, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}/hosts`),
    redraw: (problem) => drawHosts(c, kit, problem),
  })
}

async function drawVenues(c: PageContext, kit: Kit, written?: VenueValues, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { edition, organiser } = await editionAt(c, kit)
  demand(mayEditEdition(page.actor, organiser, edition.state))
  const venues = await venuesWithLinks(kit.runner.db, edition.id)
  const chosen = venues.find(({ number }) => String(number) === c.req.query('venue'))
  const next = Math.max(0, ...venues.map(({ number }) => number)) + 1
  const values = written ?? {
    number: String(chosen?.number ?? next),
    sort: chosen?.sort ?? 'place',
    language: chosen?.language ?? page.say.locale,
    name: chosen?.name ?? '',
    address: chosen?.address ?? '',
    access: chosen?.access ?? '',
    link: chosen?.link ?? '',
  }
  // The links of online rooms are on this page.
  c.header('cache-control', 'no-store')
  return c.html(
    <VenuesPage page={page} edition={edition} venues={venues} values={values} languages={languageOptions(page)} problem={problem} />,
  )
}

async function write(c: PageContext, kit: Kit): Promise<Response> {
  const { edition } = await editionAt(c, kit)
  const form = await readForm(c)
  const written = {
    ...{ number: form.text('number'), sort: form.text('sort'), language: form.text('language'), name: form.text('name') },
    ...{ address: form.text('address'), access: form.text('access'), link: form.text('link') },
  }
  const asked = { ...written, edition: edition.id, number: numberIn(written.number), link: written.link === '' ? null : written.link }
  return attempt(c, () => perform(kit.runner, writeVenue, asked, c.var.page.actor), {
    done: ({ path }) => goTo(c, `${path}/venues`),
    redraw: (problem) => drawVenues(c, kit, written, problem),
  })
}
