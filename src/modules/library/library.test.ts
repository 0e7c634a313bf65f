import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { theHub } from '../../core/actor.ts'
import type { CastName } from '../../testing/cast.ts'
import { doAsHub, eventsOf } from '../../testing/dialogues.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { library } from './module.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await doAsHub(hub, 'organisations.attest', { body: 'department-of-the-diaspora', reason: 'We met them.' })
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)

const PRACTICE = {
  kind: 'practice',
  language: 'en',
  title: 'A night school in a parish hall',
  summary: 'For whom has no papers to show.',
  words: {
    did: 'We **opened** the hall.',
    when: '2024',
    whom: 'Whoever came',
    came: 'Forty came.',
    failed: 'Heating: we would ask first.',
  },
  licence: 'cc-by',
  reviewMonths: 12,
}

const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T
const codeOf = async (answer: Promise<Response>): Promise<string> => (await json<{ type: string }>(answer)).type
type Made = { readonly id: string; readonly path: string }

async function drafted(who: Visitor, more: object = {}): Promise<Made> {
  const answer = await who.api('POST', '/library', { sending: randomUUID(), ...PRACTICE, ...more })
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Made
}

/** In the name of Lyon, by its steward: public at once. */
async function published(more: object = {}): Promise<Made> {
  const made = await drafted(hub.as('idrissa'), { body: hub.cast.bodies.lyon, ...more })
  const answer = await hub.as('idrissa').api('POST', `/library/${made.id}/proposal`)
  if (answer.status !== 200) throw new Error(await answer.text())
  return made
}

const statuses = async (path: string, names: readonly (CastName | null)[]) =>
  Promise.all(names.map(async (name) => (await hub.as(name).get(path)).status))

test('what somebody writes in their own name is seen by nobody else, then by one reader, then by everybody', async () => {
  const { id, path } = await drafted(hub.as('mai'))
  expect(await statuses(path, ['mai', 'aoife', 'idrissa', null])).toEqual([200, 404, 404, 404])
  const early = hub.as('aoife').api('PUT', `/library/${id}/decision`, { version: 1, outcome: 'published', language: 'en' })
  expect(await codeOf(early)).toBe('library.missing')
  expect((await hub.as('mai').post(`${path}/proposal`)).status).toBe(303)
  // Aoife is steward of a verified body; Idrissa of one that is not.
  expect(await statuses(path, ['mai', 'aoife', 'idrissa', null])).toEqual([200, 200, 404, 404])
  const board = await (await hub.as(null).get('/library/proposals')).text()
  expect([board.includes('Answer by'), board.includes('15 March 2026'), board.includes('night school')]).toEqual([true, true, false])

  const decide = (who: CastName, input: object) =>
    hub.as(who).api('PUT', `/library/${id}/decision`, { version: 1, outcome: 'published', language: 'en', ...input })
  expect(await codeOf(decide('idrissa', {}))).toBe('library.missing')
  expect(await codeOf(decide('aoife', { version: 2 }))).toBe('library.changed-meanwhile')
  expect(await codeOf(decide('aoife', { outcome: 'declined' }))).toBe('library.incomplete')
  expect((await decide('aoife', { outcome: 'declined', reason: 'Say where it was.' })).status).toBe(200)
  expect(await (await hub.as(null).get('/library/proposals')).text()).toContain('Say where it was.')
  expect(await (await hub.as('mai').get(path)).text()).toContain('Say where it was.')

  await hub.as('mai').post(`${path}/proposal`)
  expect((await decide('aoife', {})).status).toBe(200)
  expect(await statuses(path, [null])).toEqual([200])
  // A change waits for a reader, and the text before stands meanwhile.
  const { words, title: _title, kind: _kind, language: _language, ...rest } = PRACTICE
  const change = { ...rest, title: 'A day school', words, follows: 1 }
  expect(await json(hub.as('mai').api('PUT', `/library/${id}`, change))).toMatchObject({ waits: true })
  expect(await json(hub.as(null).api('GET', `/library/${id}`))).toMatchObject({ title: PRACTICE.title, version: 1, waits: null })
  expect(await json(hub.as(null).api('GET', `/library/${id}/versions`))).toHaveLength(1)
  expect((await decide('aoife', { version: 2 })).status).toBe(200)
  expect(await json(hub.as(null).api('GET', `/library/${id}`))).toMatchObject({ title: 'A day school', version: 2 })
  const history = await (await hub.as(null).get(`${path}/versions`)).text()
  expect([history.includes('<del>'), history.includes('restoration')]).toEqual([true, false])
  expect(history).toContain('<span lang="en" dir="ltr">A day school</span>')
  expect((await hub.as('mai').post(`${path}/versions/1/restoration`, { follows: '2' })).headers.get('location')).toContain('done=waits')
})

