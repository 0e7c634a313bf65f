import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { LYON, UNIT } from '../../testing/cast.ts'
import { doAsHub, eventsOf, refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { places } from '../places/index.ts'
import { newsOf } from './queries/news.ts'
import { bodies } from './queries/publications.ts'

let hub: Hub
let cork: string
beforeAll(async () => {
  hub = await openHub()
  cork = (await places.found(hub.db, 'Cork', 'en', 1))[0]?.id ?? ''
})
afterAll(() => hub.close())

const ENTRY = {
  ...{ origins: ['SN'], accepts: ['newcomers', 'youth'], membership: 'open', language: 'fr' },
  ...{ hours: 'Samedi, 14 h à 18 h', fields: { 'towns-served': ['Matam', 'Podor'], universities: ['none of its kind'] } },
}
const read = async <T>(answer: Promise<Response>): Promise<T> => {
  const value: T = await (await answer).json()
  return value
}
type Card = { readonly slug: string; readonly checkedOn: string | null; readonly places: readonly string[] }
const listed = (query: string) => read<readonly Card[]>(hub.as(null).api('GET', `/directory${query}`))
const slugs = async (query: string) => (await listed(query)).map(({ slug }) => slug)

test('a steward writes where the body works; others do not, and what the hub does not know is refused at its field', async () => {
  const asked = { ...ENTRY, places: [cork, 'FR'] }
  for (const [name, status, code] of [
    [null, 403, 'sign-in.needed'],
    ['mai', 403, 'directory.stewards-only'],
    ['aoife', 403, 'directory.stewards-only'],
  ] as const)
    expect([name, ...(await refusalOf(await hub.as(name).api('PUT', `/bodies/${LYON}/entry`, asked)))]).toEqual([name, status, code])
  const idrissa = hub.as('idrissa')
  expect(await refusalOf(await idrissa.api('PUT', '/bodies/no-such-body/entry', asked))).toEqual([404, 'directory.body-missing'])
  const wrong = await idrissa.api('PUT', `/bodies/${LYON}/entry`, { ...asked, places: ['ZZ'], topics: ['no-such-topic'] })
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringMatching(/places[\s\S]*topics/)])
  expect(await refusalOf(await idrissa.api('PUT', `/bodies/${LYON}/entry/check`))).toEqual([409, 'directory.no-entry'])
  expect(await read(idrissa.api('PUT', `/bodies/${LYON}/entry`, asked))).toMatchObject({ checkedOn: '2026-03-01' })
  expect(await read(hub.as(null).api('GET', `/bodies/${LYON}/entry`))).toMatchObject({
    ...{ places: [cork, 'FR'], origins: ['SN'], membership: 'open', checkedOn: '2026-03-01' },
    entry: { language: 'fr', hours: 'Samedi, 14 h à 18 h', fields: { 'towns-served': ['Matam', 'Podor'] } },
  })
  const told = (await eventsOf(hub, hub.cast.bodies.lyon)).filter(({ kind }) => kind.startsWith('directory.'))
  expect(told.map(({ kind, data, visibility }) => [kind, data, visibility])).toEqual([['directory.entry.written', {}, 'public']])
})

test('the list is narrowed down by each facet, a country holds its towns, and an address that makes no sense narrows nothing', async () => {
  expect(await slugs('')).toEqual([UNIT, LYON])
  expect(await slugs('?place=IE')).toEqual([LYON])
  expect(await slugs(`?place=${cork}&origin=SN&accepts=youth&kind=home-town`)).toEqual([LYON])
  expect(await slugs('?place=IE&kind=mission')).toEqual([])
  expect(await slugs('?level=none')).toEqual([UNIT, LYON])
  expect(await slugs('?kind=nonsense')).toEqual([UNIT, LYON])
  const ana = hub.as(null)
  const page = await (await ana.get('/directory?place=IE')).text()
  for (const words of ['1 body', 'Pulaar Lyon', 'Take out:', '\u2068Ireland\u2069 (1)', 'last checked on'])
    expect([words, page.includes(words)]).toEqual([words, true])
  expect(page).not.toContain('Department of the Diaspora')
  expect((await ana.get('/directory?level=x&kind=%20&part=99&language=%25%25')).status).toBe(200)
  expect(await (await hub.as(null, 'ar').get('/directory?place=ZZ')).text()).toContain('لا هيئة يجتمع فيها كل ذلك')
})

