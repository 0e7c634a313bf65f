import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sources } from '../../core/citable.ts'
import type { CastName } from '../../testing/cast.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { answered, capture, documentId, draftOf, partOf, stageSaid, type DraftSection } from '../../testing/outcomes.ts'
import { takeTurn } from '../../testing/public-log.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import type { StagedSession } from '../../testing/summit.ts'
import { listeners } from './jobs.ts'
import { recorded } from './queries/recorded.ts'

let hub: Hub
let session: StagedSession
let said: Awaited<ReturnType<typeof stageSaid>>['said']
let recommendation = ''

beforeAll(async () => {
  hub = await openHub()
  ;({ session, said, recommendation } = await stageSaid(hub))
})
afterAll(() => hub.close())

const REPORT = () => `${session.path}/report`
const get = async (path: string, who: CastName | null = null, locale = 'en') => hub.as(who, locale).get(path)
const body = async (path: string, who: CastName | null = null, locale = 'en') => (await get(path, who, locale)).text()
const post = (who: CastName | null, path: string, form: Record<string, string | string[]> = {}) => hub.as(who).post(path, form)
const api = <Answer>(who: CastName, method: string, path: string, input?: object) => answered<Answer>(hub, who, [method, path], input)
const typeOf = async (answer: Promise<Response>): Promise<string> => ((await (await answer).json()) as { type: string }).type
const draft = (document: string) => draftOf(hub, document)
const partIn = (document: string, words: string, language = 'en') => partOf(hub, document, words, language)

async function download(path: string, version: number, language: string, form: string): Promise<Response> {
  const name = `${path.split('/').slice(2).join('-')}-${version}.${language}.${form}`
  return get(`${path}/files/${name}`)
}
const bytesOf = async (answer: Response): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await answer.arrayBuffer())

