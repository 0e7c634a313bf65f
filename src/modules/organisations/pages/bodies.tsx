import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { createBody } from '../commands/create-body.ts'
import { editBodyText } from '../commands/edit-body-text.ts'
import { leaveBody } from '../commands/leave-body.ts'
import { mayCreateBodies, mayEndOffice, maySteward } from '../policy.ts'
import { bodiesOf } from '../queries/body-cards.ts'
import { bodyFacts, countStewards, isMember } from '../queries/body-facts.ts'
import { bodyProfile, listBodies, textsOf, type Officer } from '../queries/body-profile.ts'
import { verification } from '../queries/verification.ts'
import { no } from '../refusals.ts'
import { BodiesPage } from '../views/bodies.tsx'
import { EditBodyForm, NewBodyForm, type Written } from '../views/body-form.tsx'
import { BodyPage } from '../views/body.tsx'

export const bodyPath = (slug: string): string => `/bodies/${encodeURIComponent(slug)}`

export function bodyPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies', (c) => showBodies(c, kit))
  app.post('/bodies', (c) => create(c, kit))
  app.get('/bodies/new', (c) => {
    const { page } = c.var
    demand(mayCreateBodies(page.actor))
    return c.html(<NewBodyForm page={page} kind="home-town" slug="" written={{ language: page.say.locale, name: '', summary: '' }} />)
  })
  app.get('/bodies/:slug', (c) => showBody(c, kit, c.req.param('slug')))
  app.get('/bodies/:slug/edit', (c) => showEdit(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/edit', (c) => edit(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/membership/ending', async (c) => {
    await perform(kit.runner, leaveBody, { body: c.req.param('slug') }, c.var.page.actor)
    return goTo(c, bodyPath(c.req.param('slug')))
  })
  return app
}

async function showBodies(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { actor, say } = page
  const bodies = await ask(kit.runner, listBodies, {}, actor)
  const own = new Set((actor.person === null ? [] : await bodiesOf(kit.runner.db, actor.person, say.locale)).map(({ id }) => id))
  return c.html(
    <BodiesPage page={page} bodies={bodies} own={bodies.filter(({ id }) => own.has(id))} mayCreate={mayCreateBodies(actor).ok} />,
  )
}

async function create(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const kind = form.text('kind')
  const slug = form.text('slug')
  const written = { language: form.text('texts.0.language'), name: form.text('texts.0.name'), summary: form.text('texts.0.summary') }
  const asked = { kind, slug: slug === '' ? undefined : slug, texts: [written], confirmed: form.checked('confirmed') }
  return attempt(c, () => perform(kit.runner, createBody, asked, page.actor), {
    done: (made) => goTo(c, bodyPath(made.slug)),
    redraw: (problem) => c.html(<NewBodyForm page={page} kind={kind} slug={slug} written={written} problem={problem} />),
  })
}

async function showBody(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const { actor } = page
  const body = await ask(kit.runner, bodyProfile, { body: slug }, actor)
  const shown = await ask(kit.runner, verification, { body: slug }, actor)
  const facts = await bodyFacts(kit.runner.db, slug, actor)
  const member = actor.person !== null && (await isMember(kit.runner.db, body.id, actor.person))
  const stewards = await countStewards(kit.runner.db, body.id)
  const mayEnd = (officer: Officer) =>
    officer.person === actor.person && mayEndOffice(actor, officer, { body: facts, held: true, stewards }).ok
  const sections = await kit.bodySections(page, body.id)
  return c.html(
    <BodyPage
      page={page}
      body={body}
      shown={shown}
      maySteward={maySteward(actor, facts).ok}
      isMember={member}
      mayEnd={mayEnd}
      sections={sections}
    />,
  )
}

/** The texts of a body, for those who may change them. */
async function ownTexts(c: PageContext, kit: Kit, slug: string): Promise<readonly Written[]> {
  const { actor } = c.var.page
  const facts = await bodyFacts(kit.runner.db, slug, actor)
  demand(maySteward(actor, facts))
  return textsOf(kit.runner.db, (facts ?? refuse(no('body.missing'))).id)
}

async function showEdit(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const texts = await ownTexts(c, kit, slug)
  const language = c.req.query('language') ?? page.say.locale
  const written = texts.find((text) => text.language === language) ?? { language, name: '', summary: '' }
  return c.html(<EditBodyForm page={page} slug={slug} texts={texts} written={written} />)
}

async function edit(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const written = { language: form.text('language'), name: form.text('name'), summary: form.text('summary') }
  return attempt(c, () => perform(kit.runner, editBodyText, { body: slug, ...written, confirmed: form.checked('confirmed') }, page.actor), {
    done: () => goTo(c, bodyPath(slug)),
    redraw: async (problem) =>
      c.html(<EditBodyForm page={page} slug={slug} texts={await ownTexts(c, kit, slug)} written={written} problem={problem} />),
  })
}
