import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { publicationsFrom, type Publication, type Published } from '../../core/published.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { goOn } from './commands/keep-entries.ts'
import { crossed } from './queries/crossing.ts'
import { facetsFrom } from './rules.ts'

let hub: Hub
const facet = (sort: string, value: string) => ({ sort, value })
beforeAll(async () => {
  hub = await openHub()
  const about = async (slug: string, name: string, facets: readonly object[], more: object = {}) =>
    stageCommunity(hub, 'idrissa', { slug, name, facets: facets as { sort: string; value: string }[], ...more })
  const [lb, fr, ie, health] = [facet('origin', 'LB'), facet('residence', 'FR'), facet('residence', 'IE'), facet('topic', 'health')]
  await about('cedar', 'Cedar of France', [lb, fr, health])
  await about('olive', 'Olive of France', [lb, fr, facet('generation', 'children')])
  await about('pine', 'Pine of Ireland', [lb, ie])
  await about('unseen', 'Unseen cedar', [lb, fr, health], { access: 'hidden', readable: 'members', slug: undefined })
  await about('young', 'Young cedar', [lb, fr], { youth: true, sort: 'youth', access: 'request', readable: 'members' })
  const { id } = await about('grove', 'Grove', [fr])
  await joinAll(hub, id, ['mai'])
})
afterAll(() => hub.close())

const page = async (path: string, name: 'mai' | 'aoife' | null = null) => (await hub.as(name).get(path)).text()

test('what stands in an address: one of each sort, and nothing that is none', () => {
  expect(facetsFrom('origin:LB,topic:health')).toEqual([facet('origin', 'LB'), facet('topic', 'health')])
  expect(facetsFrom('colour:red,origin:,residence:F R,language:ar')).toEqual([facet('language', 'ar')])
})

test('a page of each combination: its communities, one thing less and one more, by counts of communities', async () => {
  const html = await page('/crossings/origin:LB,residence:FR')
  for (const words of ['Cedar of France', 'Olive of France', 'Young cedar', '3 communities', 'never people'])
    expect([words, html.includes(words)]).toEqual([words, true])
  for (const words of ['Pine of Ireland', 'Unseen cedar', 'Grove']) expect([words, html.includes(words)]).toEqual([words, false])
  const links = [...html.matchAll(/href="\/en(\/crossings\/[^"]+)"/g)].map(([, path]) => path)
  // The first is the same page in another language of the hub.
  expect(links.filter((path) => path?.includes('.') === false).slice(1)).toEqual([
    '/crossings/residence:FR',
    '/crossings/origin:LB',
    '/crossings/origin:LB,residence:FR,topic:health',
    '/crossings/origin:LB,residence:FR,generation:children',
  ])
  expect(html).toContain('without \u2068Lebanon\u2069: 4 communities')
  expect(html).toMatch(/application\/atom\+xml" title="[^"]*" href="[^"]*\/en\/crossings\/origin:LB,residence:FR\.atom"/)
  // Each has one address, and what is none is not found.
  const other = await hub.as(null).get('/crossings/residence:FR,origin:LB')
  expect([other.status, other.headers.get('location')]).toEqual([303, '/en/crossings/origin:LB,residence:FR'])
  for (const path of ['/crossings/origin:XX', '/crossings/topic:no-such', '/crossings/nothing', '/crossings/origin:LB,topic:no-such'])
    expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 404])
})

test('where nothing is yet it says so; and officers of states find none of the young', async () => {
  const html = await page('/crossings/residence:IE,topic:health')
  expect([html.includes('No community yet'), html.includes('name="robots" content="noindex"')]).toEqual([true, true])
  const officers = await page('/crossings/origin:LB,residence:FR', 'aoife')
  expect([officers.includes('Cedar of France'), officers.includes('Young cedar'), officers.includes('2 communities')]).toEqual([
    true,
    false,
    true,
  ])
})

test('for programs it is what nobody in particular may read, whoever asks', async () => {
  const told = JSON.parse(await (await hub.as('mai').get('/crossings/origin:LB,residence:FR.json')).text()) as {
    items: { title: string }[]
  }
  expect(told.items.map(({ title }) => title).toSorted()).toEqual(['Cedar of France', 'Olive of France'])
  expect((await hub.as(null).get('/crossings/origin:LB,residence:FR.ics')).headers.get('content-type')).toContain('text/calendar')
})

test('things are there that belong to all of it, and to each of its places and topics', async () => {
  const nothing = { starts: null, until: null, checkedOn: null, by: null, text: '', language: 'en', at: new Date('2026-02-01T12:00:00Z') }
  const put = (id: string, subjects: Published['subjects'], open = true): Published => ({
    ...{ sort: 'staged', id, path: `/staged/${id}`, title: id, subjects, open },
    ...nothing,
  })
  const place = { sort: 'place', id: 'FR' } as const
  const topic = { sort: 'topic', id: 'health' } as const
  const things = [put('both', [place, topic]), put('here', [place]), put('about', [topic]), put('closed', [place, topic], false)]
  const staged: Publication = {
    ...{ sort: 'staged', label: 'directory.body', changedBy: {}, of: async () => [] },
    byIds: async (_db, ids) => things.filter(({ id }) => ids.includes(id)),
    openAfter: async (_db, after) => things.map(({ id }) => id).filter((id) => after === null || id > after),
  }
  const publications = publicationsFrom([staged])
  await goOn(hub.db, publications, { locales: ['en'], outside: hub.runner.outside })
  const reading = { actor: nobody('en'), now: hub.runner.outside.now(), outside: hub.runner.outside }
  const ids = async (text: string) =>
    ((await crossed(hub.db, text, { publications, reading, part: 1, most: 10 }, (tag) => tag))?.things ?? []).map(({ id }) => id).toSorted()
  expect([await ids('residence:FR,topic:health'), await ids('residence:FR'), await ids('topic:health')]).toEqual([
    ['both'],
    ['both', 'here'],
    ['about', 'both'],
  ])
  expect(await ids('topic:health,generation:children')).toEqual([])
})

test('a community leads to what it has in common with others; hidden ones do not', async () => {
  expect(await page('/communities/cedar')).toContain('href="/en/crossings/origin:LB,residence:FR"')
  expect(await page('/topics/health')).toContain('href="/en/crossings/topic:health"')
})
