import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'
import { NOTE, stageSession, type StagedSession } from '../../testing/summit.ts'

let hub: Hub
let open: StagedSession
let draft: StagedSession
beforeAll(async () => {
  hub = await openHub()
  open = await stageSession(hub)
  draft = await stageSession(hub, { announced: false })
})
afterAll(() => hub.close())

const vector = (language: string) =>
  readFileSync(join(import.meta.dirname, `../../../packages/briefing-note/vectors/bridges.${language}.txt`), 'utf8')
const notes = (session: string) =>
  hub.db.selectFrom('briefing_note').selectAll().where('session_id', '=', session).orderBy('position').execute()
const questions = async (session: string, language: string) =>
  (
    await hub.db
      .selectFrom('session_question')
      .select('text')
      .where('session_id', '=', session)
      .where('language', '=', language)
      .orderBy('number')
      .execute()
  ).map(({ text }) => text)
const fields = (over: Readonly<Record<string, string>> = {}) => ({ ...NOTE, lead: '', questions: NOTE.questions.join('\n'), ...over })

describe('reading', () => {
  test('in the reader’s language with the original one tap away; all of it without an account', async () => {
    const page = await (await hub.as(null, 'fr').get(`${open.path}/note`)).text()
    expect(page).toContain('Des outils numériques pour l’engagement')
    expect(page).toContain('Qui n’est pas entendu ?')
    expect(page).toContain(`href="/fr${open.path}/note?in=en"`)
    expect(page).not.toContain('note/edit')
    const original = await (await hub.as(null, 'fr').get(`${open.path}/note?in=en`)).text()
    for (const text of [NOTE.title, NOTE.overview, NOTE.context, NOTE.scope, ...NOTE.questions, NOTE.method, NOTE.closing, NOTE.host]) {
      expect(original).toContain(text)
    }
    // Nobody has translated it: the original, in its own language.
    const arabic = await (await hub.as(null, 'ar').get(`${open.path}/note`)).text()
    expect(arabic).toContain(`<h1 lang="en" dir="ltr">${NOTE.title}</h1>`)
  })

  test('a draft is missing for everybody but its organisers', async () => {
    for (const name of [null, 'mai', 'aoife'] as const)
      expect([name, (await hub.as(name).get(`${draft.path}/note`)).status]).toEqual([name, name === 'aoife' ? 200 : 404])
    expect((await hub.as('niamh').get(`${draft.path}/note`)).status).toBe(200)
    expect((await hub.as(null).get(`${open.path.replace(/\d+$/, '99')}/note`)).status).toBe(404)
  })

  test('as data, without what only organisers see', async () => {
    await hub.db.updateTable('briefing_note').set({ unplaced: 'Page 2' }).where('session_id', '=', open.id).execute()
    const answer = await hub.as('niamh').api('GET', `${open.path.replace('/summits/global/', '/summits/global/editions/')}/note`)
    expect(await answer.json()).toMatchObject({ language: 'en', questions: NOTE.questions, translation: null, languages: ['en', 'fr'] })
    const told = await hub.as('niamh').api('GET', `${open.path.replace('/summits/global/', '/summits/global/editions/')}/note?language=fr`)
    const french = await told.text()
    expect(JSON.parse(french)).toMatchObject({ language: 'fr', translation: { by: 'person', name: '', behind: false } })
    expect(french).not.toContain('Page 2')
    expect(await (await hub.as('mai').get(`${open.path}/note`)).text()).not.toContain('Page 2')
    expect(await (await hub.as('niamh').get(`${open.path}/note`)).text()).toContain('Page 2')
  })
})

