import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { countryOptions } from '../../../web/countries.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { broughtText } from '../../../web/text-file.ts'
import { organisations } from '../../organisations/index.ts'
import { people } from '../../people/index.ts'
import { places } from '../../places/index.ts'
import { addTown } from '../commands/add-town.ts'
import { appointSteward } from '../commands/appoint-steward.ts'
import { askStewardship } from '../commands/ask-stewardship.ts'
import { endStewardship } from '../commands/end-stewardship.ts'
import { importItems } from '../commands/import-items.ts'
import { returnPage } from '../commands/return-page.ts'
import { reviewPage } from '../commands/review-page.ts'
import { takePage } from '../commands/take-page.ts'
import { mayAppoint, mayKeep, mayPropose } from '../policy.ts'
import { deskOf, stewardRows } from '../queries/desk.ts'
import { careOf, keptIn } from '../queries/page.ts'
import { ImportPage, TownPage } from '../views/desk.tsx'
import { StewardsPage } from '../views/stewards.tsx'
import { COUNTRY, idAt, keepPrivate, readingOf, spotOf, TOWN, valuesOf, type Values } from './place.ts'

/** Who looks after a page, and what they do with all of it. */
export function keepingPages(kit: Kit): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/abroad/towns/new', (c) => drawTown(c, kit))
  app.post('/abroad/towns', (c) => addOne(c, kit))
  app.get(`${COUNTRY}/import`, (c) => drawImport(c, kit))
  app.post(`${COUNTRY}/import`, (c) => importOnes(c, kit))
  for (const at of [COUNTRY, TOWN]) {
    app.get(`${at}/stewards`, (c) => drawStewards(c, kit))
    app.post(`${at}/stewards`, (c) => offer(c, kit))
    app.post(`${at}/stewards/:person/appointment`, (c) =>
      onPage(c, kit, (place) => perform(kit.runner, appointSteward, { place, person: idAt(c, 'person') }, c.var.page.actor)),
    )
    app.post(`${at}/stewards/:person/ending`, (c) =>
      onPage(c, kit, (place) => perform(kit.runner, endStewardship, { place, person: idAt(c, 'person') }, c.var.page.actor)),
    )
    app.post(`${at}/body/ending`, (c) => onPage(c, kit, (place) => perform(kit.runner, returnPage, { place }, c.var.page.actor)))
    app.post(`${at}/body`, async (c) => {
      const body = (await readForm(c)).text('body')
      return onPage(c, kit, (place) => perform(kit.runner, takePage, { place, body }, c.var.page.actor))
    })
    app.post(`${at}/look`, (c) => look(c, kit))
  }
  return app
}

async function look(c: PageContext, kit: Kit): Promise<Response> {
  const { place } = await spotOf(c, kit)
  await kit.limits.spend('write', c.var.visitor)
  await perform(kit.runner, reviewPage, { place: place.id }, c.var.page.actor)
  return goTo(c, `${place.path}#care`)
}

/** A press on the page of stewards: what is refused for how things stand is said there. */
async function onPage(c: PageContext, kit: Kit, run: (place: string) => Promise<unknown>): Promise<Response> {
  const { place } = await spotOf(c, kit)
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return run(place.id)
    },
    { done: () => goTo(c, `${place.path}/stewards`), redraw: (problem) => drawStewards(c, kit, { values: {}, problem }) },
  )
}

type Filled = { readonly values: Values; readonly problem?: Problem }

async function drawStewards(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  const { actor } = page
  const spot = await spotOf(c, kit)
  const desk = await deskOf(db, spot, actor)
  const rows = await stewardRows(db, [spot.place.id])
  const asked = mayAppoint(desk).ok ? rows.filter(({ state }) => state === 'asked') : []
  const names = await people.nameOf(
    db,
    asked.map(({ person_id: person }) => person),
  )
  const care = await careOf(db, spot, readingOf(c, kit))
  const takes = actor.operator
    ? await organisations.allBodies(db, page.say.locale)
    : mayKeep(desk).ok
      ? await organisations.bodiesWhere(db, actor.person, 'steward', page.say.locale)
      : []
  const ofBody = care.body !== null && (await organisations.standingOf(db, care.body.id, actor.person)).steward
  keepPrivate(c)
  return c.html(
    <StewardsPage
      page={page}
      place={spot.place}
      care={care}
      offers={asked.map(({ person_id: person, words, asked_on: askedOn }) => ({ person, name: names.get(person) ?? '', words, askedOn }))}
      mayAppoint={mayAppoint(desk).ok}
      own={actor.account === null ? null : (rows.find(({ person_id: person }) => person === actor.person)?.state ?? 'none')}
      person={actor.person}
      bodies={takes.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))}
      mayReturn={actor.operator || ofBody}
      values={values}
      problem={problem}
    />,
  )
}

