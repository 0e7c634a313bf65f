import { Hono } from 'hono'
import { textOf } from '#documents'
import { refuse } from '../../../core/refused.ts'
import type { Env, PageContext } from '../../../web/page.ts'
import { wordsIn } from '../queries/assembled.ts'
import { documentOf, type Document, type Place } from '../queries/documents.ts'
import { fileNamed, isReleased, releasedText, releasesOf, signedList, type Release } from '../queries/releases.ts'
import { no } from '../refusals.ts'
import type { DocumentSort, FileForm } from '../tables.ts'
import { ComparePage } from '../views/compare.tsx'
import { ReleasePage, VersionsPage, WaitingPage } from '../views/release.tsx'
import { BASES, numberAt, placeHere, preparesHere, type Room } from './place.ts'

/** What everybody may read, without an account. */
export function readingPages(room: Room): Hono<Env> {
  const app = new Hono<Env>()
  for (const { at, sort } of BASES) {
    app.get(at, (c) => drawCurrent(c, room, sort))
    app.get(`${at}/versions`, (c) => drawVersions(c, room, sort))
    app.get(`${at}/versions/:version`, async (c) => {
      const here = await releasesHere(c, room, sort)
      return drawRelease(c, room, here, releaseOf(here.releases, numberAt(c, 'version')))
    })
    app.get(`${at}/versions/:version/release.json`, (c) => sendList(c, room, sort))
    app.get(`${at}/files/:name`, (c) => sendFile(c, room, sort))
    app.get(`${at}/compare`, (c) => drawCompared(c, room, sort))
  }
  return app
}

type Here = { readonly place: Place; readonly document: Document; readonly releases: readonly Release[] }

async function releasesHere(c: PageContext, room: Room, sort: DocumentSort): Promise<Here> {
  const place = await placeHere(c, room, sort)
  const document = (await documentOf(room.kit.runner.db, place)) ?? refuse(no('outcome.version-missing'))
  return { place, document, releases: (await releasesOf(room.kit.runner.db, document)).filter(isReleased) }
}

const releaseOf = (releases: readonly Release[], version: number): Release =>
  releases.find((one) => one.version === version) ?? refuse(no('outcome.version-missing'))

async function drawCurrent(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const place = await placeHere(c, room, sort)
  const { db } = room.kit.runner
  const document = await documentOf(db, place)
  const releases = document === null ? [] : (await releasesOf(db, document)).filter(isReleased)
  const [newest] = releases
  if (document !== null && newest !== undefined) return drawRelease(c, room, { place, document, releases }, newest)
  const mayEdit = preparesHere(c, place)
  return c.html(<WaitingPage page={c.var.page} place={place} begun={document !== null} mayEdit={mayEdit} />)
}

async function drawRelease(c: PageContext, room: Room, { place, document, releases }: Here, release: Release): Promise<Response> {
  const { page } = c.var
  const asked = c.req.query('language') ?? page.say.locale
  const language = (release.texts.find((one) => one.language === asked) ?? release.texts[0])?.language ?? page.say.locale
  const text = await releasedText(room.kit.runner.db, document, { version: release.version, language }, room.sources)
  if (text === null) return refuse(no('outcome.version-missing'))
  const followed = releases.find(
    ({ version, texts }) => version < release.version && texts.some((one) => one.language === language && !one.behind),
  )
  return c.html(
    <ReleasePage
      page={page}
      place={place}
      release={release}
      newest={releases[0]?.version ?? release.version}
      language={language}
      follows={followed?.version ?? null}
      text={text}
      words={wordsIn(room.voice(language))}
      mayEdit={preparesHere(c, place)}
    />,
  )
}

async function drawVersions(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { page } = c.var
  const place = await placeHere(c, room, sort)
  const { db } = room.kit.runner
  const document = await documentOf(db, place)
  const releases = document === null ? [] : (await releasesOf(db, document)).filter(isReleased)
  const texts = releases[0]?.texts ?? []
  const compareIn = texts.find((one) => one.language === page.say.locale) ?? texts[0]
  return c.html(<VersionsPage page={page} place={place} releases={releases} compareIn={compareIn?.language ?? null} />)
}

/** The list that was signed: for programs of other sites too. */
async function sendList(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { document, releases } = await releasesHere(c, room, sort)
  const { version } = releaseOf(releases, numberAt(c, 'version'))
  const signed = (await signedList(room.kit.runner.db, document, version)) ?? refuse(no('outcome.version-missing'))
  return c.body(signed, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="release.json"',
  })
}

const TYPES: Readonly<Record<FileForm, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
}

/** The bytes that were signed; not where they hold words that were withdrawn since. */
async function sendFile(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { document } = await releasesHere(c, room, sort)
  const { db } = room.kit.runner
  const file = (await fileNamed(db, document, c.req.param('name') ?? '')) ?? refuse(no('outcome.version-missing'))
  const text = await releasedText(db, document, file, room.sources)
  if (file.bytes === null || text === null || text.withdrawn.length > 0) return refuse(no('outcome.file-gone'))
  return c.body(new Uint8Array(file.bytes), 200, {
    'content-type': TYPES[file.form],
    'content-disposition': `attachment; filename="${c.req.param('name')}"`,
  })
}

async function drawCompared(c: PageContext, room: Room, sort: DocumentSort): Promise<Response> {
  const { place, document, releases } = await releasesHere(c, room, sort)
  const language = c.req.query('language') ?? ''
  const words = wordsIn(room.voice(language))
  const textAt = async (name: string) => {
    const asked = c.req.query(name) ?? ''
    const { version } = releaseOf(releases, /^\d{1,5}$/.test(asked) ? Number(asked) : 0)
    const text = await releasedText(room.kit.runner.db, document, { version, language }, room.sources)
    return text === null ? refuse(no('outcome.version-missing')) : { version, text: textOf(text.document, words) }
  }
  const [from, to] = [await textAt('from'), await textAt('to')]
  return c.html(<ComparePage page={c.var.page} place={place} from={from} to={to} language={language} />)
}