test('the list is narrowed down by words in any language, and what else narrows down counts among those', async () => {
  for (const [q, found] of [
    ['pulaar', [LYON]],
    ['PULÀAR ly', [LYON]],
    ['irlande', [LYON]],
    ['كورك', [LYON]],
    ['senegal matam', [LYON]],
    ['department', [UNIT]],
    ['pulaar department', []],
    ['universities', []],
    ['«»', [UNIT, LYON]],
  ] as const)
    expect([q, await slugs(`?q=${encodeURIComponent(q)}`)]).toEqual([q, found])
  expect(await slugs('?q=pulaar&kind=mission')).toEqual([])
  const page = await (await hub.as(null).get('/directory?q=Matam&origin=SN')).text()
  expect(page).toContain('value="Matam"')
  expect(page).toMatch(/href="\/en\/directory\?origin=SN">Take out: Words, \u2068Matam\u2069/)
  expect(page).toContain('/en/directory/export.csv?q=Matam&amp;origin=SN')
  expect(page).not.toContain(`/bodies/${UNIT}"`)
  expect(await (await hub.as(null).get('/directory?q=nowhere-at-all')).text()).toContain('No body fits all of this.')
  expect(await (await hub.as(null).get('/directory/export.csv?q=matam')).text()).not.toContain(UNIT)
})

test('the page of the body shows it and who looked; one press says that it is still true, and time marks what nobody pressed', async () => {
  const [ana, idrissa] = [hub.as(null), hub.as('idrissa')]
  const shown = await (await ana.get(`/bodies/${LYON}`)).text()
  for (const words of ['Where and for whom', 'Cork', 'Senegal', 'Samedi', 'Matam', 'by \u2068Idrissa\u2069'])
    expect([words, shown.includes(words)]).toEqual([words, true])
  expect(shown).not.toContain('Still true')
  expect(shown).not.toContain('none of its kind')
  expect(await (await idrissa.get(`/bodies/${LYON}`)).text()).toContain('Still true')
  try {
    hub.setNow(new Date('2027-03-02T12:00:00Z'))
    expect(await (await ana.get('/directory')).text()).toContain('more than a year ago')
    hub.setNow(new Date('2027-09-02T12:00:00Z'))
    const old = await (await ana.get('/directory')).text()
    expect(old).toContain('nobody has looked for a year and a half')
    await doAsHub(hub, 'organisations.create-body', {
      kind: 'faith',
      slug: 'zaouia',
      texts: [{ language: 'en', name: 'Zaouia', summary: 'Invented.' }],
    })
    expect((await slugs('')).at(-1)).toBe(LYON)
    await doAsHub(hub, 'directory.confirm-entry', { body: LYON })
    expect((await listed('?sort=checked'))[0]).toMatchObject({ slug: LYON, checkedOn: '2027-09-02' })
  } finally {
    hub.setNow(new Date('2026-03-01T12:00:00Z'))
  }
  expect((await idrissa.post(`/directory/${LYON}/check`)).status).toBe(303)
  expect((await hub.as('mai').post(`/directory/${LYON}/check`)).status).toBe(403)
})

test('the form comes back filled in with a sentence where a place is not known, and adds one by the name that somebody typed', async () => {
  const idrissa = hub.as('idrissa')
  const form = {
    language: 'fr',
    membership: 'open',
    hours: 'Le soir',
    places: [cork],
    origins: ['SN', 'ML', ''],
    'field-towns-served': 'Matam\r\nKaedi',
  }
  const again = await idrissa.post(`/directory/${LYON}/edit`, { ...form, place: 'Qwertyville' })
  const page = await again.text()
  expect(again.status).toBe(422)
  for (const words of ['No place of that name', 'Qwertyville', 'Le soir', 'Matam\nKaedi'])
    expect([words, page.includes(words)]).toEqual([words, true])
  expect((await idrissa.post(`/directory/${LYON}/edit`, { ...form, place: 'sénégal' })).status).toBe(303)
  expect(await slugs('?place=SN')).toEqual([LYON])
  expect(await slugs('?origin=ML')).toEqual([LYON])
  expect((await hub.as('mai').get(`/directory/${LYON}/edit`)).status).toBe(403)
  expect((await hub.as(null).get('/directory/no-such-body/edit')).status).toBe(404)
})