async function offer(c: PageContext, kit: Kit): Promise<Response> {
  const { place } = await spotOf(c, kit)
  const values = valuesOf(await readForm(c), ['words'])
  return attempt(
    c,
    async () => {
      await kit.limits.spend('idea', c.var.visitor, c.var.page.actor.account)
      return perform(kit.runner, askStewardship, { place: place.id, ...values }, c.var.page.actor)
    },
    { done: () => goTo(c, `${place.path}/stewards`), redraw: (problem) => drawStewards(c, kit, { values, problem }) },
  )
}

type Lines = Awaited<ReturnType<typeof importItems.run>>['lines']

async function drawImport(
  c: PageContext,
  kit: Kit,
  filled: { csv: string; lines: Lines | null; older?: boolean; problem?: Problem } = { csv: '', lines: null },
): Promise<Response> {
  const { page } = c.var
  const spot = await spotOf(c, kit)
  if ((await keptIn(kit.runner.db, spot.place.id, page.actor)).length === 0) demand(mayKeep(await deskOf(kit.runner.db, spot, page.actor)))
  keepPrivate(c)
  return c.html(
    <ImportPage
      page={page}
      place={spot.place}
      csv={filled.csv}
      lines={filled.lines}
      older={filled.older ?? false}
      problem={filled.problem}
    />,
  )
}

async function importOnes(c: PageContext, kit: Kit): Promise<Response> {
  const { place } = await spotOf(c, kit)
  const form = await readForm(c)
  const pasted = form.text('csv')
  return attempt(c, () => broughtText(c, form, { file: 'file', field: 'csv' }), {
    done: ({ text, older }) =>
      importText(c, kit, { country: place.country, csv: text.trim(), older, preview: form.text('do') !== 'import' }),
    redraw: (problem) => drawImport(c, kit, { csv: pasted, lines: null, problem }),
  })
}

type Importing = { readonly country: string; readonly csv: string; readonly older: boolean; readonly preview: boolean }

function importText(c: PageContext, kit: Kit, { country, csv, older, preview }: Importing): Promise<Response> {
  const input = { country: country.toLowerCase(), csv, preview }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, importItems, input, c.var.page.actor)
    },
    {
      done: ({ lines, done }) => (done ? goTo(c, `/abroad/${input.country}/desk`) : drawImport(c, kit, { csv, lines, older })),
      redraw: (problem) => drawImport(c, kit, { csv, lines: null, problem }),
    },
  )
}

async function drawTown(c: PageContext, kit: Kit, { values, problem }: Filled = { values: {} }): Promise<Response> {
  const { page } = c.var
  const { db } = kit.runner
  demand(mayPropose(page.actor))
  keepPrivate(c)
  const names = page.locales.map((locale) => values[`name-${locale}`] ?? '').filter((name) => name !== '')
  const country = values['country'] ?? ''
  const found =
    problem?.code === 'abroad.town-known' ? await Promise.all(names.map((name) => places.alike(db, name, { most: 5, country }))) : []
  const alike = await places.named(
    db,
    found.flat().map(({ id }) => id),
    page.say.locale,
  )
  return c.html(<TownPage page={page} values={values} countries={countryOptions(page.say)} alike={[...alike.values()]} problem={problem} />)
}

async function addOne(c: PageContext, kit: Kit): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const values = valuesOf(form, ['country', 'zone', 'sure', ...page.locales.map((locale) => `name-${locale}`)])
  const names = page.locales.flatMap((language) => {
    const name = values[`name-${language}`] ?? ''
    return name === '' ? [] : [{ language, name }]
  })
  const town = { country: values['country'], zone: values['zone'], names }
  return attempt(
    c,
    async () => {
      await kit.limits.spend('write', c.var.visitor)
      return perform(kit.runner, addTown, { town, sure: values['sure'] === 'yes' }, page.actor)
    },
    {
      done: ({ path }) => goTo(c, path),
      redraw: (problem) => drawTown(c, kit, { values, problem: townProblem(problem, page.locales[0] ?? 'en') }),
    },
  )
}

/** The deed speaks of `town.names`; the form has a field for each language. */
const townProblem = (problem: Problem, first: string): Problem => ({
  ...problem,
  fields: new Map(
    [...problem.fields].map(([field, sentence]) => {
      const name = field.replace(/^town\./, '')
      return [name.startsWith('names') ? `name-${first}` : name, sentence]
    }),
  ),
})