test('a keeper reads too, but nobody decides about their own, by whichever name', async () => {
  const samir = hub.cast.members.get('samir')
  expect((await hub.as('mai').api('PUT', `/library/keepers/${samir?.person}`)).status).toBe(403)
  expect((await hub.as('gift').api('PUT', `/library/keepers/${samir?.person}`)).status).toBe(200)
  const { id } = await drafted(hub.as('samir'))
  await hub.as('samir').api('POST', `/library/${id}/proposal`)
  const decision = { version: 1, outcome: 'published', language: 'en' }
  expect(await codeOf(hub.as('samir').api('PUT', `/library/${id}/decision`, decision))).toBe('library.own-entry')
  const own = samir?.actor ?? theHub
  const { person } = await callAs(hub, own)<{ person: typeof own.person }>('people.make-identity', { name: 'Nobody You Know' })
  await callAs(hub, theHub)('library.name-keeper', { person })
  await expect(callAs(hub, { ...own, person })('library.decide', { entry: id, ...decision })).rejects.toThrow('library.own-entry')
  const other = await drafted(hub.as('mai'))
  await hub.as('mai').api('POST', `/library/${other.id}/proposal`)
  expect((await hub.as('samir').api('PUT', `/library/${other.id}/decision`, decision)).status).toBe(200)
  await hub.as('gift').post('/library/keepers/dismissal', { person: samir?.person ?? '' })
  expect(await codeOf(hub.as('samir').api('PUT', `/library/${id}/decision`, decision))).toBe('library.not-reader')
  expect((await hub.as('mai').get('/library/keepers')).status).toBe(403)
})

test('a form comes back filled in with a sentence for each field; an empty failure is said in public', async () => {
  expect(await draftsOn(hub, 'mai', '/library/new/practice')).toEqual(['/library/new/practice'])
  const form = {
    ...{
      kind: 'practice',
      sending: randomUUID(),
      title: 'Tea',
      summary: 'Tea for all.',
      language: 'en',
      licence: 'cc0',
      reviewMonths: '12',
    },
    ...{ 'words.did': 'We made tea.', 'words.when': '', 'words.whom': 'All', 'words.came': 'Warmth.', places: 'Nowhereland' },
  }
  const lost = await (await hub.as('idrissa').post('/library', form)).text()
  expect([lost.includes('Nothing here is called “Nowhereland”'), lost.includes('We made tea.')]).toEqual([true, true])
  const body = hub.cast.bodies.lyon
  const incomplete = await hub.as('idrissa').post('/library', { ...form, body, places: 'Ireland' })
  const text = await incomplete.text()
  expect([incomplete.status, text.includes('href="#field-words.when"'), text.includes('We made tea.')]).toEqual([422, true, true])
  const saved = await hub.as('idrissa').post('/library', { ...form, body, places: 'Ireland', 'words.when': '2020', topics: [] })
  const path = (saved.headers.get('location') ?? '').replace(/\?.*$/, '')
  expect([saved.status, path.startsWith('/en/library/')]).toEqual([303, true])
  await hub.as('idrissa').post(`${path}/proposal`)
  const page = await (await hub.as(null).get(path)).text()
  expect([page.includes('Nothing was said about failures.'), page.includes('CC0'), page.includes('/abroad/ie')]).toEqual([true, true, true])
  expect((await hub.as('mai').post('/library', { ...form, body, places: '', 'words.when': '2020' })).status).toBe(403)
  const law = { ...PRACTICE, kind: 'guide', words: { text: 'The law.' }, law: true, reviewMonths: 13 }
  expect(await codeOf(hub.as('mai').api('POST', '/library', { sending: randomUUID(), ...law }))).toBe('library.months-law')
})

