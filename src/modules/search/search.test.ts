import { soughtIn, wordsIn } from '#findable'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { ask } from '../../core/perform.ts'
import { publicationsFrom, type Publication, type Published } from '../../core/published.ts'
import { LYON } from '../../testing/cast.ts'
import { refusalOf } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { places } from '../places/index.ts'
import { topics } from '../topics/index.ts'
import { goOn, refreshEntry } from './commands/keep-entries.ts'
import { findIn } from './queries/find.ts'
import { MOST_CALLED, scoreOf } from './rules.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

/** A room that publishes what a test puts into it; what is taken out of `open` is not there for anybody. */
const things = new Map<string, Published>()
let reads = 0
const staged: Publication = {
  ...{ sort: 'staged', label: 'directory.body', changedBy: {} },
  of: async () => [],
  async byIds(_db, ids) {
    reads += 1
    return ids.flatMap((id) => things.get(id) ?? [])
  },
  openAfter: async (_db, after, most) =>
    [...things.values()]
      .filter(({ id, open }) => open && (after === null || id > after))
      .map(({ id }) => id)
      .toSorted()
      .slice(0, most),
}
const publications = publicationsFrom([staged])
const find = findIn(publications)
const NOW = new Date('2026-03-01T12:00:00Z')
const looking = () => ({ locales: ['en'], outside: hub.runner.outside })

function put(id: string, title: string, text = '', more: Partial<Published> = {}): void {
  const nothing = { starts: null, until: null, checkedOn: null, by: null }
  const thing = { sort: 'staged', id, path: `/staged/${id}`, title, text, language: 'en', at: NOW, ...nothing, subjects: [], open: true }
  things.set(id, { ...thing, ...more })
}
/** All of it is gone through, as the clock would have it. */
async function goThrough(): Promise<void> {
  await hub.db.updateTable('search_round').set({ rests_until: null }).execute()
  await goOn(hub.db, publications, looking())
}
const look = (q: string, more: object = {}) => ask(hub.runner, find, { q, ...more }, nobody('en'))
const idsOf = async (q: string, more: object = {}) => (await look(q, more)).found.map(({ id }) => id)

beforeEach(async () => {
  things.clear()
  await goThrough()
})

test('words of all scripts are found, with or without accents and harakat, and by the beginning of the last one', async () => {
  put('fr', 'Fédération des Élèves', 'À Lyon')
  put('ar', 'جَمْعِيَّةُ الطُّلَّابِ', 'في مدينة كورك، إلى الأمام')
  put('zh', '北京大学校友会')
  put('ff', 'Ɗemngal Pulaar')
  put('he', 'שָׁלוֹם')
  put('am', 'ሰላም ኢትዮጵያ')
  await goThrough()
  for (const [q, id] of [
    ['federation eleves', 'fr'],
    ['LYON fédé', 'fr'],
    ['جمعيه الطلاب', 'ar'],
    ['مدينه', 'ar'],
    ['الي الامام', 'ar'],
    ['大学', 'zh'],
    ['demngal pul', 'ff'],
    ['שלום', 'he'],
    ['ኢትዮ', 'am'],
  ] as const)
    expect([q, await idsOf(q)]).toEqual([q, [id]])
  expect(await idsOf('federation pulaar')).toEqual([])
  await expect(look(' « » ')).rejects.toMatchObject({ refusal: { code: 'search.nothing-asked' } })
})

test('the order is the published one: an obvious second way comes to the same', async () => {
  const words = ['lyon', 'cork', 'school', 'choir']
  const some = (seed: number, count: number) => Array.from({ length: count }, (_, at) => words[(seed * (at + 3) + at) % 4] ?? '').join(' ')
  for (let index = 0; index < 60; index += 1)
    put(`t${String(index).padStart(2, '0')}`, some(index, index % 3), some(index + 7, 3), {
      at: new Date(NOW.getTime() - ((index * 37) % 50) * 3_600_000),
      starts: index % 5 === 0 ? new Date(NOW.getTime() + ((index * 11) % 40) * 3_600_000) : null,
    })
  await goThrough()
  for (const q of ['lyon', 'lyon cork', 'choir sch']) {
    const sought = soughtIn(q)
    const expected = [...things.values()]
      .map((thing) => ({
        id: thing.id,
        score: scoreOf(sought, wordsIn(thing.title), wordsIn(thing.text)),
        away: Math.abs((thing.starts ?? thing.at).getTime() - NOW.getTime()),
      }))
      .filter(({ score }) => score !== null)
      .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.away - b.away || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(3)
    const parts = [await idsOf(q), await idsOf(q, { part: 2 }), await idsOf(q, { part: 3 })]
    expect([q, parts.flat()]).toEqual([q, expected])
  }
})

