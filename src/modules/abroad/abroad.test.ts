import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { appoint, cork, ITEM, propose, publish } from '../../testing/abroad.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord } from '../../testing/published.ts'
import { abroad } from './module.ts'

let hub: Hub
let corkId: string
beforeAll(async () => {
  hub = await openHub()
  corkId = await cork(hub)
  // The session of whoever runs the hub ends soon: this is done before the clock is turned.
  for (const place of ['IE', 'FR']) await appoint(hub, place, 'mai')
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)
const html = async (path: string, locale = 'en', who: Parameters<Hub['as']>[0] = null): Promise<string> =>
  (await hub.as(who, locale).get(path)).text()
const typeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { type: string }).type
const api = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T
type Listed = {
  id: string
  title: string
  freshness: string
  checkedOn: string
  checkedBy: string
  language: string
  owner: { name: string; sort: string }
}
const listed = (query = ''): Promise<readonly Listed[]> => api(hub.as(null).api('GET', `/abroad/ie/items${query}`))

test('a proposal waits with its day, is published by a steward with an owner, a look and an end, and is then there for everybody', async () => {
  const sent = await hub.as('idrissa').post('/abroad/items', {
    ...{ sending: randomUUID(), place: corkId, kind: 'help', title: 'Help with papers', text: 'On Tuesdays.', language: 'en' },
    ...{ telephone: '+353 21 496 3000', links: 'https://papers.example.org/help', forWhom: 'philippines, Dakar' },
  })
  const path = (sent.headers.get('location') ?? '').replace('/en', '').replace('?done=proposed', '')
  expect([sent.status, path]).toEqual([303, expect.stringMatching(/^\/abroad\/items\/[0-9a-f-]{36}$/)])
  const item = path.split('/').at(-1) ?? ''
  expect(await listed('?town=cork')).toEqual([])
  // Everybody reads that it waits, and until when; its words are for its writer and for those who keep the page.
  const seen = await Promise.all([null, 'idrissa', 'mai', 'niamh'].map((who) => html(path, 'en', who as never)))
  expect(seen.map((page) => [page.includes('an answer comes by 8 March 2026'), page.includes('On Tuesdays.')])).toEqual([
    ...[
      [true, false],
      [true, true],
      [true, true],
      [true, false],
    ],
  ])
  expect(await html('/abroad/ie/cork')).toContain('1 message waits for an answer')
  for (const who of [null, 'niamh', 'idrissa', 'gift'] as const)
    expect([who, (await hub.as(who).post(`${path}/publication`)).status]).toEqual([who, 403])
  expect((await hub.as('mai').post(`${path}/publication`, { until: '2027-03-02' })).status, 'twelve months at most').toBe(422)
  expect((await hub.as('mai').post(`${path}/publication`, { owner: hub.cast.bodies.unit })).status, 'she has no office there').toBe(422)
  expect((await hub.as('mai').post(`${path}/publication`, { owner: 'me', until: '2026-09-01' })).status).toBe(303)
  expect(await listed('?town=cork')).toMatchObject([
    { id: item, checkedOn: '2026-03-01', checkedBy: 'Mai', expiresOn: '2026-09-01', owner: { sort: 'person', name: 'Mai' } },
  ])
  expect(await listed()).toEqual([])
  const page = await html('/abroad/ie/cork')
  for (const words of [
    'On Tuesdays.',
    'href="tel:+353214963000"',
    '1 March 2026',
    '1 September 2026',
    'Philippines',
    'Dakar',
    'Looked after by',
  ])
    expect([words, page.includes(words)]).toEqual([words, true])
  expect(await typeOf(await hub.as('mai').api('POST', `/abroad/items/${item}/publication`, {}))).toBe('abroad.not-proposed')
})

