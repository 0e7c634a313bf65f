import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sentencesOf, untraced, type Document } from '#documents'
import { runCommandLine } from '../main/command-line/run.ts'
import { openRoom } from '../main/command-line/testing/spawned.ts'
import { rooms } from '../main/rooms.ts'
import type { CastName } from './cast.ts'
import { doAsHub } from './dialogues.ts'
import { openHub, type Hub } from './hub.ts'
import { documentId, partOf, stageSaid, writePart } from './outcomes.ts'
import { readPdf } from './read-pdf.ts'

// A report from what was said to the files that anybody can check, and what a withdrawal does to them.

const disk = openRoom()
let hub: Hub
let staged: Awaited<ReturnType<typeof stageSaid>>

beforeAll(async () => {
  hub = await openHub()
  staged = await stageSaid(hub)
  await post('mai', `${REPORT()}/edit`, { language: 'en' })
  const report = await documentId(hub, 'report')
  const first = await partOf(hub, report, 'Schools should')
  const words = first.sentences.map((one) =>
    one.text.startsWith('Schools') ? { ...one, text: 'Schools should write to all of us in two languages.' } : one,
  )
  const sources = [{ sort: 'intervention', id: staged.said.french.id }]
  await writePart(hub, report, first, [...words, { text: 'We thank everybody.', language: 'en', sources }])
  await post('mai', `${REPORT()}/edit/languages`, { language: 'ar', translator: 'machine', translatorName: 'Model 7' })
  await post('mai', `${REPORT()}/edit/languages`, { language: 'fr', translator: 'person', translatorName: '' })
  const part = await partOf(hub, report, 'We thank')
  await writePart(hub, report, part, [...part.sentences, { text: 'One more.', language: 'en' }])
  const french = await partOf(hub, report, 'We thank', 'fr')
  const translated = french.sentences.map((one) =>
    one.text.includes('We thank') ? { ...one, text: 'Merci à tous.', language: 'fr' } : one,
  )
  await writePart(hub, report, french, translated, 'fr')
})
afterAll(async () => {
  await hub.close()
  disk.leave()
})

const REPORT = () => `${staged.session.path}/report`
const get = async (path: string, who: CastName | null = null, locale = 'en') => hub.as(who, locale).get(path)
const body = async (path: string, who: CastName | null = null, locale = 'en') => (await get(path, who, locale)).text()
const post = (who: CastName | null, path: string, form: Record<string, string | string[]> = {}) => hub.as(who).post(path, form)
const plain = (text: string): string => text.replaceAll(/[\u064b-\u0652\u2066-\u2069]/g, '').replaceAll(/\s+/g, ' ')

async function released(language: string): Promise<Document> {
  const [, , summit, edition] = staged.session.path.split('/')
  const answer = await hub.as(null).api('GET', `/summits/${summit}/editions/${edition}/documents/report?session=1&language=${language}`)
  return ((await answer.json()) as { document: Document }).document
}
async function download(path: string, version: number, language: string, form: string): Promise<Response> {
  return get(`${path}/files/${path.split('/').slice(2).join('-')}-${version}.${language}.${form}`)
}
const bytesOf = async (answer: Response): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await answer.arrayBuffer())

test('released, it is the same in every form and language, and each sentence leads to a page or is marked', async () => {
  expect((await post('mai', `${REPORT()}/edit/release`)).status).toBe(403)
  expect((await post('samir', `${REPORT()}/edit/release`)).status).toBe(303)
  expect(await body(REPORT())).toContain('It is being written.')
  await hub.settle()
  expect(await body(`${REPORT()}/edit`, 'mai')).not.toContain('could not be printed')
  for (const language of ['en', 'fr', 'ar']) {
    const document = await released(language)
    expect(untraced(document)).toEqual([])
    const sentences = sentencesOf(document)
    expect(sentences.length).toBeGreaterThan(8)
    const html = plain(unescaped(await body(`${REPORT()}/versions/1?language=${language}`)))
    const pdf = await readPdf(await bytesOf(await download(REPORT(), 1, language, 'pdf')))
    const docx = unzipSync(await bytesOf(await download(REPORT(), 1, language, 'docx')))
    const squeezed = plain(pdf.text.join('\n')).replaceAll(/\s/g, '')
    const xml = plain(unescaped(strFromU8(docx['word/document.xml'] ?? new Uint8Array())))
    for (const { text, own, sources } of sentences) {
      expect(html).toContain(plain(text))
      expect(xml).toContain(plain(text))
      // In a line of the other direction readers of PDF put marks elsewhere, and this one repeats letters with vowel signs: the other words are what counts.
      const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => !/\p{M}/u.test(word))
      for (const word of words) expect(squeezed).toContain(plain(word))
      expect(own === true || sources.length > 0).toBe(true)
    }
    expect(pdf.language).toBe(language)
    expect(document.notes.length).toBeGreaterThan(4)
    for (const { link } of document.notes) {
      const address = new URL(link ?? '')
      expect([address.origin, (await get(address.pathname)).status]).toEqual(['http://hub.test', 200])
    }
    const own = sentences.filter((one) => one.own === true)
    expect(own.map(({ text }) => text)).toEqual(language === 'en' ? ['One more.'] : [])
    expect(html.match(/class="own"/g)?.length ?? 0).toBe(own.length)
  }
  const behind = await body(`${REPORT()}/versions/1?language=ar`)
  expect(behind).toContain('This is a translation.')
  expect(behind).toContain('It does not say yet all that the original says.')
  expect(behind).toContain('Model 7')
  expect(behind).not.toContain('<b>bold</b>')
  expect(await body(REPORT(), null, 'fr')).toContain('Merci à tous.')
})

