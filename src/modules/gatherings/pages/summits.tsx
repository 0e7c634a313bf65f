import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, no as noCore, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { createEdition } from '../commands/create-edition.ts'
import { createSummit } from '../commands/create-summit.ts'
import { confirmHost, removeHost } from '../commands/invite-host.ts'
import { writeSummitText } from '../commands/write-summit-text.ts'
import { mayOrganiseFor } from '../policy.ts'
import { editionById } from '../queries/editions.ts'
import { askedOf, cardsOfBodies } from '../queries/hosts.ts'
import { seenSummit, seenSummits, textsOfSummit } from '../queries/summits.ts'
import { no } from '../refusals.ts'
import { EditionForm, SummitForm, SummitTexts } from '../views/plan-forms.tsx'
import { SummitPage, SummitsPage } from '../views/summits.tsx'
import { languageOptions } from './form-values.ts'

export function summitPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/summits', (c) => showSummits(c, kit))
  app.get('/summits/new', (c) => drawNewSummit(c, kit))
  app.post('/summits/new', (c) => create(c, kit))
  app.post('/summits/hosting', (c) => answerHosting(c, kit, true))
  app.post('/summits/hosting/refusal', (c) => answerHosting(c, kit, false))
  app.get('/summits/:summit', (c) => showSummit(c, kit))
  app.get('/summits/:summit/edit', (c) => drawTexts(c, kit))
  app.post('/summits/:summit/edit', (c) => writeText(c, kit))
  app.get('/summits/:summit/new', (c) => drawNewEdition(c, kit))
  app.post('/summits/:summit/new', (c) => createNewEdition(c, kit))
  return app
}

/** Bodies in whose name the reader can hold a summit. */
async function bodiesFor(c: PageContext, kit: Kit) {
  const { actor, say } = c.var.page
  const bodies = actor.operator
    ? await organisations.allBodies(kit.runner.db, say.locale)
    : await organisations.bodiesWhere(kit.runner.db, actor.person, 'convener', say.locale)
  return bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))
}

async function showSummits(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const asked = []
  for (const [editionId, bodyId] of await askedOf(db, page.actor)) {
    const edition = await editionById(db, editionId, page.say.locale)
    const [body] = await cardsOfBodies(db, [bodyId], page.say.locale)
    if (edition !== null && body !== undefined) asked.push({ edition, body })
  }
  const mayCreate = page.actor.account !== null && (await bodiesFor(c, kit)).length > 0
  return c.html(<SummitsPage page={page} summits={await seenSummits(db, page.actor)} asked={asked} mayCreate={mayCreate} />)
}

async function answerHosting(c: PageContext, kit: Kit, yes: boolean): Promise<Response> {
  const form = await readForm(c)
  const asked = { edition: form.text('edition'), body: form.text('body') }
  await perform(kit.runner, yes ? confirmHost : removeHost, asked, c.var.page.actor)
  return goTo(c, '/summits')
}

const summitAt = async (c: PageContext, kit: Kit) =>
  (await seenSummit(kit.runner.db, c.req.param('summit') ?? '', c.var.page.actor)) ?? refuse(no('summit.missing'))

async function showSummit(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const seen = await summitAt(c, kit)
  const hosts = await cardsOfBodies(kit.runner.db, [seen.summit.bodyId], page.say.locale)
  return c.html(<SummitPage page={page} seen={seen} hosts={hosts} texts={await textsOfSummit(kit.runner.db, seen.summit.id)} />)
}

type NewSummit = {
  readonly bodyId: string
  readonly slug: string
  readonly language: string
  readonly name: string
  readonly summary: string
}

async function drawNewSummit(c: PageContext, kit: Kit, written?: NewSummit, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { say } = page
  if (page.actor.account === null) return refuse(noCore('sign-in.needed'))
  const bodies = await bodiesFor(c, kit)
  if (bodies.length === 0) return refuse(no('gathering.organisers-only'))
  return c.html(
    <SummitForm
      page={page}
      title={say('summit.new')}
      back={{ path: '/summits', label: say('summits.title') }}
      action="/summits/new"
      values={written ?? { bodyId: bodies[0]?.value ?? '', slug: '', language: say.locale, name: '', summary: '' }}
      languages={languageOptions(page)}
      bodies={bodies}
      problem={problem}
    />,
  )
}