test('the map has bodies and no person, one sign for a place, the same in its table, and weighs little', async () => {
  const ana = hub.as(null)
  const page = await (await ana.get('/directory/map')).text()
  expect(page).toContain(`/en/directory?place=${cork}`)
  expect(page).toMatch(/<a href="[^"]+" aria-label="[^"]*Cork[^"]*Bodies: 1"/)
  expect(page).toContain('Coasts alone')
  expect(page).not.toMatch(/\b(Idrissa|Mai|Aoife)\b/)
  const picture = await ana.get('/directory/map/world.svg')
  const bytes = Buffer.from(await picture.arrayBuffer())
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(gzipSync(bytes).length + gzipSync(page).length).toBeLessThan(60_000)
  expect((await ana.get('/directory/map/nowhere.svg')).status).toBe(404)
  expect(await (await ana.get('/directory/map?part=oceania')).text()).not.toContain('<circle')
})

test('what was exported is imported again: nothing is merged by itself, look-alikes are shown, and only an operator begins bodies', async () => {
  const csv = await (await hub.as(null).get('/directory/export.csv')).text()
  expect(csv).toContain('pulaar-lyon,home-town,Pulaar Lyon,en')
  expect(csv).toContain('ie/cork')
  const json = await read<{ readonly bodies: readonly Card[] }>(hub.as(null).get('/directory/export.json'))
  expect(json.bodies.map(({ slug }) => slug).toSorted()).toEqual([UNIT, LYON, 'zaouia'].toSorted())
  const [head = '', ...lines] = csv.trim().split('\r\n')
  const lyon = lines.find((line) => line.startsWith(LYON)) ?? ''
  const stranger = lyon.replace(LYON, 'pulaar-lyon-2').replace('Pulaar Lyon', 'Pulaar Ly0n').replace('ie/cork', 'ie/nowhere-at-all')
  const table = [head, lyon.replace('Le soir', 'Le matin'), stranger].join('\r\n')
  const [gift, idrissa] = [hub.as('gift'), hub.as('idrissa')]
  const preview = await (await gift.post('/directory/import', { table })).text()
  for (const words of ['Entry of \u2068Pulaar Lyon\u2069', 'A name that can be taken for', 'Left out', 'ie/nowhere-at-all', 'A new body'])
    expect([words, preview.includes(words)]).toEqual([words, true])
  // The one that looks like another is left out until somebody chooses.
  expect(preview).toMatch(/name="row-3"[^>]*>(?:(?!<\/select>)[\s\S])*<option value="" selected/)
  expect(await (await idrissa.post('/directory/import', { table })).text()).not.toContain('A new body')
  expect((await hub.as('mai').post('/directory/import', { table })).status).toBe(403)
  const nothing = await gift.post('/directory/import/rows', { table, 'row-2': '', 'row-3': '' })
  expect([nothing.status, (await nothing.text()).includes('Nothing was chosen')]).toEqual([422, true])
  const begun = await idrissa.post('/directory/import/rows', { table, 'row-2': '', 'row-3': '+' })
  expect(begun.status).toBe(403)
  const done = await (await gift.post('/directory/import/rows', { table, 'row-2': LYON, 'row-3': '+' })).text()
  expect(done).toContain('1 new body, 1 entry changed')
  expect(await slugs('')).toContain('pulaar-lyon-2')
  expect(await read(hub.as(null).api('GET', `/bodies/${LYON}/entry`))).toMatchObject({ entry: { hours: 'Le matin' } })
  // Sent twice, the address is taken: nothing is there twice, and nothing of it is done.
  expect((await gift.post('/directory/import/rows', { table, 'row-2': '', 'row-3': 'pulaar-lyon-2' })).status).toBe(200)
  expect((await slugs('')).filter((slug) => slug.startsWith('pulaar-lyon')).length).toBe(2)
})

