import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { editOffice } from '../commands/edit-office.ts'
import { offerOffice } from '../commands/offer-office.ts'
import { withdrawInvitation } from '../commands/withdraw-invitation.ts'
import { mayEditOffice, mayEndOffice, mayHandOver } from '../policy.ts'
import { bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts, countStewards } from '../queries/body-facts.ts'
import { openHandovers } from '../queries/invitations.ts'
import { officesOfBody, titlesOf } from '../queries/officers.ts'
import { no } from '../refusals.ts'
import { dayWritten } from '../rules.ts'
import { OFFICES } from '../tables.ts'
import { OfficePage, type OfficeWritten } from '../views/office.tsx'
import { bodyPath } from './bodies.tsx'

type At = { readonly slug: string; readonly person: string; readonly role: string }

export function officePages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies/:slug/offices/:person/:role', (c) => show(c, kit, c.req.param()))
  app.post('/bodies/:slug/offices/:person/:role', (c) => edit(c, kit, c.req.param()))
  app.post('/bodies/:slug/offices/:person/:role/handovers', async (c) => {
    const at = c.req.param()
    await perform(kit.runner, offerOffice, { body: at.slug, person: at.person, role: at.role }, c.var.page.actor)
    return goTo(c, `${pathOf(at)}#handover`)
  })
  app.post('/bodies/:slug/offices/:person/:role/handovers/withdrawal', async (c) => {
    const at = c.req.param()
    const form = await readForm(c)
    await perform(kit.runner, withdrawInvitation, { body: at.slug, invitation: form.text('invitation') }, c.var.page.actor)
    return goTo(c, `${pathOf(at)}#handover`)
  })
  return app
}

const pathOf = ({ slug, person, role }: At): string => `${bodyPath(slug)}/offices/${person}/${role}`

async function edit(c: PageContext, kit: Kit, at: At): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const languages = [...new Set([...page.locales, ...(await titledLanguages(kit, at))])]
  const titles = Object.fromEntries(
    languages.map((language) => [language, form.text(`titles.${language}`)]).filter(([, text]) => text !== ''),
  )
  const termEnds = form.text('termEnds')
  const asked = { body: at.slug, person: at.person, role: at.role, termEnds: termEnds === '' ? null : termEnds, titles }
  return attempt(c, () => perform(kit.runner, editOffice, asked, page.actor), {
    done: () => goTo(c, pathOf(at)),
    redraw: (problem) => show(c, kit, at, { written: { termEnds, titles }, problem }),
  })
}

async function held(kit: Kit, { slug, person, role }: At, locale: string) {
  const body = (await bodyBySlug(kit.runner.db, slug, locale)) ?? refuse(no('body.missing'))
  const { officers } = await officesOfBody(kit.runner.db, body.id, locale)
  const officer = officers.find((one) => one.person === person && one.role === role) ?? refuse(no('office.missing'))
  return { body, officer }
}

/** The titles that are there already may be in languages that the hub itself does not speak. */
async function titledLanguages(kit: Kit, at: At): Promise<readonly string[]> {
  const role = OFFICES.find((one) => one === at.role)
  const facts = await bodyFacts(kit.runner.db, at.slug, { person: null })
  return role === undefined || facts === null ? [] : Object.keys(await titlesOf(kit.runner.db, facts.id, { person: at.person, role }))
}

type Redrawn = { readonly written: OfficeWritten; readonly problem: Problem }

async function show(c: PageContext, kit: Kit, at: At, redrawn?: Redrawn): Promise<Response> {
  const { page } = c.var
  const { actor, now } = page
  const { db, outside } = kit.runner
  const facts = await bodyFacts(db, at.slug, actor)
  const { body, officer } = await held(kit, at, page.say.locale)
  const handOver = mayHandOver(actor, officer.person, { body: facts, held: true, delegated: officer.endsAt !== null })
  const edits = mayEditOffice(actor, { body: facts, held: true })
  // Whoever may do neither has nothing to do here; what they may read stands on the page of the body.
  if (!edits.ok) demand(handOver)
  const stewards = await countStewards(db, body.id)
  const written = redrawn?.written ?? {
    termEnds: officer.termEnds === null ? '' : dayWritten(officer.termEnds),
    titles: await titlesOf(db, body.id, officer),
  }
  c.header('cache-control', 'no-store')
  return c.html(
    <OfficePage
      page={page}
      body={body}
      officer={officer}
      desk={{
        mayEdit: edits.ok,
        mayHandOver: handOver.ok,
        mayEnd: mayEndOffice(actor, officer, { body: facts, held: true, stewards }).ok,
        handovers: handOver.ok ? await openHandovers(db, at.slug, officer, { now, outside }) : [],
        written,
        problem: redrawn?.problem,
      }}
    />,
  )
}