async function create(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const text = { language: form.text('language'), name: form.text('name'), summary: form.text('summary') }
  const written = { bodyId: form.text('bodyId'), slug: form.text('slug'), ...text }
  const asked = { bodyId: written.bodyId, slug: written.slug, texts: [text] }
  return attempt(c, () => perform(kit.runner, createSummit, asked, c.var.page.actor), {
    done: ({ slug }) => goTo(c, `/summits/${slug}`),
    redraw: (problem) => drawNewSummit(c, kit, written, ofFirstText(problem)),
  })
}

/** A form has one text; the deed takes a list of them. */
function ofFirstText(problem: Problem): Problem {
  const fields = [...problem.fields].map(([field, sentence]) => [field.replace(/^texts\.0\./, ''), sentence] as const)
  return { ...problem, fields: new Map(fields) }
}

type Text = { readonly language: string; readonly name: string; readonly summary: string }

async function drawTexts(c: PageContext, kit: Kit, written?: Text, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { summit, organiser } = await summitAt(c, kit)
  demand(mayOrganiseFor(page.actor, organiser))
  const texts = await textsOfSummit(kit.runner.db, summit.id)
  const language = c.req.query('language') ?? page.say.locale
  const values = written ?? texts.find((text) => text.language === language) ?? { language, name: '', summary: '' }
  return c.html(
    <SummitTexts
      page={page}
      title={page.say('gathering.texts')}
      back={{ path: `/summits/${summit.slug}`, label: summit.name }}
      action={`/summits/${summit.slug}/edit`}
      values={values}
      written={texts.map((text) => text.language)}
      languages={languageOptions(page)}
      problem={problem}
    />,
  )
}

async function writeText(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const summit = c.req.param('summit') ?? ''
  const written = { language: form.text('language'), name: form.text('name'), summary: form.text('summary') }
  return attempt(c, () => perform(kit.runner, writeSummitText, { summit, ...written }, c.var.page.actor), {
    done: () => goTo(c, `/summits/${encodeURIComponent(summit)}`),
    redraw: (problem) => drawTexts(c, kit, written, problem),
  })
}

type NewEdition = Parameters<typeof EditionForm>[0]['values']

async function drawNewEdition(c: PageContext, kit: Kit, written?: NewEdition, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { summit, organiser } = await summitAt(c, kit)
  demand(mayOrganiseFor(page.actor, organiser))
  const day = page.now.toISOString().slice(0, 10)
  const values = written ?? {
    ...{ language: page.say.locale, name: '', theme: '', summary: '', practical: '' },
    ...{ zone: page.homeZone, startsOn: day, endsOn: day, daysKnown: true, languages: [page.say.locale], slug: '' },
  }
  return c.html(
    <EditionForm
      page={page}
      title={page.say('edition.new')}
      back={{ path: `/summits/${summit.slug}`, label: summit.name }}
      action={`/summits/${summit.slug}/new`}
      values={values}
      languages={languageOptions(page)}
      problem={problem}
    />,
  )
}

async function createNewEdition(c: PageContext, kit: Kit): Promise<Response> {
  const form = await readForm(c)
  const summit = c.req.param('summit') ?? ''
  const text = {
    ...{ language: form.text('language'), name: form.text('name'), theme: form.text('theme') },
    ...{ summary: form.text('summary'), practical: form.text('practical') },
  }
  const plan = {
    ...{ zone: form.text('zone'), startsOn: form.text('startsOn'), endsOn: form.text('endsOn') },
    ...{ daysKnown: !form.checked('daysOpen'), languages: [...form.all('languages')], slug: form.text('slug') },
  }
  return attempt(c, () => perform(kit.runner, createEdition, { summit, ...plan, texts: [text] }, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawNewEdition(c, kit, { ...text, ...plan }, ofFirstText(problem)),
  })
}