test('what is refused comes back filled in, with a sentence per field; what is sent twice is one', async () => {
  expect(await draftsOn(hub, 'niamh', '/abroad/items/new?place=IE')).toEqual(['IE/abroad/items'])
  const form = {
    sending: randomUUID(),
    place: 'IE',
    kind: 'right',
    title: 'A right',
    text: '',
    links: 'http://a.example.org',
    forWhom: 'Nowhereland',
  }
  const back = await hub.as('idrissa').post('/abroad/items', form)
  const page = await back.text()
  expect([back.status, page.includes('A right'), page.includes('One of these places was not found')]).toEqual([422, true, true])
  const again = await (await hub.as('idrissa').post('/abroad/items', { ...form, forWhom: '' })).text()
  expect([again.includes('An address begins with https://'), again.includes('id="fault-text"')]).toEqual([true, true])
  const whole = { ...form, links: '', text: 'You may vote.', forWhom: '' }
  const twice = [await hub.as('idrissa').post('/abroad/items', whole), await hub.as('idrissa').post('/abroad/items', whole)]
  expect(new Set(twice.map((answer) => answer.headers.get('location'))).size).toBe(1)
  expect((await hub.as(null).post('/abroad/items', whole)).status).toBe(403)
  expect((await hub.as('idrissa').post('/abroad/items', { ...whole, place: 'ZZ' })).status).toBe(404)
})

test('an origin in the address brings what is for it first, goes along with links, and is kept nowhere', async () => {
  const all = await propose(hub, 'IE', { title: 'Anybody’s office', kind: 'contact', forWhom: [] })
  const theirs = await propose(hub, 'IE', { title: 'Of Senegal', kind: 'money', forWhom: ['SN'] })
  const urgent = await propose(hub, 'IE', { title: 'Call 112', kind: 'emergency', forWhom: [], telephone: '112' })
  for (const id of [all, theirs, urgent]) await publish(hub, id, 'mai')
  const order = async (query: string) => (await listed(query)).map(({ title }) => title)
  expect(await order('')).toEqual(['Call 112', 'Anybody’s office', 'Of Senegal'])
  expect(await order('?from=SN')).toEqual(['Call 112', 'Of Senegal', 'Anybody’s office'])
  const ana = hub.as(null)
  const before = await hub.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  const found = await (await ana.get('/abroad?live=Cork&people=Cebu, Manille')).text()
  const go = /href="(\/en\/abroad\/ie\/cork\?from=[^"]+)"/.exec(found)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(go.split('from=')[1]?.split(',').length).toBe(2)
  const page = await (await ana.get(go.replace('/en', ''))).text()
  expect([page.includes('Cebu'), page.includes('Manila'), page.includes(`/abroad/ie?from=`), page.includes('GMT+8')]).toEqual([
    true,
    true,
    true,
    true,
  ])
  const after = await hub.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  expect([ana.cookies.size, after.rows]).toEqual([0, before.rows])
  // Several places fit, or none: then one chooses, or is told.
  expect(await html('/abroad?live=San')).toContain('Which of these do you live in?')
  expect(await html('/abroad?live=Zzyzxq')).toContain('Nothing was found for that.')
})

test('somebody of a state is no first steward, nor a hidden one; a body takes a page over by somebody who is of both', async () => {
  const aoife = hub.cast.members.get('aoife')?.person ?? ''
  const offer = () => hub.as('aoife').api('POST', '/abroad/pages/DE/stewards', { words: '' })
  expect((await offer()).status).toBe(200)
  expect(await typeOf(await hub.as('gift').api('POST', `/abroad/pages/DE/stewards/${aoife}/appointment`, {}))).toBe('abroad.state-second')
  await appoint(hub, 'DE', 'idrissa')
  expect((await hub.as('gift').api('POST', `/abroad/pages/DE/stewards/${aoife}/appointment`, {})).status).toBe(200)
  expect(await html('/abroad/de')).toContain('speaks for a state')
  const unit = { body: hub.cast.bodies.unit }
  expect(await typeOf(await hub.as('niamh').api('PUT', '/abroad/pages/DE/body', unit))).toBe('abroad.appointers-only')
  expect((await hub.as('aoife').api('PUT', '/abroad/pages/DE/body', unit)).status).toBe(200)
  // The other one stops: from that moment nobody of the state does anything there, and all of it can be read as before.
  const idrissa = hub.cast.members.get('idrissa')?.person ?? ''
  expect((await hub.as('idrissa').api('DELETE', `/abroad/pages/DE/stewards/${idrissa}`)).status).toBe(200)
  expect(await typeOf(await hub.as('aoife').api('POST', '/abroad/pages/DE/looks', {}))).toBe('abroad.state-alone')
  expect((await hub.as('gift').api('POST', '/abroad/pages/DE/looks', {})).status, 'nobody else can').toBe(200)
  expect((await hub.as('mai').api('POST', '/abroad/pages/DE/looks', {})).status).toBe(403)
})