describe('a report', () => {
  let report = ''

  test('is compiled by the hub: the frame, what was said by question, what nobody answered; and no word that nobody said', async () => {
    expect((await get(REPORT())).status).toBe(200)
    expect(await body(REPORT())).toContain('It was not begun yet.')
    expect((await post('idrissa', `${REPORT()}/edit`, { language: 'en' })).status).toBe(403)
    expect((await post('mai', `${REPORT()}/edit`, { language: 'en' })).status).toBe(303)
    expect((await post('mai', `${REPORT()}/edit`, { language: 'en' })).status).toBe(409)
    report = await documentId(hub, 'report')
    const [text] = (await draft(report)).languages
    expect(text?.sections.map(({ heading, sentences }) => [heading, sentences.length])).toEqual([
      ['The session', 2],
      ['1. What makes a tool safe?', 0],
      ['Interventions', 2],
      ['Recommendations', 1],
      ['2. Where can one innovate?', 0],
      ['Interventions', 2],
      ['3. Who is not heard?', 1],
    ])
    const words = text?.sections.flatMap(({ sentences }) => sentences) ?? []
    expect(words.every(({ sources }) => sources.length > 0)).toBe(true)
    expect(words.map((one) => one.text)).toContain('نطلب أن تُفتح المدارس أمام أطفالنا جميعا.')
    expect(words.at(-1)?.text).toBe('Nothing that can be quoted was filed under this question.')
    // Strangers learn that it is being written, and no more.
    for (const who of [null, 'idrissa'] as const) expect((await get(`${REPORT()}/edit`, who)).status).toBe(404)
    expect(await typeOf(hub.as('idrissa').api('GET', `/documents/${report}/draft`))).toBe('outcome.missing')
  })

  test('is edited sentence by sentence: written, moved, split, joined; a quotation that is changed is none any more', async () => {
    const path = `${REPORT()}/edit/en`
    const before = await partIn(report, 'Schools should')
    const fields = (sentences: DraftSection['sentences'], more: Record<string, string | string[]>) => ({
      ...{ revision: String(before.revision), count: String(sentences.length), heading: before.heading, op: 'save' },
      ...Object.fromEntries(
        sentences.flatMap((one, at): [string, string | string[]][] => [
          [`id-${at}`, one.id],
          [`text-${at}`, one.text],
          [`language-${at}`, one.language],
          [`source-${at}`, one.sources.map(({ sort, id }) => `${sort}:${id}`)],
        ]),
      ),
      ...more,
    })
    // In which order they came is nobody's to know: by an id that chance made.
    const where = before.sentences.findIndex(({ text }) => text.startsWith('Schools'))
    const changed = {
      ...{ [`text-${where}`]: 'Schools should write to all of us in two languages.\n\nSo they said.', 'text-new': 'We thank everybody.' },
      op: where === 0 ? 'down-0' : 'up-1',
    }
    expect((await post('mai', `${path}/${before.number}`, fields(before.sentences, changed))).status).toBe(303)
    const after = await partIn(report, 'So they said')
    expect(after.revision).toBe(before.revision + 1)
    const ours = [
      ['Schools should write to all of us in two languages.', 'editor'],
      ['So they said.', 'editor'],
    ]
    const other = ['#panic("no") <b>bold</b> & *stars* ]]>', 'hub']
    const thanks = ['We thank everybody.', 'editor']
    expect(after.sentences.map(({ text, by }) => [text, by])).toEqual(where === 0 ? [other, ...ours, thanks] : [...ours, other, thanks])
    expect(after.sentences.at(-1)?.sources).toEqual([])
    // Somebody else had the part open: nothing of theirs is lost, and nothing of ours is written over.
    const late = await post('niamh', `${path}/${before.number}`, fields(before.sentences, { 'text-1': 'Mine, written at once.' }))
    const shown = await late.text()
    expect(late.status).toBe(409)
    expect(shown).toContain('Mine, written at once.')
    expect(shown).toContain('<ins>')
    expect(shown).toContain('name="revision" value="2"')
    expect((await partIn(report, 'So they said')).revision).toBe(2)
    // Joined again, by its button.
    const at = after.sentences.findIndex(({ text }) => text === 'So they said.')
    await post('mai', `${path}/${before.number}`, { ...fields(after.sentences, { op: `join-${at}` }), revision: '2' })
    const joined = where === 0 ? 'So they said. We thank everybody.' : 'So they said. #panic("no") <b>bold</b> & *stars* ]]>'
    expect((await partIn(report, 'We thank')).sentences.map(({ text }) => text)).toContain(joined)
  })

  test('leads each sentence to sources that its session has, picked by guiding question', async () => {
    const part = await partIn(report, 'We thank')
    const own = part.sentences.find(({ text }) => text.includes('We thank'))
    const picker = `${REPORT()}/edit/en/${part.number}/sources/${own?.id}`
    const page = await body(`${picker}?question=${session.id}/2`, 'mai')
    expect(page).toContain('Schools should write to us in two languages.')
    expect(page.replaceAll(/<[^>]*>/g, '')).toContain('Session 1, question 2 · 2 sources')
    expect(page).toMatch(/<h2[^>]*>Where can one innovate\?<\/h2>/)
    expect(page).not.toContain('Les familles')
    const key = `intervention:${said.english.id}`
    expect((await post('mai', picker, { revision: String(part.revision), offered: [key], sources: [key] })).status).toBe(303)
    const after = await partIn(report, 'We thank')
    expect(after.sentences.find(({ id }) => id === own?.id)?.sources.map(({ id }) => id)).toContain(said.english.id)
    const foreign = {
      ...after,
      heading: after.heading,
      sentences: [{ text: 'x', language: 'en', sources: [{ sort: 'intervention', id: randomUUID() }] }],
    }
    const answer = hub.as('mai').api('PUT', `/documents/${report}/languages/en/sections/${part.number}`, foreign)
    expect(await typeOf(answer)).toBe('outcome.source-missing')
  })

  test('compiled anew, what the hub made follows its sources, and what an editor wrote or removed stays so', async () => {
    const part = await partIn(report, 'Les familles')
    const kept = part.sentences.filter(({ text }) => !text.startsWith('نطلب'))
    await api('mai', 'PUT', `/documents/${report}/languages/en/sections/${part.number}`, { ...part, sentences: kept })
    await doAsHub(hub, 'interventions.correct', {
      of: { link: said.french.link },
      ...{ text: 'Les familles attendent toujours l’école de leur quartier.', language: 'fr', question: 1 },
    })
    expect((await partIn(report, 'Les familles')).sentences[0]?.standing).toBe('changed')
    const later = await capture(hub, session.id, { text: 'A third voice.', language: 'en', question: 1 })
    expect((await post('mai', `${REPORT()}/edit/compile`)).status).toBe(303)
    const after = await partIn(report, 'A third voice')
    expect(after.sentences.map(({ text, standing }) => [text, standing])).toEqual([
      ['Les familles attendent toujours l’école de leur quartier.', 'standing'],
      ['A third voice.', 'standing'],
    ])
    expect((await partIn(report, 'We thank')).sentences.some(({ text }) => text.startsWith('So they said. '))).toBe(true)
    // Withdrawn before the release: the words are gone, from pages at once and from the rows by the event that told of it.
    await doAsHub(hub, 'interventions.withdraw', { of: { link: later.link } })
    expect(JSON.stringify(await draft(report))).not.toContain('A third voice')
    expect(await body(`${REPORT()}/edit/en/preview`, 'mai')).not.toContain('A third voice')
    await hub.settle()
    const rows = await hub.db.selectFrom('outcome_section').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('A third voice')
    expect((await post('samir', `${REPORT()}/edit/release`)).status).toBe(409)
    expect(await body(`${REPORT()}/edit`, 'samir')).toContain('stands on a source that was withdrawn')
    await post('mai', `${REPORT()}/edit/compile`)
    expect((await partIn(report, 'Les familles')).sentences.length).toBe(1)
  })

  test('after a withdrawal only what it can be about is looked at, not all that is cited', async () => {
    const asked: string[] = []
    const counting: Sources = {
      ofSession: async () => [],
      slatesOf: async () => [],
      byIds: async (_db, ids) => {
        asked.push(...ids.map(({ id }) => id))
        return new Map()
      },
      takenBy: () => new Map([['interventions.intervention.withdrawn', new Set(['intervention'])]]),
    }
    const listening = listeners({
      sources: counting,
      voice: () => expect.fail(),
      printer: { print: () => expect.fail(), stop: async () => undefined },
    })
    const hear = async (kind: string, scope: string, subject: string) => {
      asked.length = 0
      const event = { kind, scope, subject, data: {}, visibility: 'internal', at: NOON } as const
      for (const one of listening) if (one.kind === kind) await one.job(hub.runner, event)
      return asked.toSorted()
    }
    const gone = 'interventions.intervention.withdrawn'
    const interventions = [said.french.id, said.english.id, said.hostile.id].toSorted()
    expect(await hear('outcomes.section.written', session.edition, report)).toEqual(
      expect.arrayContaining([...interventions, recommendation, session.id]),
    )
    expect(await hear(gone, session.id, said.french.id)).toEqual(interventions)
    expect(await hear(gone, randomUUID(), said.french.id)).toEqual([said.french.id])
    expect(await hear(gone, randomUUID(), randomUUID())).toEqual([])
    expect(await hear('interventions.intervention.filed', session.id, said.french.id)).toEqual([])
  })

  test('is there in other languages: quotations stay, what the hub says is translated, a translation that does not follow is told', async () => {
    const added = await post('mai', `${REPORT()}/edit/languages`, { language: 'ar', translator: 'machine', translatorName: 'Model 7' })
    expect(added.status).toBe(303)
    expect((await post('mai', `${REPORT()}/edit/languages`, { language: 'fr', translator: 'person', translatorName: '' })).status).toBe(303)
    const arabic = await partIn(report, 'الجلسة', 'ar')
    expect(arabic.sentences[0]?.text).toMatch(/^الجلسة 1 مقرّرة في/)
    expect((await partIn(report, 'Les familles', 'ar')).sentences[0]?.language).toBe('fr')
    // What an editor wrote waits to be translated, and each place says so; quotations do not wait.
    const written = (await draft(report)).languages.find(({ language }) => language === 'fr')?.sections ?? []
    const own = written.flatMap(({ sentences }) => sentences).filter(({ by, language }) => by === 'editor' && language === 'en').length
    const untranslated = async () => [
      (await body(`${REPORT()}/edit`, 'mai')).split('not translated yet').length - 1,
      (await body(`${REPORT()}/edit/fr`, 'mai')).includes('not translated yet'),
      /(\d+) phrases? (?:n’est|ne sont) pas encore/.exec(await body(`${REPORT()}/edit/fr/preview`, 'mai'))?.[1],
    ]
    expect(own).toBeGreaterThan(1)
    expect(await untranslated()).toEqual([2, true, String(own)])
    expect(await body(`${REPORT()}/edit/fr/${(await partIn(report, 'We thank', 'fr')).number}`, 'mai')).toContain(
      'Not translated yet: it is in English',
    )
    const part = await partIn(report, 'We thank')
    await api('mai', 'PUT', `/documents/${report}/languages/en/sections/${part.number}`, {
      ...part,
      sentences: [...part.sentences, { text: 'One more.', language: 'en' }],
    })
    const behind = (await draft(report)).languages.map((one) => [one.language, one.behind])
    expect(behind).toEqual([
      ['en', []],
      ['ar', [part.number]],
      ['fr', [part.number]],
    ])
    const french = await partIn(report, 'We thank', 'fr')
    const translated = french.sentences.map((one) =>
      one.text.includes('We thank') ? { ...one, text: 'Merci à tous.', language: 'fr' } : one,
    )
    await api('mai', 'PUT', `/documents/${report}/languages/fr/sections/${part.number}`, { ...french, sentences: translated })
    expect((await draft(report)).languages.map((one) => one.behind.length)).toEqual([0, 1, 0])
    expect((await body(`${REPORT()}/edit/fr/preview`, 'mai')).includes(`${own - 1} phrase`)).toBe(true)
  })
})

