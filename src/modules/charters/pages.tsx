import { Hono } from 'hono'
import { ask, perform } from '../../core/perform.ts'
import { refuse } from '../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../web/form.ts'
import type { Kit } from '../../web/manifest.ts'
import { goTo, type Env, type PageContext } from '../../web/page.ts'
import { discardDraftIn } from './commands/discard-draft.ts'
import { giveReplyIn } from './commands/give-reply.ts'
import { publishVersionIn } from './commands/publish-version.ts'
import { writeDraftIn } from './commands/write-draft.ts'
import { mayKeep, type Place } from './policy.ts'
import { readCharterIn, readDraftIn, readVersionIn } from './queries/charter.ts'
import { placeOf, shownPlace, type ShownBody, type Whose } from './queries/place.ts'
import { acceptances, holderOf, openQuestion } from './queries/replies.ts'
import type { Spaces } from './queries/spaces.ts'
import { no } from './refusals.ts'
import { CharterPage, VersionPage } from './views/charter.tsx'
import { DraftForm, PreviewPage } from './views/draft.tsx'
import { firstText } from './views/first-text.ts'
import { charterPath } from './views/pieces.tsx'

/** The same pages for each: the hub's charter, a body's and a community's below their own address. */
export function pages(shared: Kit, spaces: Spaces): Hono<Env> {
  const kit = { ...shared, spaces }
  const app = new Hono<Env>()
  for (const whose of ['', '/bodies/:slug', '/communities/:community']) {
    app.get(`${whose}/charter`, (c) => showCharter(c, kit))
    app.get(`${whose}/charter/draft`, (c) => showDraft(c, kit))
    app.post(`${whose}/charter/draft`, (c) => write(c, kit))
    app.get(`${whose}/charter/draft/preview`, (c) => showPreview(c, kit, { sort: 'change', holdsFrom: '' }))
    app.post(`${whose}/charter/draft/discarding`, async (c) => {
      await perform(kit.runner, discardDraftIn(kit.spaces), bodyOf(c), c.var.page.actor)
      return goTo(c, pathOf(c))
    })
    app.post(`${whose}/charter/versions`, (c) => publish(c, kit))
    app.get(`${whose}/charter/versions/:number`, (c) => showVersion(c, kit))
    app.post(`${whose}/charter/versions/:number/reply`, (c) => reply(c, kit))
  }
  return app
}

type Room = Kit & { readonly spaces: Spaces }

/** The page of whose charter it is; null: the hub's. */
function atOf(c: PageContext): string | null {
  const { body, community } = bodyOf(c)
  if (community !== undefined) return `/communities/${encodeURIComponent(community)}`
  return body === undefined ? null : `/bodies/${encodeURIComponent(body)}`
}
const pathOf = (c: PageContext): string => charterPath(atOf(c))
const languageOf = (c: PageContext): string => c.req.query('language') ?? c.var.page.say.locale

/** As the deeds are asked: neither is the hub. */
function bodyOf(c: PageContext): Whose {
  const [body, community] = [c.req.param('slug'), c.req.param('community')]
  if (community !== undefined) return { community }
  return body === undefined ? {} : { body }
}

type Found = { readonly body: ShownBody; readonly place: NonNullable<Place> }

async function find(c: PageContext, kit: Room): Promise<Found> {
  const { actor, now } = c.var.page
  const reading = { actor, now, outside: kit.runner.outside }
  const { db } = kit.runner
  const place = (await placeOf(db, kit.spaces, bodyOf(c), reading)) ?? refuse(no('charter.missing'))
  // What members of a hidden community read, no cache keeps.
  if (place.space !== undefined) c.header('cache-control', 'private, no-store')
  return { place, body: await shownPlace(db, kit.spaces, bodyOf(c), reading) }
}

const holderIn = (c: PageContext, { place }: Found): string | null =>
  place.space === undefined ? holderOf(place.scope, c.var.page.actor) : place.space.member

/** What this reader is asked here, if anything. */
async function questionFor(c: PageContext, kit: Room, found: Found, versions: Parameters<typeof openQuestion>[2]) {
  const { place } = found
  if (place.body !== null && !place.body.belongs) return null
  return openQuestion(kit.runner.db, { scope: place.scope, holder: holderIn(c, found) }, versions)
}