test('a check is one press, keeps who and when; after its end it is to be checked, and after sixty days it is gone', async () => {
  const id = await propose(hub, 'FR', { title: 'A clock' })
  await publish(hub, id, 'mai', { until: '2026-03-10' })
  const at = async (days: number) => {
    hub.setNow(inDays(days))
    const rows = await api<readonly Listed[]>(hub.as(null).api('GET', '/abroad/fr/items'))
    return rows.map(({ freshness }) => freshness)
  }
  expect([await at(9), await at(10), await at(69), await at(70)]).toEqual([['holds'], ['to-check'], ['to-check'], []])
  hub.setNow(inDays(20))
  expect(await html('/abroad/fr')).toContain('nobody has said since 10 March 2026 that this is still true')
  expect(await html('/abroad/fr/desk', 'en', 'mai')).toContain('A clock')
  expect((await hub.as('niamh').post(`/abroad/items/${id}/checks`)).status).toBe(403)
  expect((await hub.as('mai').post(`/abroad/items/${id}/checks`, { then: 'desk' })).headers.get('location')).toBe('/en/abroad/fr/desk')
  expect(await api(hub.as(null).api('GET', '/abroad/fr/items'))).toMatchObject([
    { freshness: 'holds', checkedOn: '2026-03-21', checkedBy: 'Mai', expiresOn: '2027-03-21' },
  ])
  hub.setNow(NOON)
})

test('a correction keeps what stood there, and it can be brought back; what is taken off says why', async () => {
  const id = await propose(hub, 'IE', { title: 'First words', kind: 'school' })
  await publish(hub, id, 'mai')
  expect((await hub.as('idrissa').post(`/abroad/items/${id}/correction`, { title: 'x' })).status).toBe(403)
  const { links: _links, forWhom: _for, ...words } = ITEM
  const form = { ...words, title: 'Second words', links: 'https://two.example.org/a', forWhom: 'Sénégal' }
  expect((await hub.as('mai').post(`/abroad/items/${id}/correction`, form)).status).toBe(303)
  const second = await html(`/abroad/items/${id}`)
  expect([second.includes('<h1 lang="en" dir="ltr">Second words'), second.includes('First words'), second.includes('Senegal')]).toEqual([
    true,
    true,
    true,
  ])
  expect((await hub.as('niamh').post(`/abroad/items/${id}/versions/1/restoration`)).status).toBe(403)
  expect((await hub.as('mai').post(`/abroad/items/${id}/versions/1/restoration`)).status).toBe(303)
  expect(await html(`/abroad/items/${id}`)).toContain('<h1 lang="en" dir="ltr">First words')
  expect((await hub.as('mai').post(`/abroad/items/${id}/withdrawal`, { reason: 'It closed.' })).status).toBe(303)
  const gone = await html(`/abroad/items/${id}`)
  expect([gone.includes('It closed.'), gone.includes('On Tuesdays at six.')]).toEqual([true, false])
  expect((await listed()).some((item) => item.id === id)).toBe(false)
})

