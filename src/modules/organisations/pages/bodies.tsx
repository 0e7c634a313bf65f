import { Hono } from 'hono'
import { ask, perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type Page, type PageContext } from '../../../web/page.ts'
import { createBody } from '../commands/create-body.ts'
import { editBodyFacts } from '../commands/edit-body-facts.ts'
import { editBodyText } from '../commands/edit-body-text.ts'
import { leaveBody } from '../commands/leave-body.ts'
import { mayCreateBodies, mayEditOffice, mayEndOffice, mayHandOver, maySteward, mayTend, type BodyFacts } from '../policy.ts'
import { accounts } from '../queries/accounts.ts'
import { bodiesOf, bodyBySlug } from '../queries/body-cards.ts'
import { bodyFacts, countStewards, isMember } from '../queries/body-facts.ts'
import { bodyProfile, listBodies, saidOf, textsOf } from '../queries/body-profile.ts'
import { chapters } from '../queries/chapters.ts'
import type { Officer } from '../queries/officers.ts'
import { verification } from '../queries/verification.ts'
import { no } from '../refusals.ts'
import { BodiesPage } from '../views/bodies.tsx'
import { EditBodyForm, NewBodyForm, type FactsWritten, type Written } from '../views/body-form.tsx'
import { BodyPage } from '../views/body.tsx'

const EMPTY = { language: '', name: '', summary: '', focus: '', expectations: '' }

export const bodyPath = (slug: string): string => `/bodies/${encodeURIComponent(slug)}`

export function bodyPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/bodies', (c) => showBodies(c, kit))
  app.post('/bodies', (c) => create(c, kit))
  app.get('/bodies/new', (c) => {
    const { page } = c.var
    demand(mayCreateBodies(page.actor))
    return c.html(<NewBodyForm page={page} kind="home-town" slug="" written={{ ...EMPTY, language: page.say.locale }} />)
  })
  app.get('/bodies/:slug', (c) => showBody(c, kit, c.req.param('slug')))
  app.get('/bodies/:slug/edit', (c) => showEdit(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/edit', (c) => edit(c, kit, c.req.param('slug')))
  app.post('/bodies/:slug/facts', (c) => editFacts(c, kit, c.req.param('slug')))
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
  const written = {
    ...EMPTY,
    language: form.text('texts.0.language'),
    name: form.text('texts.0.name'),
    summary: form.text('texts.0.summary'),
  }
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
  const mayLookAfter = (officer: Officer) => mayEditOffice(actor, { body: facts, held: true }).ok || mayHandOverOwn(page, facts, officer)
  const sections = await kit.bodySections(page, body.id)
  return c.html(
    <BodyPage
      page={page}
      body={body}
      shown={shown}
      maySteward={maySteward(actor, facts).ok}
      chapters={await ask(kit.runner, chapters, { body: slug }, actor)}
      accounts={await ask(kit.runner, accounts, { body: slug }, actor)}
      isMember={member}
      mayEnd={mayEnd}
      mayLookAfter={mayLookAfter}
      sections={sections}
    />,
  )
}

/** One's own office, where it can go into other hands. */
function mayHandOverOwn({ actor }: Page, body: BodyFacts, officer: Officer): boolean {
  return officer.person === actor.person && mayHandOver(actor, officer.person, { body, held: true, delegated: officer.endsAt !== null }).ok
}

type Redrawn = {
  readonly written?: Written
  readonly problem?: Problem
  readonly facts?: FactsWritten
  readonly factsProblem?: Problem
}

/** The texts and facts of a body, for those who may change them. */
async function showEdit(c: PageContext, kit: Kit, slug: string, redrawn: Redrawn = {}): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const known = await bodyFacts(db, slug, page.actor)
  demand(mayTend(page.actor, known))
  const body = (await bodyBySlug(db, slug, page.say.locale)) ?? refuse(no('body.missing'))
  const texts = await textsOf(db, body.id)
  const language = c.req.query('language') ?? page.say.locale
  const written = redrawn.written ?? texts.find((text) => text.language === language) ?? { ...EMPTY, language }
  const { founded, countries, languages, web, contact } = await saidOf(db, body.id)
  const facts = redrawn.facts ?? {
    founded: founded === null ? '' : String(founded),
    countries,
    languages,
    web: web ?? '',
    contact: contact ?? '',
  }
  const { problem, factsProblem } = redrawn
  return c.html(
    <EditBodyForm
      page={page}
      slug={slug}
      kind={body.kind}
      texts={texts}
      written={written}
      problem={problem}
      facts={facts}
      factsProblem={factsProblem}
    />,
  )
}

async function edit(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const text = (name: keyof Written) => form.text(name)
  const written = {
    language: text('language'),
    name: text('name'),
    summary: text('summary'),
    focus: text('focus'),
    expectations: text('expectations'),
  }
  return attempt(c, () => perform(kit.runner, editBodyText, { body: slug, ...written, confirmed: form.checked('confirmed') }, page.actor), {
    done: () => goTo(c, bodyPath(slug)),
    redraw: (problem) => showEdit(c, kit, slug, { written, problem }),
  })
}

async function editFacts(c: PageContext, kit: Kit, slug: string): Promise<Response> {
  const form = await readForm(c)
  const facts = {
    founded: form.text('founded'),
    countries: [...form.all('countries'), ...form.all('country')].filter((code) => code !== ''),
    languages: [...form.all('languages'), ...form.all('works-in')].filter((code) => code !== ''),
    web: form.text('web'),
    contact: form.text('contact'),
  }
  const asked = {
    body: slug,
    ...facts,
    founded: facts.founded === '' ? null : Number(facts.founded),
    web: facts.web === '' ? null : facts.web,
    contact: facts.contact === '' ? null : facts.contact,
  }
  return attempt(c, () => perform(kit.runner, editBodyFacts, asked, c.var.page.actor), {
    done: () => goTo(c, bodyPath(slug)),
    redraw: (factsProblem) => showEdit(c, kit, slug, { facts, factsProblem }),
  })
}
