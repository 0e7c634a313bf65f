import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { places } from './index.ts'
import { hundredths, pathOf, plainName, slugOf, zoneOfCountry } from './rules.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

const CORK = async () => places.byPath(hub.db, 'ie', 'cork', 'en')

test('rules: how a name is searched and addressed, and of which country one clock is true', () => {
  expect(['Hô Chi Minh-Ville', 'جِدّة', 'São Paulo', 'الإسكندرية'].map(plainName)).toEqual([
    ...['ho chi minh ville', 'جده', 'sao paulo', 'الاسكندريه'],
  ])
  expect(['Hô Chi Minh-Ville', 'جدة', '—', 'Desk'].map(slugOf)).toEqual(['ho-chi-minh-ville', 'جدة', null, null])
  expect([pathOf('IE', null), pathOf('IE', 'cork')]).toEqual(['/abroad/ie', '/abroad/ie/cork'])
  expect(['IE', 'US', 'XT', 'ZZ'].map(zoneOfCountry)).toEqual(['Europe/Dublin', null, null, null])
  expect([51.8985, -8.4756, 0].map(hundredths)).toEqual([5190, -848, 0])
})

test('a country is its code, a town has a row: both are named in the reader’s language', async () => {
  const cork = await CORK()
  expect(cork).toMatchObject({ country: 'IE', town: true, name: 'Cork', language: 'en', zone: 'Europe/Dublin', path: '/abroad/ie/cork' })
  expect(cork?.at).toEqual({ lat: 51.9, lon: -8.47 })
  const named = await places.named(hub.db, ['FR', cork?.id ?? '', 'ZZ', 'fr', '00000000-0000-4000-8000-000000000000'], 'ar')
  expect([...named.values()].map(({ name, language }) => [name, language])).toEqual([
    ['فرنسا', 'ar'],
    ['كورك', 'ar'],
  ])
  expect(await places.byPath(hub.db, 'us', null, 'fr')).toEqual({
    ...{ id: 'US', country: 'US', town: false, name: 'États-Unis', language: 'fr', zone: null, at: null, path: '/abroad/us' },
  })
  for (const [country, town] of [
    ['zz', null],
    ['IE', null],
    ['fr', 'cork'],
  ] as const)
    expect([country, await places.byPath(hub.db, country, town, 'en')]).toEqual([country, null])
})

test('whatever accents, language and slips: what is nearest comes first', async () => {
  const first = async (text: string, locale = 'en') => (await places.found(hub.db, text, locale, 5)).map(({ name }) => name)
  expect((await first('geneve'))[0]).toBe('Geneva')
  expect((await first('Genève', 'fr'))[0]).toBe('Genève')
  expect((await first('جده', 'ar'))[0]).toBe('جدة')
  expect((await first('irl'))[0]).toBe('Ireland')
  expect(await first('cote divoire', 'fr')).toEqual([])
  expect((await first('cote d ivoire', 'fr'))[0]).toBe('Côte d’Ivoire')
  expect((await first('johanesburg'))[0]).toBe('Johannesburg')
  expect((await first('PH'))[0]).toBe('Philippines')
  // Who makes no slip is not asked whether they meant another: Marseille is nearly written so.
  expect(await first('manille')).toEqual(['Manila'])
  expect((await first('Łódź')).length).toBe(0)
  expect(await first('%')).toEqual([])
  expect(await first('')).toEqual([])
  expect((await places.found(hub.db, 'a', 'en', 4)).length).toBe(4)
})

test('what belongs together: a country and its towns, a town and its country', async () => {
  const cork = await CORK()
  const id = cork?.id ?? ''
  const ireland = await places.within(hub.db, 'IE')
  expect(ireland[0]).toBe('IE')
  expect([ireland.length, ireland.includes(id)]).toEqual([3, true])
  expect(await places.within(hub.db, id)).toEqual([id, 'IE'])
  expect(await places.within(hub.db, 'ZZ')).toEqual([])
  expect((await places.townsOf(hub.db, 'IE', 'fr')).map(({ name }) => name)).toEqual(['Cork', 'Dublin'])
})

test('the names that a new hub has are written for searching as the room writes them now', async () => {
  const rows = await hub.db
    .selectFrom('place_name')
    .select(['name', 'plain'])
    .select(sql<string>`unaccent(plain)`.as('again'))
    .execute()
  expect(rows.length).toBeGreaterThan(200)
  expect(rows.filter(({ name, plain, again }) => plain !== plainName(name) || plain !== again)).toEqual([])
})

test('a list of towns comes in by the hub alone; loading it again changes names and adds nothing', async () => {
  const galway = (name: string) => ({
    ...{ country: 'IE', zone: 'Europe/Dublin', at: { lat: 53.2707, lon: -9.0568 } },
    names: [
      { language: 'en', name: 'Galway' },
      { language: 'en', name: 'City of the Tribes' },
      { language: 'fr', name },
    ],
  })
  const load = (rows: readonly object[]) => doAsHub(hub, 'places.import-places', { rows })
  expect(await load([galway('Galoué')])).toEqual({ added: 1, changed: 0 })
  expect(await load([galway('Galway (Irlande)')])).toEqual({ added: 0, changed: 1 })
  expect(await places.byPath(hub.db, 'ie', 'galway', 'fr')).toMatchObject({ name: 'Galway (Irlande)', at: { lat: 53.27, lon: -9.06 } })
  expect((await places.found(hub.db, 'tribes', 'en', 3)).map(({ name }) => name)).toEqual(['Galway'])
  expect(await places.found(hub.db, 'galoue', 'en', 3)).toEqual([])
  for (const row of [
    { ...galway('x'), zone: 'Ireland' },
    { ...galway('x'), country: 'XX' },
    { ...galway('x'), names: [] },
  ])
    await expect(load([row])).rejects.toMatchObject({ refusal: { code: 'input.invalid' } })
  await expect(load([{ ...galway('x'), names: [{ language: 'en', name: 'Desk' }] }])).rejects.toMatchObject({
    refusal: { code: 'place.no-address' },
  })
})
