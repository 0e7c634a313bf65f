import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import pg from 'pg'
import { stageCommunity } from '../../testing/communities.ts'
import { stageEvent } from '../../testing/events.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { sharedAt } from '../../testing/published.ts'
import { places } from '../places/index.ts'
import { beginningOf, clocksOf } from './rules.ts'

let hub: Hub
let open: string
let hidden: { readonly id: string; readonly slug: string }
let found: { readonly id: string; readonly slug: string }
let inside: string
let taken: string
beforeAll(async () => {
  hub = await openHub()
  const unit = { sort: 'body', id: hub.cast.bodies.unit } as const
  open = await stageEvent(hub, 'niamh', unit)
  taken = await stageEvent(hub, 'niamh', unit, { text: { language: 'en', title: 'Taken away', text: 'Gone.', venue: 'X' } })
  found = await stageCommunity(hub, 'idrissa')
  hidden = await stageCommunity(hub, 'idrissa', { slug: 'kept-apart', access: 'hidden', name: 'Kept Apart' })
  inside = await stageEvent(
    hub,
    'idrissa',
    { sort: 'community', id: hidden.id },
    { text: { language: 'en', title: 'Secret soup', text: 'T', venue: 'V' } },
  )
})
afterAll(() => hub.close())

const PARTS = ['', '/poster', '/qr.svg', '/card.png']
const body = async (answer: Response) => [answer.status, await answer.text()] as const

test('what is open has a text in each language, a code, a sheet and a picture, for everybody the same', async () => {
  const page = await (await hub.as(null).get(`/share/event/${open}`)).text()
  const texts = [...page.matchAll(/<textarea[^>]*lang="(\w+)"[^>]*>([^<]*)<\/textarea>/g)].map(([, locale, text]) => [locale, text])
  expect(texts.map(([locale]) => locale)).toEqual(['en', 'ar', 'fr'])
  for (const [locale, text] of texts) {
    expect(text).toContain('Soup and songs')
    expect(text?.split('\n').at(-1)).toBe(`http://hub.test/${locale}/events/${open}`)
    expect(text?.length).toBeLessThan(700)
  }
  expect(texts[0]?.[1]).toMatch(/4 March 2026 at 19:00 GMT/)
  expect(page).toContain('noindex')
  const code = await hub.as(null).get(`/share/event/${open}/qr.svg`)
  expect([code.headers.get('content-type'), (await code.text()).startsWith('<svg')]).toEqual(['image/svg+xml', true])
  const poster = await (await hub.as(null, 'fr').get(`/share/event/${open}/poster`)).text()
  expect(poster).toMatch(/<h1[^>]*lang="en"[^>]*class="short"[^>]*>Soup and songs<\/h1>/)
  expect(poster).toMatch(/mars 2026/)
  // No program of anybody else, and nothing that calls out.
  expect(page + poster).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\/(?!hub\.test)/)
})

test('the reader’s own zone stands beside the other, in the text and not in the picture', async () => {
  const ana = hub.as(null)
  ana.cookies.set('zone', 'Africa/Nairobi')
  expect(await (await ana.get(`/share/event/${open}`)).text()).toMatch(/19:00 GMT · .*22:00/)
  const etag = async (zone: string | null) => {
    const somebody = hub.as(null)
    if (zone !== null) somebody.cookies.set('zone', zone)
    return (await somebody.get(`/share/event/${open}/card.png`)).headers.get('etag')
  }
  expect(await etag('Africa/Nairobi')).toBe(await etag(null))
})

test('a picture of 1200 by 630 in each language, of another version when its words are others', async () => {
  const versions = new Set<string | null>()
  for (const locale of ['fr', 'en', 'ar']) {
    const answer = await hub.as(null, locale).get(`/share/event/${open}/card.png`)
    const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect([width, height, format]).toEqual([1200, 630, 'png'])
    versions.add(answer.headers.get('etag'))
  }
  expect(versions.size).toBe(3)
  const etag = [...versions][0] ?? ''
  expect((await hub.as(null, 'fr').get(`/share/event/${open}/card.png`, { 'if-none-match': etag })).status).toBe(304)
})