describe('writing', () => {
  test('is for those who organise', async () => {
    for (const [name, status] of [
      [null, 403],
      ['mai', 403],
    ] as const) {
      const visitor = hub.as(name)
      for (const path of ['note/edit', 'note/translation']) {
        expect([path, name, (await visitor.get(`${open.path}/${path}`)).status]).toEqual([path, name, status])
        expect([path, name, (await visitor.post(`${open.path}/${path}`, fields())).status]).toEqual([path, name, status])
      }
    }
    expect(await notes(open.id)).toMatchObject([{ title: NOTE.title }, { language: 'fr' }])
  })

  test('a form that is refused comes back filled in', async () => {
    const answer = await hub.as('niamh').post(`${draft.path}/note/edit`, fields({ title: ' ', scope: 'A scope that I typed for long.' }))
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('A scope that I typed for long.')
    expect(page).toContain('id="fault-title"')
  })

  test('replaces the original; where its language is corrected too', async () => {
    const text = fields({ language: 'ga', title: 'Uirlisí', questions: 'Cad é?\n\n  Cé hé?\n' })
    const answer = await hub.as('niamh').post(`${draft.path}/note/edit`, { ...text, unplaced: 'Page 7' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/en${draft.path}/note`])
    expect(await notes(draft.id)).toMatchObject([{ language: 'ga', position: 0, title: 'Uirlisí', unplaced: 'Page 7' }, { language: 'fr' }])
    expect([await questions(draft.id, 'ga'), await questions(draft.id, 'en')]).toEqual([['Cad é?', 'Cé hé?'], []])
    // The third question of the translation had lost its original.
    expect(await questions(draft.id, 'fr')).toHaveLength(2)
    const taken = await hub.as('niamh').post(`${draft.path}/note/edit`, fields({ language: 'fr' }))
    expect([taken.status, (await taken.text()).includes('The note is translated into this language already.')]).toEqual([409, true])
  })

  test('questions are not taken away once the session has begun', async () => {
    const { id, path } = await stageSession(hub, { opened: true })
    const fewer = await hub.as('niamh').post(`${path}/note/edit`, fields({ questions: 'Only one?' }))
    expect([fewer.status, (await fewer.text()).includes('The session has begun')]).toEqual([409, true])
    const more = await hub.as('niamh').post(`${path}/note/edit`, fields({ questions: [...NOTE.questions, 'And then?'].join('\n') }))
    expect([more.status, (await questions(id, 'en')).at(-1)]).toEqual([303, 'And then?'])
  })

  test('a translation is a row of its own, says who made it, and that the original has moved on', async () => {
    const { id, path } = await stageSession(hub)
    const arabic = fields({ language: 'ar', title: 'أدوات رقمية', translator: 'machine', translatorName: 'Example Translate 2' })
    const few = await hub.as('niamh').post(`${path}/note/translation`, { ...arabic, questions: 'سؤال؟' })
    expect([few.status, (await few.text()).includes('The original asks 3 questions')]).toEqual([409, true])
    const same = await hub.as('niamh').post(`${path}/note/translation`, { ...arabic, language: 'en' })
    expect(same.status).toBe(409)
    expect((await hub.as('niamh').post(`${path}/note/translation`, arabic)).status).toBe(303)
    expect((await notes(id)).map(({ language, position, translator }) => [language, position, translator])).toEqual([
      ['en', 0, null],
      ['fr', 1, null],
      ['ar', 2, 'machine'],
    ])
    const page = await (await hub.as(null, 'ar').get(`${path}/note`)).text()
    expect(page).toContain('ترجمة آلية')
    expect(page).toContain('<bdi>Example Translate 2</bdi>')
    expect(page).not.toContain('تغيّر الأصل')
    hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))
    await hub.as('niamh').post(`${path}/note/edit`, fields({ overview: 'Rewritten.' }))
    expect(await (await hub.as(null, 'ar').get(`${path}/note`)).text()).toContain('تغيّر الأصل بعد هذه الترجمة.')
    // Mended there, it keeps its place.
    await hub.as('niamh').post(`${path}/note/translation`, { ...arabic, translator: 'person' })
    expect((await notes(id)).map(({ language, translator }) => [language, translator]).at(-1)).toEqual(['ar', 'person'])
    expect(await (await hub.as(null, 'ar').get(`${path}/note`)).text()).not.toContain('تغيّر الأصل')
  })
})

describe('from a text to a session', () => {
  const path = () => `${open.editionPath}/briefing-note`
  const sessions = () =>
    hub.db.selectFrom('summit_session').select(['id', 'number', 'state']).where('edition_id', '=', open.edition).orderBy('number').execute()

  test('is for those who organise', async () => {
    expect((await hub.as(null).get(path())).status).toBe(403)
    expect((await hub.as('mai').get(path())).status).toBe(403)
    expect((await hub.as('mai').post(path(), { text: vector('en'), step: 'make' })).status).toBe(403)
    expect((await hub.as('mai').get(`${draft.editionPath}/briefing-note`)).status).toBe(404)
    expect(await sessions()).toHaveLength(1)
  })

  test('what is no text is refused with a sentence, and the form keeps what was pasted', async () => {
    const empty = await hub.as('niamh').post(path(), { text: ' ' })
    expect([empty.status, (await empty.text()).includes('There is no text.')]).toEqual([422, true])
    const wordless = await hub.as('niamh').post(path(), { text: '--- 12 ---' })
    expect([wordless.status, (await wordless.text()).includes('--- 12 ---')]).toEqual([422, true])
  })

  test('asks what it is unsure of, shows all of the text, and stores nothing before it is confirmed', async () => {
    const niamh = hub.as('niamh')
    const text = vector('en')
    const first = await (await niamh.post(path(), { text })).text()
    expect(first).toContain('Is this a heading?')
    expect(first).toMatch(/<input type="radio" name="ask-heading-18" value="heading" checked/)
    for (const paragraph of ['People who live abroad send home more than money.', 'One pair tells its story', 'Baile Inbhir Bhràigh'])
      expect(first).toContain(paragraph)
    expect(first).toContain('4 guiding questions')
    expect(await sessions()).toHaveLength(1)

    const answers = { text, language: 'en', number: '3', startsAt: '2026-03-02T14:00', endsAt: '2026-03-02T15:30' }
    const decided = { 'ask-joined-22': 'two', 'ask-move-9': 'scope', 'ask-move-24': '' }
    const again = await (await niamh.post(path(), { ...answers, ...decided, step: 'read' })).text()
    expect(again).toMatch(/name="ask-joined-22" value="two" checked/)
    expect(again).toMatch(/<option value="scope" selected[^>]*>Scope/)
    expect(await sessions()).toHaveLength(1)

    const outside = await niamh.post(path(), {
      ...answers,
      ...decided,
      startsAt: '2027-01-01T10:00',
      endsAt: '2027-01-01T11:00',
      step: 'make',
    })
    expect(outside.status).toBe(422)
    expect(await outside.text()).toMatch(/name="ask-joined-22" value="two" checked/)

    const made = await niamh.post(path(), { ...answers, ...decided, step: 'make' })
    expect([made.status, made.headers.get('location')]).toEqual([303, `/en${open.editionPath}/sessions/3/note`])
    const [, session] = await sessions()
    expect(session).toMatchObject({ number: 3, state: 'draft' })
    const [note] = await notes(session?.id ?? '')
    expect(note).toMatchObject({ title: 'Sending more than money', host: 'Municipality of Inverbrae\nBaile Inbhir Bhràigh', unplaced: '2' })
    expect(note?.scope.split('\n\n').map((paragraph) => paragraph.slice(0, 22))).toEqual([
      'The session asks how t',
      'The aim of this sessio',
    ])
    expect(note?.context).toContain('### What the pairs have in common\n\nA named contact')
    expect(await questions(session?.id ?? '', 'en')).toHaveLength(4)
    expect(
      await hub.db
        .selectFrom('summit_session')
        .select('starts_at')
        .where('id', '=', session?.id ?? '')
        .executeTakeFirst(),
    ).toEqual({
      starts_at: new Date('2026-03-02T14:00:00Z'),
    })
    const taken = await niamh.post(path(), { ...answers, step: 'make' })
    expect([taken.status, (await taken.text()).includes('This address or number is taken already.')]).toEqual([409, true])
  })
})