test('a table is given as a file too, as programs in French write it; what is none is refused beside its field', async () => {
  const given = (bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData()
    body.append('table', 'What was pasted')
    body.append('file', new File([bytes], 'directory.csv'))
    const headers = { origin: 'http://hub.test', cookie: `session=${hub.cast.members.get('gift')?.session}` }
    return hub.app.request('http://hub.test/en/directory/import', { method: 'POST', body, headers })
  }
  const html = await (await given(Buffer.from('name;kind;summary;wrong\r\nAmitié, Évry;other;Une amicale;x\r\n', 'latin1'))).text()
  for (const words of [
    'Amitié, Évry',
    'Read from this row: \u2068summary\u2069',
    'These columns are not read: \u2068wrong\u2069',
    'older form',
  ])
    expect([words, html.includes(words)]).toEqual([words, true])
  const refused = await given(Buffer.from('504b030414', 'hex'))
  const page = await refused.text()
  expect([refused.status, page.includes('id="fault-file"'), page.includes('What was pasted')]).toEqual([422, true, true])
})

test('bodies are published to whoever follows and finds, and one in the archive is not', async () => {
  const reading = { actor: nobody('en'), now: new Date('2026-03-01T12:00:00Z'), outside: hub.runner.outside }
  const { lyon } = hub.cast.bodies
  const [body] = await bodies.byIds(hub.db, [lyon], reading)
  expect(body).toMatchObject({ sort: 'body', path: `/bodies/${LYON}`, title: 'Pulaar Lyon', open: true, by: null, checkedOn: '2026-03-01' })
  expect(body?.words).toContain('Matam')
  const there = await bodies.of(hub.db, { ...reading, subjects: [{ sort: 'place', id: cork }], before: null, most: 9 })
  expect(there.map(({ id }) => id)).toEqual([lyon])
  expect(await bodies.openAfter(hub.db, null, 99)).toContain(lyon)
  await doAsHub(hub, 'organisations.appoint', { body: 'zaouia', person: hub.cast.members.get('mai')?.person, role: 'steward' })
  expect((await hub.as('mai').api('PUT', '/bodies/zaouia/archive', { sure: true })).status).toBe(200)
  const { id } = await hub.db.selectFrom('body').select('id').where('slug', '=', 'zaouia').executeTakeFirstOrThrow()
  expect(await bodies.byIds(hub.db, [id], reading)).toEqual([])
  expect(await bodies.openAfter(hub.db, null, 99)).not.toContain(id)
  expect(await slugs('')).not.toContain('zaouia')
})

test('a year after the last look its stewards hear of it, once, and nobody else does', async () => {
  const newsOn = async (name: 'idrissa' | 'mai', day: string, since: string) => {
    hub.setNow(new Date(`${day}T12:00:00Z`))
    const { account, person } = hub.cast.members.get(name)?.actor ?? nobody('en')
    const owners = account === null || person === null ? [] : [{ account, persons: [person], operator: false }]
    return (await newsOf(hub, { owners, since: new Date(`${since}T12:00:00Z`), sorts: ['answer-due'] })).map(({ key, path }) => [key, path])
  }
  const told = [[`directory/${hub.cast.bodies.lyon}`, `/bodies/${LYON}`]]
  try {
    expect(await newsOn('idrissa', '2027-02-28', '2027-02-20')).toEqual([])
    expect(await newsOn('idrissa', '2027-03-01', '2027-02-28')).toEqual(told)
    expect(await newsOn('idrissa', '2027-03-09', '2027-03-02')).toEqual([])
    expect(await newsOn('idrissa', '2027-09-01', '2027-08-30')).toEqual(told)
    expect(await newsOn('mai', '2027-03-01', '2027-02-28')).toEqual([])
  } finally {
    hub.setNow(new Date('2026-03-01T12:00:00Z'))
  }
})

test('who leaves loses their name there, and what the body says stays', async () => {
  const idrissa = hub.cast.members.get('idrissa')?.person ?? ''
  const by = async () =>
    hub.db.selectFrom('directory_entry').select('checked_by').where('body_id', '=', hub.cast.bodies.lyon).executeTakeFirst()
  await hub.as('idrissa').api('PUT', `/bodies/${LYON}/entry/check`)
  expect((await by())?.checked_by).toBe(idrissa)
  await doAsHub(hub, 'directory.release-person', { person: idrissa })
  expect((await by())?.checked_by).toBeNull()
  const asGift = await hub.as('gift').api('POST', '/directory/import', { rows: [] })
  expect(asGift.status).toBe(400)
})