test('of what is hidden, taken back, of another sort or never was there is nothing, also for its own members', async () => {
  const known = await hub.as(null).get(`/share/event/${taken}/card.png`)
  const etag = known.headers.get('etag') ?? ''
  expect(known.status).toBe(200)
  await hub.db.updateTable('hosted_event').set({ hidden_for: 'no-attack' }).where('id', '=', taken).execute()
  const never = '00000000-0000-4000-8000-000000000001'
  const gone = [
    `event/${taken}`,
    `event/${inside}`,
    `community/${hidden.id}`,
    `community/${open}`,
    `secret/${open}`,
    'event/x',
    `event/${'x'.repeat(900)}`,
  ]
  for (const who of [null, 'idrissa'] as const)
    for (const part of PARTS) {
      const [status, nothing] = await body(await hub.as(who).get(`/share/event/${never}${part}`))
      expect(status).toBe(404)
      for (const thing of gone) {
        const [found, page] = await body(await hub.as(who).get(`/share/${thing}${part}`, { 'if-none-match': etag }))
        const same = (text: string, at: string) => text.replaceAll(at, 'X').replaceAll(encodeURIComponent(at), 'X')
        expect([thing, part, found]).toEqual([thing, part, 404])
        expect(same(page, `/share/${thing}${part}`)).toBe(same(nothing, `/share/event/${never}${part}`))
        expect(page).not.toMatch(/Kept Apart|Secret soup|Taken away/)
      }
    }
})

test('what is hidden is asked for as often as what never was', async () => {
  const readings = async (path: string) => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    await hub.as(null).get(path)
    const count = asked.mock.calls.length
    asked.mockRestore()
    return count
  }
  await readings('/share/community/00000000-0000-4000-8000-000000000001')
  const never = await readings('/share/community/00000000-0000-4000-8000-000000000001')
  expect(await readings(`/share/community/${hidden.id}`)).toBe(never)
})

test('a page that everybody may read leads here and has the picture in its head; one for members has the head of any page', async () => {
  for (const [path, share] of [
    [`/events/${open}`, `/share/event/${open}`],
    [`/communities/${found.slug}`, `/share/community/${found.id}`],
    [
      `/bodies/${(await hub.db.selectFrom('body').select('slug').where('id', '=', hub.cast.bodies.unit).executeTakeFirstOrThrow()).slug}`,
      `/share/body/${hub.cast.bodies.unit}`,
    ],
  ] as const) {
    const page = await (await hub.as(null, 'ar').get(path)).text()
    expect(page).toContain(`href="/ar${share}"`)
    expect(page).toContain(`<meta property="og:image" content="http://hub.test/ar${share}/card.png"/>`)
    expect(page).toContain(`<link rel="canonical" href="http://hub.test/ar${path}"/>`)
    expect((await hub.as(null).get(share)).status).toBe(200)
  }
  for (const path of [`/communities/${hidden.slug}`, `/events/${inside}`]) {
    const page = await (await hub.as('idrissa').get(path)).text()
    expect(page).toMatch(/Kept Apart|Secret soup/)
    expect(page).not.toMatch(/\/share\/|og:image|canonical/)
  }
})

test('the page of a country, a town and a topic is shared as well, in each language by its own name; a hidden topic is not', async () => {
  const cork = (await places.byPath(hub.db, 'ie', 'cork', 'en'))?.id ?? ''
  const at = { country: '/abroad/ie', town: '/abroad/ie/cork', topic: '/topics/health' }
  expect([await sharedAt(hub, at.country), await sharedAt(hub, at.town), await sharedAt(hub, at.topic)]).toEqual([
    ...['/share/place/IE', `/share/place/${cork}`, '/share/topic/health'],
  ])
  const texts = await (await hub.as(null).get('/share/place/IE')).text()
  for (const name of ['Ireland', 'Irlande', 'أيرلندا', 'http://hub.test/fr/abroad/ie']) expect(texts).toContain(name)
  expect(await (await hub.as(null).get(`/share/place/${cork}/poster`)).text()).toMatch(/>Cork<[\s\S]*>Ireland</)
  for (const [sort, id] of [
    ['place', 'IE'],
    ['topic', 'health'],
  ])
    for (const part of PARTS) expect([part, (await hub.as(null).get(`/share/${sort}/${id}${part}`)).status]).toEqual([part, 200])
  await hub.db.updateTable('topic').set({ hidden: true }).where('key', '=', 'health').execute()
  for (const thing of ['topic/health', 'topic/no-such-topic', 'place/ZZ', 'place/ie', 'place/00000000-0000-4000-8000-000000000001'])
    expect([thing, (await hub.as('gift').get(`/share/${thing}`)).status]).toEqual([thing, 404])
  expect(await (await hub.as('gift').get(at.topic)).text()).not.toContain('/share/')
})

test('a beginning ends between words, and a clock that shows the same is told once', () => {
  expect(beginningOf('One  two\nthree', 80)).toBe('One two three')
  expect(beginningOf('One two, three', 9)).toBe('One two…')
  expect(beginningOf('Onlyoneword', 5)).toBe('Onlyo…')
  expect(clocksOf(['A', null, 'B', 'A', 'C'], (zone) => zone)).toEqual(['A', 'B'])
})
