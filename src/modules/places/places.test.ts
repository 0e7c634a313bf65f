import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { THE_HUB } from '../../core/event.ts'
import { doAsHub, eventsOf, operationsOf, refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { places } from './index.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

const TABLE = {
  source: 'Invented table, "second" edition',
  licence: 'CC BY 3.0 IGO, https://creativecommons.org/licenses/by/3.0/igo/',
  retrievedOn: '2026-02-01',
  leftOut: ['World', 'Channel Islands'],
  rows: [
    [2015, 'ML', 'FR', 70_000],
    [2019, 'ML', 'FR', 60_000],
    [2019, 'ML', 'SA', 12_000],
    [2019, 'ML', 'IT', 30],
    [2019, 'SN', 'FR', 5],
  ],
}
const load = (more: object = {}) => doAsHub(hub, 'places.import-migrant-stock', { ...TABLE, ...more })

test('nothing is there until it is loaded; then the newest year is read, and another year by its number', async () => {
  expect(await places.stockOf(hub.db, 'ML')).toBeNull()
  expect((await hub.as(null).get('/places/stock/ML')).status).toBe(404)
  expect(await load()).toEqual({ years: [2015, 2019], countries: 5, rows: 5 })
  expect(await places.stockOf(hub.db, 'ML')).toEqual({
    ...{ year: 2019, source: TABLE.source, licence: TABLE.licence, retrievedOn: '2026-02-01', importedOn: '2026-03-01' },
    ...{ invented: false, leftOut: ['World', 'Channel Islands'], total: 72_030 },
    byDestination: [
      { country: 'FR', count: 60_000 },
      { country: 'SA', count: 12_000 },
      { country: 'IT', count: 30 },
    ],
  })
  const read = async (path: string): Promise<unknown> => (await hub.as(null).api('GET', path)).json()
  expect(await read('/places/stock/ML')).toMatchObject({ origin: 'ML', year: 2019, years: [2015, 2019], total: 72_030 })
  expect(await read('/places/stock/ML?year=2015')).toMatchObject({ year: 2015, byDestination: [{ country: 'FR', count: 70_000 }] })
  const ana = hub.as(null)
  expect(await refusalOf(await ana.api('GET', '/places/stock/ML?year=2010'))).toEqual([404, 'stock.missing'])
  expect(await refusalOf(await ana.api('GET', '/places/stock/FR'))).toEqual([404, 'stock.missing'])
  expect((await ana.api('GET', '/places/stock/mali')).status).toBe(400)
})

test('it is told who loaded what, and another table replaces all of it', async () => {
  const told = (await eventsOf(hub, THE_HUB)).filter(({ kind }) => kind === 'places.migrant-stock.imported')
  expect(told.map(({ data, visibility }) => [data, visibility])).toEqual([[{ source: TABLE.source, newest: 2019, rows: 5 }, 'public']])
  await load({ rows: [[2024, 'SN', 'IT', 7]], leftOut: [] })
  expect(await places.stockOf(hub.db, 'ML')).toBeNull()
  expect(await places.stockOf(hub.db, 'SN')).toMatchObject({ year: 2024, total: 7, leftOut: [] })
  // Twice at once does no harm either.
  await Promise.all([load(), load()])
  expect(await places.stockOf(hub.db, 'SN')).toMatchObject({ year: 2019, total: 5 })
})

test('nobody else loads one, and no nonsense is taken', async () => {
  for (const name of ['gift', 'aoife', 'mai'] as const) {
    const actor = hub.cast.members.get(name)?.actor ?? nobody('en')
    const asked = operationsOf('places')
      .find(({ name: of }) => of === 'places.import-migrant-stock')
      ?.invoke(hub.runner, TABLE, actor)
    await expect(asked).rejects.toMatchObject({ refusal: { code: 'sign-in.needed' } })
  }
  for (const rows of [
    [],
    [[2019, 'ML', 'XX', 1]],
    [[2019, 'ML', 'FR', 0]],
    [
      [2019, 'ML', 'FR', 1],
      [2019, 'ML', 'FR', 2],
    ],
  ])
    await expect(load({ rows })).rejects.toMatchObject({ refusal: { code: 'input.invalid' } })
  expect(await places.stockOf(hub.db, 'ML')).toMatchObject({ total: 72_030 })
})

test('the page says source, licence and days in three languages, and its shares are those of its file', async () => {
  for (const [locale, words] of [
    ['en', ['Mali: where people born there live', 'Saudi Arabia', '12,000', '17%', 'under 1%', 'Loaded here on', 'Channel Islands']],
    ['fr', ['Mali\u00a0: où vivent', 'Arabie saoudite', 'moins de 1\u00a0%', 'Chargé ici le', '1 mars 2026']],
    ['ar', ['أين يقيم من وُلدوا هناك', 'المملكة العربية السعودية', 'المصدر']],
  ] as const) {
    const html = await (await hub.as(null, locale).get('/places/stock/ML')).text()
    for (const word of words) expect([locale, word, html.includes(word)]).toEqual([locale, word, true])
    expect(html).toContain('href="https://creativecommons.org/licenses/by/3.0/igo/"')
    expect(html).toContain(`/${locale}/places/stock/ML?year=2015`)
  }
  const answer = await hub.as(null).get('/places/stock/ML/migrant-stock-ML-2019.csv')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  const rows: Record<string, string>[] = parse(await answer.text(), { columns: true })
  expect(rows[1]).toEqual({
    ...{ year: '2019', origin: 'ML', destination: 'SA', people: '12000' },
    ...{ source: TABLE.source, licence: TABLE.licence },
  })
  const total = rows.reduce((sum, { people }) => sum + Number(people), 0)
  const html = await (await hub.as(null).get('/places/stock/ML')).text()
  const shown = [...html.matchAll(/<td class="number">[\d,]+<\/td><td class="number">([^<]+)<\/td>/g)].map(([, share]) => share)
  const expected = rows
    .map(({ people }) => Number(people) / total)
    .map((share) => (share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`))
  expect(shown).toEqual([...expected, '100%'])
})

test('an address that names no country, no year or no file is not there', async () => {
  const ana = hub.as(null)
  for (const path of [
    '/xx',
    '/ML?year=2010',
    '/ML?year=abc',
    '/ML/migrant-stock-ML-2010.csv',
    '/ML/migrant-stock-SN-2019.csv',
    '/ML/x.csv',
  ])
    expect([path, (await ana.get(`/places/stock${path}`)).status]).toEqual([path, 404])
})