test('what was withdrawn, hidden or is not open any more is in no answer, no count and no proposal, also before the hub has gone through it', async () => {
  for (let index = 0; index < 21; index += 1) put(`a${String(index).padStart(2, '0')}`, 'Harambee meeting')
  put('secret', 'Harambee sanctuary')
  await goThrough()
  expect((await look('harambee')).more).toBe(true)
  expect(await idsOf('sanctuary')).toEqual(['secret'])
  expect((await look('sanctuery')).near).toEqual(['sanctuary'])
  const page = async (q: string) => (await hub.as(null).get(`/search?q=${q}`)).text()
  expect(await page('sanctuary')).toContain('Nothing found')
  things.delete('secret')
  put('a00', 'Harambee meeting', '', { open: false })
  const left = await look('harambee')
  expect([left.found.length, left.more]).toEqual([20, false])
  expect(await look('sanctuary')).toEqual({ found: [], more: false, near: [], places: [], topics: [] })
  expect((await look('sanctuery')).near).toEqual([])
  // As many readings of the room, whether what fits is still there or not.
  const readingsOf = async (q: string) => {
    const before = reads
    await look(q)
    return reads - before
  }
  const gone = await readingsOf('harambee')
  put('secret', 'Harambee sanctuary')
  put('a00', 'Harambee meeting')
  expect(await readingsOf('harambee')).toBe(gone)
  // And once it was gone through, no word of it lies anywhere.
  things.delete('secret')
  await refreshEntry(hub.db, staged, 'secret', looking())
  expect(await hub.db.selectFrom('search_word').select('word').where('word', '=', 'sanctuary').execute()).toEqual([])
  expect(await hub.db.selectFrom('search_word').select('word').where('word', '=', 'harambee').execute()).toHaveLength(1)
})

test('a thing that reads differently is found by its new words alone, and one that is gone by none', async () => {
  put('one', 'Lamp')
  await goThrough()
  put('one', 'Lantern')
  await refreshEntry(hub.db, staged, 'one', looking())
  expect([await idsOf('lamp'), await idsOf('lantern')]).toEqual([[], ['one']])
  expect((await hub.db.selectFrom('search_word').select('word').where('word', '=', 'lamp').execute()).length).toBe(0)
  things.clear()
  await goThrough()
  expect(await hub.db.selectFrom('search_entry').select('id').where('sort', '=', 'staged').execute()).toEqual([])
})

test('it is narrowed down by sort, language, place, topic and by what is not over', async () => {
  put('ie', 'Choir in Cork', '', { subjects: [{ sort: 'place', id: 'IE' }], language: 'en' })
  put('fr', 'Choir in Lyon', '', { subjects: [{ sort: 'place', id: 'FR' }], language: 'fr' })
  put('over', 'Choir of yesterday', '', { until: new Date(NOW.getTime() - 1) })
  await goThrough()
  expect(await idsOf('choir', { place: 'IE' })).toEqual(['ie'])
  expect(await idsOf('choir', { language: 'fr' })).toEqual(['fr'])
  expect(await idsOf('choir', { sort: 'other' })).toEqual([])
  expect((await idsOf('choir', { running: 'true' })).toSorted()).toEqual(['fr', 'ie'])
  expect(await idsOf('choir', { topic: 'no-such-topic' })).toEqual([])
  const all = await topics.all(hub.db, 'en')
  const below = all.find(({ parent }) => parent !== null)
  put('about', 'Choir about', '', { subjects: [{ sort: 'topic', id: below?.key ?? '' }] })
  await refreshEntry(hub.db, staged, 'about', looking())
  expect([await idsOf('choir', { topic: below?.parent }), await idsOf('choir', { topic: below?.key })]).toEqual([['about'], ['about']])
  expect(await idsOf('choir')).toHaveLength(4)
})

test('a thing is found by the names of what it belongs to, in every language, and below what holds the words itself', async () => {
  const cork = (await places.byPath(hub.db, 'ie', 'cork', 'en'))?.id ?? ''
  const body = { sort: 'body', id: hub.cast.bodies.lyon } as const
  put('cork', 'Night bus', 'Every hour', { subjects: [{ sort: 'place', id: cork }] })
  put('cork-too', 'A choir of Cork')
  put('health', 'Open hours', '', { subjects: [{ sort: 'topic', id: 'health' }, body] })
  await goThrough()
  for (const q of ['ireland', 'IRLANDE', 'أيرلندا', 'كورك', 'night cork', 'bus irl']) expect([q, await idsOf(q)]).toEqual([q, ['cork']])
  expect(await idsOf('cork')).toEqual(['cork-too', 'cork'])
  const lyon = (await hub.db.selectFrom('body_text').select('name').where('body_id', '=', hub.cast.bodies.lyon).execute()).map(
    ({ name }) => name,
  )
  for (const q of ['sante', 'HEALTH', 'الصحة', ...lyon]) expect([q, await idsOf(q)]).toEqual([q, ['health']])
  // The name of what it does not belong to any more finds it no more.
  put('cork', 'Night bus')
  await goThrough()
  expect(await idsOf('ireland')).toEqual([])
})

