import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand, refuse } from '../../../core/refused.ts'
import { attempt, readForm, type Form, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { endorseArticles } from '../commands/endorse-articles.ts'
import { mayEndorse } from '../policy.ts'
import { articles as citable, tracedFrom } from '../queries/articles.ts'
import { languagesOf, type At } from '../queries/documents.ts'
import { currentArticles, endorsementsOf, holding, signatories } from '../queries/endorsements.ts'
import { sourcesOfText } from '../queries/releases.ts'
import { SORT as RESERVATION } from '../queries/reservations.ts'
import { no } from '../refusals.ts'
import { CHOICES, reservationId, reservationPath } from '../rules.ts'
import { ArticlePage, TracePage } from '../views/article.tsx'
import { EndorsePage, EndorsementsPage } from '../views/endorse.tsx'
import { ReservationPage } from '../views/reservation.tsx'
import { documentHere, numberAt, type Room } from './place.ts'

const AT = '/summits/:summit/:edition/outcome'

export function endorsingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  app.get(`${AT}/articles/:article`, (c) => drawArticle(c, room))
  app.get(`${AT}/articles/:article/trace`, (c) => drawTrace(c, room))
  app.get(`${AT}/endorsements`, (c) => drawList(c, room))
  app.get(`${AT}/endorsements/:body/:sequence`, (c) => drawReservation(c, room))
  app.get(`${AT}/endorse`, async (c) => {
    const here = await entitledHere(c, room)
    return drawForm(c, here, { body: c.req.query('body'), form: null })
  })
  app.post(`${AT}/endorse`, (c) => endorse(c, room))
  return app
}

async function saidHere(c: PageContext, room: Room) {
  const at = await documentHere(c, room, 'outcome')
  const { db } = room.kit.runner
  const current = (await currentArticles(db, at.document)) ?? refuse(no('outcome.not-released'))
  const endorsements = await endorsementsOf(db, at.document)
  const bodies = await signatories(
    db,
    endorsements.map(({ body }) => body),
    c.var.page.say.locale,
  )
  const language = (await languagesOf(db, at.document))[0]?.language ?? 'und'
  return { at, version: current.version, said: { articles: current.articles, language, endorsements, bodies } }
}

async function articleHere(c: PageContext, room: Room) {
  const here = await saidHere(c, room)
  const number = numberAt(c, 'article')
  const article = here.said.articles.find((one) => one.number === number) ?? refuse(no('outcome.article-missing'))
  return { ...here, article }
}

async function drawArticle(c: PageContext, room: Room): Promise<Response> {
  const { at, said, article } = await articleHere(c, room)
  const { page } = c.var
  const held = holding(said.endorsements).filter((one) => one.article === article.number)
  const path = `${at.path}/articles/${article.number}`
  const thing = { sort: citable.sort, scope: at.edition.id, subject: `${at.document.id}/${article.number}`, path, toAuthor: false }
  const sections = await room.kit.thingSections(page, thing)
  return c.html(
    <ArticlePage page={page} place={at} article={article} language={said.language} holding={held} said={said} sections={sections} />,
  )
}

async function drawTrace(c: PageContext, room: Room): Promise<Response> {
  const { at, said, article, version } = await articleHere(c, room)
  const { page } = c.var
  const { db } = room.kit.runner
  const all = await sourcesOfText(db, at.document, { version, language: said.language })
  const cited = article.notes.flatMap((note) => {
    const one = all.get(note)
    return one === undefined ? [] : [{ sort: one.sort, id: one.id, version: one.version }]
  })
  const traced = await tracedFrom(db, room.sources, cited, page.say.locale)
  return c.html(<TracePage page={page} place={at} article={article} language={said.language} traced={traced} />)
}

async function drawList(c: PageContext, room: Room): Promise<Response> {
  const { at, said } = await saidHere(c, room)
  const { page } = c.var
  const bodies = await organisations.bodiesWhere(room.kit.runner.db, page.actor.person, 'convener', page.say.locale)
  const { endorseUntil } = at.document
  const may = mayEndorse(page.actor, { convener: bodies.length > 0, released: true, until: endorseUntil, today: at.today })
  return c.html(
    <EndorsementsPage
      page={page}
      place={at}
      until={endorseUntil}
      holding={holding(said.endorsements)}
      said={said}
      mayEndorse={may.ok && bodies.length > 0}
    />,
  )
}