describe('an outcome document', () => {
  let outcome = ''
  const OUTCOME = () => `${session.editionPath}/outcome`

  beforeAll(async () => {
    await post('niamh', `${OUTCOME()}/edit`, { language: 'en' })
    outcome = await documentId(hub, 'outcome')
    for (const [at, text] of ['Schools are open to all.', 'Each letter is in two languages.'].entries()) {
      const added = await post('niamh', `${OUTCOME()}/edit/sections`, { kind: 'article', heading: '' })
      if (added.status !== 303) throw new Error(await added.text())
      const sources = at === 0 ? [{ sort: 'recommendation', id: recommendation }] : []
      await api('niamh', 'PUT', `/documents/${outcome}/languages/en/sections/${at + 1}`, {
        ...{ revision: 1, heading: '', sentences: [{ text, language: 'en', sources }] },
      })
    }
    await post('niamh', `${OUTCOME()}/edit/languages`, { language: 'fr', translator: 'person', translatorName: 'Aïcha' })
    await post('niamh', `${OUTCOME()}/edit/release`)
    await hub.settle()
  })

  test('has articles that are traced to recommendations, and through them to what was said', async () => {
    expect(await body(OUTCOME())).toContain('Schools are open to all.')
    const trace = await body(`${OUTCOME()}/articles/1/trace`)
    expect(trace).toContain('Open the schools of the quarter to all.')
    expect(trace).toContain('Les familles attendent toujours')
    expect(trace).toContain('Une voix de Lyon')
    expect(await body(`${OUTCOME()}/articles/2/trace`)).toContain('This article has no source')
    expect((await get(`${OUTCOME()}/articles/3`)).status).toBe(404)
    const pdf = await readPdf(await bytesOf(await download(OUTCOME(), 1, 'fr', 'pdf')))
    expect(pdf.text.join(' ')).toContain('Article 2')
    expect(pdf.text.join(' ')).toContain('Aïcha')
  })

  test('is endorsed article by article, with reservations, until a day; what was said before stays readable', async () => {
    const endorse = (who: CastName, form: Record<string, string>) =>
      post(who, `${OUTCOME()}/endorse`, { body: hub.cast.bodies.lyon, language: 'fr', ...form })
    expect((await endorse('idrissa', { 'choice-0': 'endorsed' })).status).toBe(409)
    const asked = { until: '2026-03-10', bodies: hub.cast.bodies.lyon }
    expect((await post('idrissa', `${OUTCOME()}/edit/endorsement`, asked)).status).toBe(404)
    expect((await post('niamh', `${OUTCOME()}/edit/endorsement`, asked)).status).toBe(303)
    expect((await hub.as('mai').get(`${OUTCOME()}/endorse`)).status).toBe(403)
    const news = await hub.kit.news({
      owners: [{ account: accountOf('idrissa'), persons: [personOf('idrissa')], operator: false }],
      since: new Date(0),
      sorts: ['answer-due'],
    })
    expect(news.map(({ key }) => key)).toContain(`outcome-endorsement/${outcome}`)
    const empty = await endorse('idrissa', { 'choice-0': 'endorsed', 'choice-1': 'reserved', 'reservation-1': '' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('id="fault-reservation-1"')
    expect(
      (await endorse('idrissa', { 'choice-0': 'endorsed', 'choice-1': 'reserved', 'reservation-1': 'Pas les contrats.' })).status,
    ).toBe(303)
    expect((await endorse('idrissa', { 'choice-0': 'endorsed', 'choice-1': 'not-endorsed', 'reservation-1': 'Trop cher.' })).status).toBe(
      303,
    )
    const page = await body(`${OUTCOME()}/endorsements`)
    expect(page).toContain('Trop cher.')
    expect(page).toContain('Pas les contrats.')
    expect((await hub.db.selectFrom('outcome_endorsement').select('sequence').execute()).length).toBe(3)
    expect(await body(`${OUTCOME()}/articles/2`)).not.toContain('Pas les contrats.')
    const unit = await post('niamh', `${OUTCOME()}/endorse`, { body: hub.cast.bodies.unit, language: 'en', 'choice-0': 'endorsed' })
    expect(unit.status).toBe(303)
    expect(await body(`${OUTCOME()}/articles/1`)).toContain('(government)')
    // The words of a reservation can be reported and hidden, those that were superseded too; that the body said it stays.
    const one = `${OUTCOME()}/endorsements/${hub.cast.bodies.lyon}/3`
    expect(await body(one)).toContain('Trop cher.')
    expect(await body(one)).toContain(`/reports/new?about=${encodeURIComponent(one)}`)
    expect(await body(`${OUTCOME()}/endorsements/${hub.cast.bodies.lyon}/2`)).toContain('has said something else')
    for (const gone of ['/1', '/9', `/${'9'.repeat(30)}`]) expect((await get(one.replace('/3', gone))).status).toBe(404)
    const report = { about: one, rule: 'no-attack', text: 'It insults us.', language: 'en' }
    expect((await hub.as(null).api('POST', '/reports', report)).status).toBe(200)
    const which = { document: outcome, body: hub.cast.bodies.lyon, sequence: 3 }
    await doAsHub(hub, 'outcomes.hide-reservation', { ...which, rule: 'no-attack' })
    expect((await get(one)).status).toBe(404)
    const [, , summit, edition] = session.path.split('/')
    const listed = await hub.as(null).api('GET', `/summits/${summit}/editions/${edition}/endorsements`)
    const everywhere = [await body(`${OUTCOME()}/endorsements`), await body(`${OUTCOME()}/articles/2`), await listed.text()]
    expect(everywhere.map((text) => text.includes('Trop cher.'))).toEqual([false, false, false])
    expect(everywhere[0]).toContain('Moderators took the words of this reservation from the public.')
    await doAsHub(hub, 'outcomes.show-reservation', which)
    expect((await get(one)).status).toBe(200)
    hub.setNow(new Date('2026-03-11T12:00:00Z'))
    expect((await endorse('idrissa', { 'choice-0': 'not-endorsed' })).status).toBe(409)
    hub.setNow(NOON)
  })

  test('its articles can be cited, and say so when they were changed', async () => {
    const text = 'Schools are open to all, by day.'
    const sources = [{ sort: 'recommendation', id: recommendation }]
    const part = await partIn(outcome, 'Schools are open')
    await api('niamh', 'PUT', `/documents/${outcome}/languages/en/sections/${part.number}`, {
      ...part,
      sentences: [{ text, language: 'en', sources }],
    })
    await post('niamh', `${OUTCOME()}/edit/release`)
    await hub.settle()
    expect(await body(`${OUTCOME()}/articles/1`)).toContain('the article was changed since')
    expect(await body(`${OUTCOME()}/articles/2`)).not.toContain('the article was changed since')
    expect(await body(`${OUTCOME()}/versions/2?language=fr`)).toContain('It follows version 1 of the original')
    expect(await body(session.editionPath)).toContain('Version 2, released on')
    expect(await body(session.path)).toContain('It is being written.')
  })

  test('the public log leads to each release as it stands', async () => {
    await takeTurn(hub)
    const record = await body('/record?kind=outcome.released')
    for (const version of [1, 2]) {
      expect(record).toContain(`href="/en${OUTCOME()}/versions/${version}"`)
      expect((await get(`${OUTCOME()}/versions/${version}`)).status).toBe(200)
    }
    const { rows } = await sql<{ scope: string; subject: string }>`
      select edition_id as scope, id as subject from outcome_document where sort = 'report'`.execute(hub.db)
    const [report] = rows
    const told = { kind: '', visibility: 'public', day: '2026-03-01', data: { version: 1, sort: 'report', cause: 'team' } } as const
    const [released] = recorded.entries
    const entry = report === undefined ? null : await released?.entry(hub.db, { ...told, ...report }, hub.runner.outside)
    expect(entry?.fields).toMatchObject({ path: `${REPORT()}/versions/1` })
  })
})

const personOf = (name: CastName) => {
  const member = hub.cast.members.get(name)
  if (member === undefined) throw new Error(name)
  return member.person
}
const accountOf = (name: CastName) => {
  const account = hub.cast.members.get(name)?.actor.account
  if (account == null) throw new Error(name)
  return account
}