test('can be checked: here by the file or its digest, elsewhere by the list that was signed', async () => {
  const file = await bytesOf(await download(REPORT(), 1, 'ar', 'pdf'))
  const digest = createHash('sha256').update(file).digest('hex')
  const versions = await body(`${REPORT()}/versions`)
  expect(versions).toContain(digest)
  expect(await body(`/check?digest=${digest}`)).toContain('This hub released exactly this file.')
  expect(await body(`/check?digest=${digest.replace(/^./, digest.startsWith('0') ? '1' : '0')}`)).toContain(
    'This hub did not release this file.',
  )
  const upload = async (bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.set('file', new File([bytes], 'copy.pdf'))
    const answer = await hub.app.request('http://hub.test/en/check', {
      method: 'POST',
      body: form,
      headers: { origin: 'http://hub.test' },
    })
    return answer.text()
  }
  expect(await upload(file)).toContain('It is the newest version.')
  // One byte of it, turned round.
  const altered = file.with(Math.floor(file.length / 2), (file[Math.floor(file.length / 2)] ?? 0) ^ 1)
  expect(await upload(altered)).toContain('This hub did not release this file.')
  const empty = await post(null, '/check', { digest: 'abc' })
  expect([empty.status, (await empty.text()).includes('class="fault"')]).toEqual([422, true])
  const list = await (await get(`${REPORT()}/versions/1/release.json`)).text()
  const verified = async (name: string, files: Record<string, string | Uint8Array>) => {
    let answer = ''
    const folder = disk.folder(name, files)
    const code = await runCommandLine(['verify', `${folder}/copy.pdf`], {
      answer: async (text) => void (answer += typeof text === 'string' ? text : Array.from(text).join('')),
      tell: () => undefined,
      step: () => undefined,
    })
    return { code, answer }
  }
  const right = await verified('right', { 'copy.pdf': file, 'release.json': list })
  expect([right.code, right.answer.includes('the pdf in the language ar, of version 1')]).toEqual([0, true])
  expect((await verified('other', { 'copy.pdf': altered, 'release.json': list })).code).toBe(1)
  const forged = list.replace('"version": 1', '"version": 2')
  const broken = await verified('forged', { 'copy.pdf': file, 'release.json': forged })
  expect([broken.code, broken.answer.includes('FAILS  The signature')]).toEqual([1, true])
  expect((await verified('alone', { 'copy.pdf': file })).code).toBe(1)
})

test('a withdrawal after the release takes the words out at once, and a new version follows by itself', async () => {
  const words = 'Schools should write to all of us'
  expect(await body(REPORT())).toContain(words)
  const before = await bytesOf(await download(REPORT(), 1, 'en', 'pdf'))
  await doAsHub(hub, 'interventions.withdraw', { of: { link: staged.said.english.link } })
  expect(await body(REPORT())).not.toContain(words)
  expect(await body(REPORT())).toContain('not here any more')
  expect((await download(REPORT(), 1, 'en', 'pdf')).status).toBe(404)
  // From the rows by the event that told of it, without any sweep.
  const held = async () => JSON.stringify(await hub.db.selectFrom('outcome_release_text').selectAll().execute())
  expect(await held()).toContain(words)
  await hub.settle()
  expect(await held()).not.toContain(words)
  const second = await body(REPORT())
  expect(second).toContain('Version 2')
  expect(await body(`${REPORT()}/versions/1`)).toContain('This version was superseded: version 2 followed it.')
  const digest = createHash('sha256').update(before).digest('hex')
  expect(await body(`${REPORT()}/versions`)).toContain(digest)
  expect(await body(`/check?digest=${digest}`)).toContain('version 2 followed it')
  const pdf = await readPdf(await bytesOf(await download(REPORT(), 2, 'en', 'pdf')))
  expect(plain(pdf.text.join(' '))).not.toContain(words)
  expect(await body(`${REPORT()}/compare?from=1&to=2&language=en`)).toContain('Version 1 and version 2')
  const list = JSON.parse(await (await get(`${REPORT()}/versions/2/release.json`)).text()) as {
    statement: { earlier: { version: number; files: string[] }[] }
  }
  expect(list.statement.earlier.map(({ version, files }) => [version, files.includes(digest)])).toEqual([[1, true]])
  // Nothing is left to do.
  await hub.sweep()
  await hub.settle()
  expect((await hub.db.selectFrom('outcome_release').select('version').execute()).length).toBe(2)
})

test('what can be cited names events that its room does tell', () => {
  const cited = rooms.flatMap(({ name, citables = [] }) => citables.flatMap(({ takenBy }) => takenBy.map((kind) => [name, kind] as const)))
  expect(cited.length).toBeGreaterThan(10)
  const untold = cited.filter(([room, kind]) => {
    const folder = join(import.meta.dirname, '../modules', room, 'commands')
    const telling = join(folder, '../queries/telling.ts')
    const code = [...readdirSync(folder).map((file) => join(folder, file)), ...(existsSync(telling) ? [telling] : [])]
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    // Written out, or put together by a function of the room that tells of its things.
    const [, , verb = ''] = kind.split('.')
    return !code.includes(`'${kind}'`) && !(new RegExp(`\`${room}\\.[^\`]*\\$\\{`).test(code) && code.includes(`'${verb}'`))
  })
  expect(untold).toEqual([])
})

const unescaped = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