/** The words of one body to one article, where they can be reported; also those that were superseded. */
async function drawReservation(c: PageContext, room: Room): Promise<Response> {
  const { at, said } = await saidHere(c, room)
  const { page } = c.var
  const [body, sequence] = [c.req.param('body'), numberAt(c, 'sequence')]
  const one = said.endorsements.find((each) => each.body === body && each.sequence === sequence)
  if (one === undefined || one.reservation === null) return refuse(no('outcome.reservation-missing'))
  const thing = {
    sort: RESERVATION,
    scope: at.document.id,
    subject: reservationId(one),
    path: reservationPath(at.path, one),
    toAuthor: false,
  }
  const isLast = holding(said.endorsements).includes(one)
  const sections = await room.kit.thingSections(page, thing)
  return c.html(<ReservationPage page={page} place={at} one={one} said={said} isLast={isLast} sections={sections} />)
}

/** The form is for those who hold an office. */
async function entitledHere(c: PageContext, room: Room) {
  const here = await saidHere(c, room)
  const { page } = c.var
  const bodies = await organisations.bodiesWhere(room.kit.runner.db, page.actor.person, 'convener', page.say.locale)
  const { endorseUntil: until } = here.at.document
  demand(mayEndorse(page.actor, { convener: bodies.length > 0, released: true, until, today: here.at.today }))
  c.header('cache-control', 'private, no-store')
  return { ...here, bodies }
}
type Entitled = Awaited<ReturnType<typeof entitledHere>>
type Asked = { readonly body: string | undefined; readonly form: Form | null; readonly problem?: Problem }

function drawForm(c: PageContext, { at, said, bodies }: Entitled, { body: wanted, form, problem }: Asked) {
  const { page } = c.var
  const body = (bodies.find(({ id }) => id === wanted) ?? bodies[0])?.id ?? ''
  const held = new Map(
    holding(said.endorsements)
      .filter((one) => one.body === body)
      .map((one) => [one.article, one]),
  )
  const values = {
    body,
    language: form?.text('language') ?? page.say.locale,
    choices: said.articles.map(({ number }, index) => form?.text(`choice-${index}`) ?? held.get(number)?.choice ?? ''),
    reservations: said.articles.map(({ number }, index) => form?.text(`reservation-${index}`) ?? held.get(number)?.reservation ?? ''),
  }
  return c.html(
    <EndorsePage
      page={page}
      place={at}
      said={said}
      bodies={bodies}
      languages={languagesFor(c, at)}
      values={values}
      problem={besideFields(problem, values.choices)}
    />,
  )
}

const languagesFor = (c: PageContext, { edition }: At): readonly string[] => [...new Set([...c.var.page.locales, ...edition.languages])]

/** Articles of which nothing was chosen are not sent, so faults are counted among those that were. */
function besideFields(problem: Problem | undefined, choices: readonly string[]): Problem | undefined {
  if (problem === undefined) return undefined
  const sent = choices.flatMap((choice, at) => (isChoice(choice) ? [at] : []))
  const fields = [...problem.fields].map(([path, sentence]) => {
    const [, at = '', name = ''] = /^articles\.(\d+)\.(\w+)$/.exec(path) ?? []
    return [at === '' ? path : `${name}-${sent[Number(at)] ?? at}`, sentence] as const
  })
  return { ...problem, fields: new Map(fields) }
}

const isChoice = (text: string): boolean => CHOICES.some((choice) => choice === text)

async function endorse(c: PageContext, room: Room): Promise<Response> {
  const here = await entitledHere(c, room)
  const form = await readForm(c)
  const body = form.text('body')
  const articles = here.said.articles.flatMap(({ number }, index) => {
    const choice = form.text(`choice-${index}`)
    return isChoice(choice) ? [{ article: number, choice, reservation: form.text(`reservation-${index}`) }] : []
  })
  const input = { document: here.at.document.id, body, language: form.text('language'), articles }
  return attempt(c, () => perform(room.kit.runner, endorseArticles, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawForm(c, here, { body, form, problem }),
  })
}