test('anybody says that something is wrong; the answer stands there, its words do not', async () => {
  const id = await propose(hub, 'IE', { title: 'Wrong number' })
  await publish(hub, id, 'mai')
  const ana = hub.as(null)
  const sent = await ana.post(`/abroad/items/${id}/remarks`, { sending: randomUUID(), sort: 'no-longer', words: 'They moved to Mallow.' })
  expect([sent.status, ana.cookies.size]).toEqual([303, 0])
  const waits = await html(`/abroad/items/${id}`)
  expect([waits.includes('This is no longer true'), waits.includes('8 March 2026'), waits.includes('Mallow')]).toEqual([true, true, false])
  hub.setNow(inDays(9))
  expect(await html(`/abroad/items/${id}`)).toContain('late: an answer was due by 8 March 2026')
  hub.setNow(NOON)
  const desk = await html('/abroad/ie/desk', 'en', 'mai')
  const remark = /abroad\/remarks\/([0-9a-f-]{36})\/answer/.exec(desk)?.[1] ?? ''
  expect(desk).toContain('They moved to Mallow.')
  expect((await hub.as('niamh').get('/abroad/ie/desk')).status).toBe(403)
  const answer = { outcome: 'taken', answer: 'Thank you, it is corrected.' }
  expect((await hub.as('idrissa').post(`/abroad/remarks/${remark}/answer`, answer)).status).toBe(403)
  expect((await hub.as('mai').post(`/abroad/remarks/${remark}/answer`, answer)).status).toBe(303)
  expect(await html(`/abroad/items/${id}`)).toContain('Thank you, it is corrected.')
  expect((await hub.as('mai').post(`/abroad/remarks/${remark}/answer`, answer)).status).toBe(409)
})

test('a translation of somebody else waits to be read, and then stands beside the original with its author', async () => {
  const id = await propose(hub, 'IE', { title: 'In English' })
  await publish(hub, id, 'mai')
  const french = { language: 'fr', title: 'En français', text: 'Le mardi.' }
  expect((await hub.as(null).post(`/abroad/items/${id}/translations`, french)).status).toBe(403)
  expect((await hub.as('idrissa').post(`/abroad/items/${id}/translations`, french)).status).toBe(303)
  expect(await html(`/abroad/items/${id}`, 'fr')).not.toContain('En français')
  expect((await hub.as('niamh').post(`/abroad/items/${id}/translations`, french)).status, 'it is another’s').toBe(403)
  expect((await hub.as('mai').post(`/abroad/items/${id}/translations/fr/reading`, { good: 'yes' })).status).toBe(303)
  // The author by name where their card is for everybody.
  expect(await html(`/abroad/items/${id}`, 'fr')).not.toContain('Idrissa')
  await hub.as('idrissa').api('PUT', '/me/audience', { audience: 'public' })
  const read = await html(`/abroad/items/${id}`, 'fr')
  expect([read.includes('En français'), read.includes('Idrissa'), read.includes('traduite le 1 mars 2026')]).toEqual([true, true, true])
  expect((await hub.as('mai').post(`/abroad/items/${id}/translations`, { ...french, language: 'en' })).status).toBe(422)
})

test('a town is added once: names that look alike are shown first', async () => {
  const form = { country: 'IE', zone: 'Europe/Dublin', 'name-en': 'Corke', 'name-fr': '', 'name-ar': '' }
  expect((await hub.as('idrissa').get('/abroad/towns/new')).status).toBe(200)
  expect((await hub.as(null).post('/abroad/towns', form)).status).toBe(403)
  const shown = await hub.as('niamh').post('/abroad/towns', form)
  const page = await shown.text()
  expect([shown.status, page.includes('Is it one of these?'), page.includes('/en/abroad/ie/cork')]).toEqual([409, true, true])
  const sure = await hub.as('niamh').post('/abroad/towns', { ...form, sure: 'yes' })
  expect(sure.headers.get('location')).toBe('/en/abroad/ie/corke')
  expect((await hub.as('niamh').post('/abroad/towns', { ...form, sure: 'yes' })).status).toBe(409)
  expect((await hub.as('niamh').post('/abroad/towns', { ...form, 'name-en': 'Athlone', zone: 'Ireland/Nowhere' })).status).toBe(422)
})