test('what bodies say of trying it is counted in words, failures like the rest, and can be counted again', async () => {
  const { id, path } = await published()
  const tell = (who: CastName, body: string, input: object) =>
    hub
      .as(who)
      .api('PUT', `/library/${id}/trials/${body}`, { outcome: 'failed', year: 2025, text: 'Nobody came.', language: 'en', ...input })
  const { unit, lyon } = hub.cast.bodies
  expect(await codeOf(tell('idrissa', lyon, {}))).toBe('library.own-trial')
  expect(await codeOf(tell('mai', unit, {}))).toBe('library.not-for-body')
  expect(await codeOf(tell('niamh', unit, { year: 2027 }))).toBe('library.year')
  expect((await tell('niamh', unit, { outcome: 'worked' })).status).toBe(200)
  expect((await tell('niamh', unit, {})).status).toBe(200)
  const page = await (await hub.as(null).get(path)).text()
  expect([page.includes('Tried by 1 body: 0 worked, 0 with changes, 1 did not.'), page.includes('Nobody came.')]).toEqual([true, true])
  const whole = await json<{ trials: object; tried: { outcome: string }[] }>(hub.as(null).api('GET', `/library/${id}`))
  expect([whole.trials, whole.tried.map(({ outcome }) => outcome)]).toEqual([{ bodies: 1, worked: 0, changed: 0, failed: 1 }, ['failed']])
  expect((await hub.as('niamh').post(`${path}/trials/withdrawal`, { body: unit })).status).toBe(303)
  expect(await json(hub.as(null).api('GET', `/library/${id}`))).toMatchObject({ trials: { bodies: 0 } })
})