test('pages of places and topics are found by their names in every language, as a whole, among other words and by the beginning', async () => {
  const named = async (q: string, part = 1) => {
    const { places: where, topics: what } = await look(q, { part })
    return [...where.map(({ path }) => path), ...what.map(({ path }) => path)]
  }
  for (const [q, paths] of [
    ['Cork', ['/abroad/ie/cork']],
    ['كورك', ['/abroad/ie/cork']],
    ['nurses in cork', ['/abroad/ie/cork']],
    ['irlande', ['/abroad/ie']],
    ['Philippin', ['/abroad/ph']],
    ['Santé', ['/topics/health', '/topics/mental-health']],
    ['الصحة', ['/topics/health', '/topics/mental-health']],
    ['health cork', ['/abroad/ie/cork', '/topics/health']],
    ['corq', []],
    ['emen', []],
    ['100%_', []],
  ] as const)
    expect([q, await named(q)]).toEqual([q, paths])
  expect(await named('cork', 2)).toEqual([])
  const all = await look('a b c d e f g h i j k l m n '.repeat(7))
  expect([all.places.length <= MOST_CALLED, all.topics.length <= MOST_CALLED]).toEqual([true, true])
  const page = await (await hub.as(null, 'fr').get('/search?q=Cork')).text()
  expect(page).toMatch(/<dt>Lieux<\/dt><dd><ul class="targets"><li><a href="\/fr\/abroad\/ie\/cork">.*Cork.*<bdi>Irlande<\/bdi>/)
  // A hidden topic is none that anybody finds.
  await hub.db.updateTable('topic').set({ hidden: true }).where('key', '=', 'health').execute()
  put('hidden', 'Open hours', '', { subjects: [{ sort: 'topic', id: 'health' }] })
  await goThrough()
  expect([await named('health'), await idsOf('health')]).toEqual([[], []])
  await hub.db.updateTable('topic').set({ hidden: false }).where('key', '=', 'health').execute()
})

test('a whole round goes part by part and rests; what no event told of is met by it', async () => {
  for (let index = 0; index < 450; index += 1) put(`p${String(index).padStart(3, '0')}`, 'Parade')
  await goThrough()
  const kept = await hub.db.selectFrom('search_entry').select('id').where('sort', '=', 'staged').execute()
  expect(kept).toHaveLength(450)
  for (let index = 0; index < 450; index += 2) things.delete(`p${String(index).padStart(3, '0')}`)
  await goOn(hub.db, publications, looking())
  expect(await hub.db.selectFrom('search_entry').select('id').where('sort', '=', 'staged').execute()).toHaveLength(450)
  await goThrough()
  expect(await hub.db.selectFrom('search_entry').select('id').where('sort', '=', 'staged').execute()).toHaveLength(225)
})

test('the page and the API find what rooms publish as soon as it is told, mark the words safely, and say what may have been meant', async () => {
  await hub
    .as('idrissa')
    .api('PUT', `/bodies/${LYON}/texts/fr`, { name: 'Pulaar <b>Lyon</b>', summary: 'Une école du soir & des "cours".' })
  const ana = hub.as(null)
  const found = async (q: string) =>
    (await (await ana.api('GET', `/search?q=${encodeURIComponent(q)}`)).json()) as {
      found: readonly { path: string }[]
      near: readonly string[]
    }
  await expect.poll(async () => (await found('ecole soir')).found.map(({ path }) => path)).toEqual([`/bodies/${LYON}`])
  const page = await (await hub.as(null, 'fr').get('/search?q=ecole%20pulaar')).text()
  expect(page).toContain('<mark>école</mark>')
  expect(page).toContain('<mark>Pulaar</mark> &lt;b&gt;Lyon')
  expect(page).toContain('1 résultat')
  expect((await found('pulaer')).near).toEqual(['pulaar'])
  expect((await found('ecoel pulaer')).near).toEqual(['ecole pulaar'])
  expect(await (await ana.get('/search?q=pulaer')).text()).toContain('/en/search?q=pulaar')
  expect(await (await ana.get('/search?q=pulaar&place=Qwertyville')).text()).toContain('No place of that name')
  expect(await refusalOf(await ana.api('GET', '/search?q=%20'))).toEqual([400, 'search.nothing-asked'])
  expect((await ana.get(`/search?q=${'x'.repeat(900)}&part=99&sort=%25`)).status).toBe(200)
  expect((await hub.as('idrissa').api('PUT', `/bodies/${LYON}/archive`, { sure: true })).status).toBe(200)
  expect((await found('pulaar')).found).toEqual([])
})