test('entries come out as CSV and JSON, and go in again by a preview that says what would change', async () => {
  const csv = await (await hub.as(null).get('/abroad/ie/items.csv')).text()
  const rows: Record<string, string>[] = parse(csv, { columns: true })
  expect(rows.map(({ title }) => title)).toContain('Call 112')
  const given = await api<{ items: readonly { id: string }[] }>(hub.as(null).get('/abroad/ie/items.json'))
  expect(given.items.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id = '' }) => id).toSorted())
  const next = `${csv.replace('Call 112', 'Call 112 or 999')},IE,right,en,A new right,It is so.,,,,,,,,\r\n`
  const post = (text: string, how: string, who: 'mai' | 'niamh' = 'mai') => hub.as(who).post('/abroad/ie/import', { csv: text, do: how })
  expect((await post(next, 'preview', 'niamh')).status).toBe(403)
  const fates = [...(await (await post(next, 'preview')).text()).matchAll(/<strong>(new|changed|as it is|cannot be read, at:)<\/strong>/g)]
  expect(fates.flatMap(([, fate]) => (fate === undefined || fate === 'as it is' ? [] : [fate])).toSorted()).toEqual(['changed', 'new'])
  expect((await listed()).some(({ title }) => title === 'Call 112 or 999')).toBe(false)
  expect(await (await post(`${next},FR,right,en,Not here,So.,,,,,,,,\r\n`, 'import')).text()).toContain('cannot be read, at:')
  expect((await post(next, 'import')).status).toBe(303)
  expect((await listed()).some(({ title }) => title === 'Call 112 or 999')).toBe(true)
  expect(await html('/abroad/ie/desk', 'en', 'mai')).toContain('A new right')
  expect((await post('no file', 'import')).status).toBe(422)
})

test('what stands is handed over to be followed, found and shared; what waits or is over is not', async () => {
  const [publication] = abroad.publications ?? []
  const reading = { actor: nobody('fr'), now: NOON, outside: hub.runner.outside }
  const of = async (id: string) =>
    (await publication?.of(hub.db, { ...reading, subjects: [{ sort: 'place', id }], before: null, most: 50 })) ?? []
  const [country, town] = [await of('IE'), await of(corkId)]
  expect(town.map(({ title }) => title)).toEqual(['Help with papers'])
  expect(country.map(({ id }) => id)).toContain(town[0]?.id)
  expect(town[0]).toMatchObject({
    sort: 'abroad-item',
    open: true,
    checkedOn: '2026-03-01',
    by: 'Mai',
    subjects: [{ id: corkId }, { id: 'IE' }],
  })
  if (publication === undefined) throw new Error('nothing is handed over')
  expect((await holdsToItsWord(hub, publication)).length).toBeGreaterThan(5)
  const ids = await publication.openAfter(hub.db, null, 100)
  expect([ids.length > 5, ids.toSorted().join() === ids.join()]).toEqual([true, true])
  expect((await publication.byIds(hub.db, [...ids, 'no id'], reading)).length).toBe(ids.length)
  expect((await publication.byIds(hub.db, ids, { ...reading, now: inDays(800) })).length).toBe(0)
})

test('who leaves takes their name along: what they owned is to be checked, and without an owner', async () => {
  const id = await propose(hub, 'IE', { title: 'Without an owner' }, 'samir')
  await publish(hub, id, 'mai')
  const mai = hub.cast.members.get('mai')?.person ?? ''
  await doAsHub(hub, 'abroad.release-person', { person: mai })
  const item = (await listed()).find((one) => one.id === id)
  expect(item).toMatchObject({ freshness: 'to-check', checkedBy: null, owner: { sort: 'nobody', name: '' } })
  expect(await html('/abroad/ie')).toContain('Nobody looks after this page yet.')
})

test('a reason, an owner and an answer that were refused come back as they were written', async () => {
  await appoint(hub, 'NO', 'mai')
  const id = await propose(hub, 'NO', { title: 'To be refused' })
  const long = 'x'.repeat(60_000)
  const refusals = [await hub.as('mai').post(`/abroad/items/${id}/refusal`, { reason: long })]
  await publish(hub, id, 'mai')
  refusals.push(await hub.as('mai').post(`/abroad/items/${id}/withdrawal`, { reason: long }))
  const remark = { sending: randomUUID(), sort: 'wrong', words: 'The hour is wrong.' }
  await hub.as(null).post(`/abroad/items/${id}/remarks`, remark)
  const { id: sent } = await hub.db.selectFrom('abroad_remark').select('id').where('item_id', '=', id).executeTakeFirstOrThrow()
  refusals.push(await hub.as('mai').post(`/abroad/remarks/${sent}/answer`, { outcome: 'taken', answer: long }))
  expect(await Promise.all(refusals.map(async (one) => [one.status, (await one.text()).includes(long)]))).toEqual([
    [422, true],
    [422, true],
    [422, true],
  ])
})