test('a translation stands beside its original with who made it, and somebody else checks it', async () => {
  const { id, path } = await published({
    kind: 'guide',
    title: 'How to open a hall',
    words: { text: 'Ask for the **key**.', steps: 'Ask\nOpen' },
  })
  const french = {
    ...{ follows: 1, title: 'Ouvrir une salle', summary: 'Pour tous.', translator: 'machine', translatorName: 'Un programme' },
    words: { text: 'Demandez la clé.', steps: 'Demander\nOuvrir' },
  }
  const put = (who: CastName, input: object) => hub.as(who).api('PUT', `/library/${id}/translations/fr`, { ...french, ...input })
  expect(await codeOf(put('mai', {}))).toBe('library.not-translator')
  expect(await codeOf(put('niamh', { words: { text: 'Demandez.' } }))).toBe('library.incomplete')
  expect((await put('niamh', {})).status).toBe(200)
  const page = await (await hub.as(null, 'fr').get(path)).text()
  expect([page.includes('Ouvrir une salle'), page.includes('Traduit par une machine'), page.includes('Personne d’autre')]).toEqual([
    true,
    true,
    true,
  ])
  const beside = await (await hub.as(null).get(`${path}?in=fr&beside=1`)).text()
  expect([beside.includes('Demandez la clé.'), beside.includes('<strong>key</strong>')]).toEqual([true, true])
  expect(await codeOf(hub.as('niamh').api('POST', `/library/${id}/translations/fr/check`))).toBe('library.not-owner')
  expect((await hub.as('idrissa').api('POST', `/library/${id}/translations/fr/check`)).status).toBe(200)
  expect(await (await hub.as(null, 'fr').get(path)).text()).toContain('Une autre personne l’a vérifiée')
  const taken = await (await hub.as(null, 'fr').get(`${path}/export/entry.md`)).text()
  const printed = await hub.as(null, 'fr').get(`${path}/export/entry.pdf`)
  expect([
    printed.status,
    Buffer.from(await printed.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ]).toEqual([200, '%PDF-'])
  expect([taken.includes('# Ouvrir une salle'), taken.includes('1. Demander'), taken.includes('CC BY 4.0')]).toEqual([true, true, true])
})

test('a course keeps nothing of whoever takes it, and a tool says each risk, also where nobody knows', async () => {
  const course = await published({
    ...{ kind: 'course', title: 'To keep a register' },
    words: {
      duration: '1 hour',
      'unit-1-title': 'Why',
      'unit-1-text': 'Because.',
      'unit-1-links': 'https://example.org/why',
      'unit-1-questions': 'Who?',
    },
  })
  const html = await (await hub.as(null).get(course.path)).text()
  const lesson = html.slice(html.indexOf('<step-list'), html.indexOf('</step-list>'))
  expect([lesson.includes('<textarea'), lesson.includes('<form'), /<textarea[^>]* name=/.test(lesson)]).toEqual([true, false, false])
  expect(lesson).toContain('rel="nofollow noopener noreferrer"')
  const tool = await published({
    ...{ kind: 'tool', title: 'A messenger', words: { purpose: 'To write.', price: 'None', keeper: 'A firm', data: 'Unknown' } },
    facts: { risks: { state: { answer: 'yes', evidence: 'https://example.org/report' } } },
  })
  const page = await (await hub.as(null).get(tool.path)).text()
  expect(page.split('Nobody here knows').length - 1, 'five risks, old phones, offline').toBe(7)
  expect(page).toContain('https://example.org/report')
  const wrong = { ...PRACTICE, kind: 'tool', facts: { risks: { state: { answer: 'yes', evidence: 'javascript:alert(1)' } } } }
  expect((await hub.as('mai').api('POST', '/library', { sending: randomUUID(), ...wrong })).status).toBe(400)
})

test('it is found by words in any spelling, by kind, place and freshness; in the end it goes into the archive by itself', async () => {
  const { id } = await published({ title: 'Écoles d’été à Saint-Ouen', places: ['FR'], topics: ['studies'], reviewMonths: 1 })
  const ofTopic = await (await hub.as(null).get('/topics/learning')).text()
  expect([ofTopic.includes('Écoles d’été'), ofTopic.includes('/en/library?topic=learning')]).toEqual([true, true])
  const found = async (query: string) =>
    (await json<{ entries: { id: string }[] }>(hub.as(null).api('GET', `/library?${query}`))).entries.map((entry) => entry.id)
  for (const query of [
    'words=ecoles+ETE',
    'place=FR',
    'kind=practice&words=saint-ouen',
    'freshness=fresh&place=FR',
    'body=pulaar-lyon&place=FR',
  ])
    expect([query, await found(query)]).toEqual([query, [id]])
  for (const query of ['words=ecoles+hiver', 'place=IE&words=ecoles', 'kind=tool&words=ecoles', 'freshness=to-check', 'body=nowhere'])
    expect([query, await found(query)]).toEqual([query, []])
  hub.setNow(inDays(40))
  expect(await found('freshness=to-check')).toEqual([id])
  expect(await (await hub.as(null).get(`/library/${id}`)).text()).toContain('To be checked since')
  const idrissa = hub.cast.members.get('idrissa')
  const owner = { account: idrissa?.actor.account ?? theHub.account, persons: [idrissa?.person ?? theHub.person], operator: false }
  const told = (await library.news?.(hub.kit, { owners: [owner] as never, since: NOON, sorts: ['answer-due'] })) ?? []
  expect(told.filter(({ key }) => key === `library/${id}`).map(({ line }) => line((key) => key))).toEqual(['news.library.review'])
  hub.setNow(inDays(31 + 181))
  await doAsHub(hub, 'library.archive-overdue', {})
  expect(await json(hub.as(null).api('GET', `/library/${id}`))).toMatchObject({ state: 'archived' })
  expect(await found('place=FR')).toEqual([])
  // Sessions of browsers have ended by then.
  await callAs(hub, idrissa?.actor ?? theHub)('library.restore', { entry: id })
  expect(await found('place=FR&freshness=fresh')).toEqual([id])
  hub.setNow(NOON)
})

test('of five hundred entries thirty are read, by nine readings', async () => {
  const { id } = await published({ title: 'One of many' })
  const row = await hub.db.selectFrom('library_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const text = await hub.db.selectFrom('library_version').selectAll().where('entry_id', '=', id).executeTakeFirstOrThrow()
  const count = async () => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const page = await (await hub.as(null).get('/library?words=many')).text()
    const queries = asked.mock.calls.length
    asked.mockRestore()
    return { page, queries }
  }
  const ids = Array.from({ length: 500 }, () => randomUUID())
  await hub.db
    .insertInto('library_entry')
    .values(ids.map((one) => ({ ...row, id: one })))
    .execute()
  await hub.db
    .insertInto('library_version')
    .values(ids.map((one) => ({ ...text, entry_id: one, words: JSON.stringify(text.words), facts: JSON.stringify(text.facts) })))
    .execute()
  const started = performance.now()
  const many = await count()
  expect(performance.now() - started, 'milliseconds').toBeLessThan(1500)
  // What hears of a new entry reads beside the first pages.
  const least = Math.min(...[many, await count(), await count(), await count(), await count()].map(({ queries }) => queries))
  expect([least, many.page.includes('501 entries'), many.page.includes('rel="next"')]).toEqual([9, true, true])
  for (const table of ['library_version', 'library_entry'] as const)
    await hub.db
      .deleteFrom(table)
      .where(table === 'library_version' ? 'entry_id' : 'id', 'in', ids)
      .execute()
})

test('it is published, cited, reported and hidden; who leaves takes their name and their drafts along', async () => {
  const [draft, open] = [await drafted(hub.as('mai'), { title: 'A draft of Mai' }), await drafted(hub.as('mai'), { title: 'Mai was here' })]
  await hub.as('mai').api('POST', `/library/${open.id}/proposal`)
  await hub.as('aoife').api('PUT', `/library/${open.id}/decision`, { version: 1, outcome: 'published', language: 'en' })
  const all = await (await hub.as('mai').get('/library/export/library.json')).text()
  expect([all.includes('Mai was here'), all.includes('"licence":"cc-by"'), all.includes('A draft of Mai')]).toEqual([true, true, false])
  const [entries] = library.publications ?? []
  const [citable] = library.citables ?? []
  const [reportable] = library.reportables ?? []
  const actor = { ...theHub, operator: false }
  const reading = { actor, now: NOON, outside: hub.runner.outside }
  const seen = await entries?.of(hub.db, { ...reading, subjects: null, before: null, most: 100 })
  expect(seen?.filter(({ id }) => id === draft.id || id === open.id).map(({ title, open: all, by }) => [title, all, by])).toEqual([
    ['Mai was here', true, null],
  ])
  const mai = hub.cast.members.get('mai')
  const person = mai?.person ?? ''
  expect(await entries?.of(hub.db, { ...reading, subjects: [{ sort: 'person', id: person }], before: null, most: 9 })).toEqual([])
  expect(await citable?.byIds(hub.db, [draft.id, open.id], 'en')).toMatchObject([{ id: open.id, state: 'standing', version: 1 }])
  expect((await reportable?.at(hub.db, open.path, actor, hub.runner.outside))?.text).toContain('Mai was here')
  expect(await reportable?.at(hub.db, draft.path, actor, hub.runner.outside)).toBeNull()
  expect(
    JSON.stringify((await eventsOf(hub, '00000000-0000-4000-8000-000000000000')).filter(({ subject }) => subject === open.id)),
  ).not.toContain(person)

  await doAsHub(hub, 'library.hide', { entry: open.id, rule: 'no-attack' })
  expect(await statuses(open.path, [null, 'mai'])).toEqual([404, 200])
  expect(await citable?.byIds(hub.db, [open.id], 'en')).toMatchObject([{ state: 'withdrawn', text: '' }])
  await doAsHub(hub, 'library.show', { entry: open.id })

  await doAsHub(hub, 'library.release-person', { person })
  expect(await statuses(open.path, [null, 'mai'])).toEqual([200, 200])
  expect((await hub.as('mai').get(draft.path)).status).toBe(404)
  const kept = JSON.stringify([
    await hub.db.selectFrom('library_entry').selectAll().execute(),
    await hub.db.selectFrom('library_version').selectAll().execute(),
  ])
  expect([kept.includes('Mai was here'), kept.includes('A draft of Mai'), kept.includes(person)]).toEqual([true, false, false])
})
