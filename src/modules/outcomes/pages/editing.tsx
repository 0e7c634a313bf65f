import { Hono } from 'hono'
import { perform } from '../../../core/perform.ts'
import { demand } from '../../../core/refused.ts'
import { attempt, readForm, type Problem } from '../../../web/form.ts'
import { goTo, type Env, type PageContext } from '../../../web/page.ts'
import { organisations } from '../../organisations/index.ts'
import { addSection } from '../commands/add-section.ts'
import { askEndorsement } from '../commands/ask-endorsement.ts'
import { beginDocument } from '../commands/begin-document.ts'
import { beginLanguage } from '../commands/begin-language.ts'
import { releaseDocument } from '../commands/release-document.ts'
import { renewDocument } from '../commands/renew-document.ts'
import { writeTitle } from '../commands/write-title.ts'
import { mayAsk, mayEdit, mayRelease } from '../policy.ts'
import { assembled, wordsIn } from '../queries/assembled.ts'
import { documentOf, namedIn, type Place } from '../queries/documents.ts'
import { askedBodies } from '../queries/endorsements.ts'
import { isReleased } from '../queries/releases.ts'
import type { DocumentSort } from '../tables.ts'
import { BeginPage, DeskPage } from '../views/desk.tsx'
import { PreviewPage } from '../views/preview.tsx'
import { TextPage } from '../views/text.tsx'
import { BASES, draftHere, placeHere, textHere, type Room } from './place.ts'

/** For those who prepare a document: the desk, its languages, and what is done with the whole. */
export function editingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const { at, sort } of BASES) {
    app.get(`${at}/edit`, (c) => drawDesk(c, room, sort))
    app.post(`${at}/edit`, (c) => begin(c, room, sort))
    app.post(`${at}/edit/compile`, async (c) => {
      const { at: here } = await draftHere(c, room, sort)
      return onDesk(c, room, sort, () => perform(room.kit.runner, renewDocument(room), { document: here.document.id }, c.var.page.actor))
    })
    app.post(`${at}/edit/release`, async (c) => {
      const { at: here } = await draftHere(c, room, sort)
      return onDesk(c, room, sort, () => perform(room.kit.runner, releaseDocument(room), { document: here.document.id }, c.var.page.actor))
    })
    app.post(`${at}/edit/languages`, (c) => addLanguage(c, room, sort))
    app.post(`${at}/edit/sections`, (c) => addPart(c, room, sort))
    app.post(`${at}/edit/endorsement`, (c) => askBodies(c, room, sort))
    app.get(`${at}/edit/:language`, (c) => drawText(c, room, sort))
    app.post(`${at}/edit/:language`, (c) => nameIt(c, room, sort))
    app.get(`${at}/edit/:language/preview`, (c) => drawPreview(c, room, sort))
  }
  return app
}

/** In which languages a document can be written: those of the hub and those of the edition. */
export const languagesFor = (c: PageContext, { edition, session }: Pick<Place, 'edition' | 'session'>): readonly string[] => [
  ...new Set([...c.var.page.locales, ...edition.languages, ...(session?.languages ?? [])]),
]

async function drawDesk(c: PageContext, room: Room, sort: DocumentSort, problem?: Problem): Promise<Response> {
  const { page } = c.var
  const { db } = room.kit.runner
  const place = await placeHere(c, room, sort)
  if ((await documentOf(db, place)) === null) {
    demand(mayEdit(page.actor, place.parts))
    return c.html(<BeginPage page={page} place={place} languages={languagesFor(c, place)} problem={problem} />)
  }
  const { at, draft } = await draftHere(c, room, sort)
  const written = new Set(draft.texts.map(({ version }) => version.language))
  return c.html(
    <DeskPage
      page={page}
      at={at}
      draft={draft}
      edit={mayEdit(page.actor, at.parts)}
      release={mayRelease(page.actor, at.parts, draft.ready)}
      ask={mayAsk(page.actor, at.parts, { released: sort === 'outcome' && draft.releases.some(isReleased) })}
      languages={languagesFor(c, at).filter((language) => !written.has(language))}
      bodies={sort === 'outcome' ? await organisations.allBodies(db, page.say.locale) : []}
      asked={sort === 'outcome' ? await askedBodies(db, at.document) : []}
      problem={problem}
    />,
  )
}

/** A deed with the whole: what is refused is said on the desk. */
const onDesk = (c: PageContext, room: Room, sort: DocumentSort, run: () => Promise<{ readonly path: string }>): Promise<Response> =>
  attempt(c, run, { done: ({ path }) => goTo(c, path), redraw: (problem) => drawDesk(c, room, sort, problem) })

async function begin(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const form = await readForm(c)
  const { summit, edition, number = null } = c.req.param()
  const input = { summit, edition, sort, session: number, language: form.text('language') }
  return onDesk(c, room, sort, () => perform(room.kit.runner, beginDocument(room), input, c.var.page.actor))
}

async function addLanguage(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { at } = await draftHere(c, room, sort)
  const form = await readForm(c)
  const input = {
    ...{ document: at.document.id, language: form.text('language'), translator: form.optional('translator') },
    translatorName: form.text('translatorName'),
  }
  return onDesk(c, room, sort, () => perform(room.kit.runner, beginLanguage(room), input, c.var.page.actor))
}

async function addPart(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { at } = await draftHere(c, room, sort)
  const form = await readForm(c)
  const input = { document: at.document.id, kind: form.text('kind'), heading: form.text('heading') }
  return onDesk(c, room, sort, () => perform(room.kit.runner, addSection, input, c.var.page.actor))
}

async function askBodies(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { at } = await draftHere(c, room, sort)
  const form = await readForm(c)
  const input = { document: at.document.id, until: form.text('until'), bodies: [...form.all('bodies')] }
  return onDesk(c, room, sort, () => perform(room.kit.runner, askEndorsement, input, c.var.page.actor))
}

async function drawText(c: PageContext, room: Room, sort: DocumentSort, problem?: Problem): Promise<Response> {
  const { at, text } = await textHere(c, room, sort)
  const { page } = c.var
  return c.html(<TextPage page={page} at={at} text={text} edit={mayEdit(page.actor, at.parts)} problem={problem} />)
}

async function nameIt(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { at, text } = await textHere(c, room, sort)
  const form = await readForm(c)
  const input = {
    ...{ document: at.document.id, language: text.version.language, title: form.text('title') },
    ...{ translator: form.optional('translator'), translatorName: form.text('translatorName') },
  }
  return attempt(c, () => perform(room.kit.runner, writeTitle, input, c.var.page.actor), {
    done: ({ path }) => goTo(c, path),
    redraw: (problem) => drawText(c, room, sort, problem),
  })
}

/** As it would be released now. */
async function drawPreview(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { at, draft, text, original } = await textHere(c, room, sort)
  const { page } = c.var
  const say = room.voice(text.version.language)
  const about = {
    place: await namedIn(room.kit.runner.db, at, say.locale),
    number: (draft.releases[0]?.version ?? 0) + 1,
    now: page.now,
    hub: page.publicUrl,
    say,
  }
  const written = { version: text.version, original: original.version.language, sections: text.sections }
  const { document } = assembled(written, text.found, about)
  return c.html(<PreviewPage page={page} at={at} document={document} words={wordsIn(say)} />)
}