async function showCharter(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const found = await find(c, kit)
  const charter = await ask(kit.runner, readCharterIn(kit.spaces), bodyOf(c), page.actor)
  const keeper = mayKeep(page.actor, found.place).ok
  return c.html(
    <CharterPage
      page={page}
      body={found.body}
      language={languageOf(c)}
      mayKeep={keeper}
      charter={charter}
      question={await questionFor(c, kit, found, charter.versions)}
      accepted={keeper && charter.inForce !== null ? await acceptances(kit.runner.db, found.place.scope, charter.inForce) : null}
    />,
  )
}

async function showVersion(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const found = await find(c, kit)
  const read = await ask(kit.runner, readVersionIn(kit.spaces), { ...bodyOf(c), number: c.req.param('number') }, page.actor)
  const { versions } = await ask(kit.runner, readCharterIn(kit.spaces), bodyOf(c), page.actor)
  const question = await questionFor(c, kit, found, versions)
  return c.html(<VersionPage page={page} body={found.body} language={languageOf(c)} read={read} question={question} />)
}

async function showDraft(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const { body } = await find(c, kit)
  const draft = await ask(kit.runner, readDraftIn(kit.spaces), bodyOf(c), page.actor)
  const language = languageOf(c)
  const mine = draft.texts.find((text) => text.language === language)
  const before = draft.newest.find((text) => text.language === language)
  const start = draft.newest.length === 0 && page.locales.includes(language) ? firstText(kit.books.say(language), body !== null) : ''
  const written = mine ?? { language, text: before?.text ?? start, changed: '' }
  return c.html(<DraftForm page={page} body={body} draft={draft} written={written} />)
}

async function write(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const written = { language: form.text('language'), text: form.text('text'), changed: form.text('changed') }
  return attempt(c, () => perform(kit.runner, writeDraftIn(kit.spaces), { ...bodyOf(c), ...written }, page.actor), {
    done: () => goTo(c, `${pathOf(c)}/draft/preview`),
    redraw: async (problem) => {
      const { body } = await find(c, kit)
      const draft = await ask(kit.runner, readDraftIn(kit.spaces), bodyOf(c), page.actor)
      return c.html(<DraftForm page={page} body={body} draft={draft} written={written} problem={problem} />)
    },
  })
}

type Asked = { readonly sort: 'change' | 'correction'; readonly holdsFrom: string }

async function showPreview(c: PageContext, kit: Room, asked: Asked, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { body } = await find(c, kit)
  const draft = await ask(kit.runner, readDraftIn(kit.spaces), bodyOf(c), page.actor)
  return c.html(<PreviewPage page={page} body={body} draft={draft} asked={asked} problem={problem} />)
}

/** Refusals of a day belong to its field. */
const OF_THE_DAY = new Set(['charter.too-soon', 'charter.before-the-last'])

async function publish(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  const asked: Asked = { sort: form.text('sort') === 'correction' ? 'correction' : 'change', holdsFrom: form.text('holdsFrom') }
  const input = { ...bodyOf(c), correction: asked.sort === 'correction', holdsFrom: asked.holdsFrom === '' ? null : asked.holdsFrom }
  return attempt(c, () => perform(kit.runner, publishVersionIn(kit.spaces), input, page.actor), {
    done: ({ number }) => goTo(c, `${pathOf(c)}/versions/${number}`),
    redraw: (problem) =>
      showPreview(
        c,
        kit,
        asked,
        OF_THE_DAY.has(problem.code) ? { ...problem, fields: new Map([['holdsFrom', problem.sentence]]) } : problem,
      ),
  })
}

async function reply(c: PageContext, kit: Room): Promise<Response> {
  const { page } = c.var
  const form = await readForm(c)
  await perform(kit.runner, giveReplyIn(kit.spaces), { ...bodyOf(c), number: c.req.param('number'), reply: form.text('reply') }, page.actor)
  const back: Readonly<Record<string, string>> = { front: '/', me: '/me', body: atOf(c) ?? '/' }
  return goTo(c, back[form.text('from')] ?? pathOf(c))
}
