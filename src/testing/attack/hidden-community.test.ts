import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { CastName } from '../cast.ts'
import { stageEvent } from '../events.ts'
import { NOON, openHub, type Hub, type Visitor } from '../hub.ts'
import { openStagedPushService, type StagedPushService } from '../staged-push-service.ts'
import type { Description } from './api-inputs.ts'
import { readLists, walk, type Answer } from './outsider.ts'
import { answerOf, next, operationsAsked, pagesAsked, plain, type Asked, type Fill } from './probe.ts'
import { NAME, REPORTED, seatAround, stageHidden, type Hidden } from './stage-hidden.ts'
import { doAs } from '../deeds.ts'

// A community that nobody outside may learn of, looked for by everybody who might want to, wherever something could be told.

let hub: Hub
let hidden: Hidden
let before: ReadonlyMap<string, string>
let description: Description
let asks: Visitor
let service: StagedPushService

/** Whoever asks for hundreds of things has to wait; the clock of the hub goes on for that. */
const goOn = () => hub.setNow(new Date(hub.runner.outside.now().getTime() + 60_000))

beforeAll(async () => {
  service = await openStagedPushService()
  hub = await openHub({ network: service.network })
  const around = await seatAround(hub)
  asks = around.asks.visitor
  // The public log has begun by then.
  await hub.sweep()
  before = await numbers(hub)
  hidden = await stageHidden(hub, around)
  description = (await (await hub.as(null).api('GET', '/openapi.json')).json()) as Description
}, 120_000)
afterAll(async () => {
  await hub.close()
  await service.close()
})
beforeEach(goOn)

const WHO = ['gift', 'aoife', 'niamh', 'samir', 'mai', 'who left', 'who was removed', 'who is invited', 'who asked', 'nobody'] as const
type Who = (typeof WHO)[number]
const asOf = (who: Who): Visitor => {
  if (who === 'nobody') return hub.as(null)
  if (who === 'who left') return hidden.left.visitor
  if (who === 'who was removed') return hidden.barred.visitor
  if (who === 'who is invited') return hidden.invited.visitor
  return who === 'who asked' ? asks : hub.as(who satisfies CastName)
}

const START = [
  '/',
  '/communities',
  '/communities?q=zaffre',
  '/communities?sort=gender',
  '/communities/new',
  '/events',
  '/abroad',
  '/abroad/ie',
  '/library',
  '/directory',
  '/bodies',
  '/search?q=zaffre',
  '/search?q=zaffre+lantern',
  '/search?q=smalt',
]
const OWN = [
  '/me',
  '/me/communities',
  '/me/feed',
  '/me/follows',
  '/me/events',
  '/me/export',
  '/me/news',
  '/notices',
  '/moderation',
  '/search?q=evening',
]

const leaksIn = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ what, body }) => hidden.told.filter((word) => body.includes(word)).map((word) => `${what}: ${word}`))

/** What everybody reads without naming anything: every list, count, feed, file and description. */
async function numbers(of: Hub): Promise<ReadonlyMap<string, string>> {
  const lists = await readLists(of, of.as(null))
  return new Map(lists.map(({ what, body }) => [what, plain(body, [])]))
}

test('another member, another post, another answer: no number that everybody reads is another', async () => {
  hub.setNow(NOON)
  const again = await numbers(hub)
  // How much is reported is told of the whole hub, whatever it is about.
  const other = [...again].filter(([what, text]) => text !== before.get(what) && !/^GET \/(en|api)\/moderation$/.test(what))
  expect(other.map(([what, text]) => `${what}: ${parting(text, before.get(what) ?? '')}`)).toEqual([])
})

test('it is there to be found: each of its members is told of it', async () => {
  const [first] = hidden.members
  const seen =
    first === undefined
      ? []
      : await walk(first.visitor, [`/communities/${hidden.slug}`, `/communities/${hidden.slug}/posts`, '/events', '/me/communities'], 40)
  const words = new Set(leaksIn(seen).map((line) => line.split(': ').at(-1)))
  expect(['Zaffre', hidden.slug, hidden.event, hidden.post].filter((word) => !words.has(word))).toEqual([])
})

test('what somebody takes along of themselves names nothing of it who does not belong to it', async () => {
  for (const who of WHO.filter((one) => one !== 'nobody')) {
    const asked = await asOf(who).post('/me/data/exports')
    expect([who, asked.status]).toEqual([who, 303])
    await hub.settle()
    const { file: made } = (await (await asOf(who).api('GET', '/me/data')).json()) as { file: { export: string } | null }
    const file = await asOf(who).get(`/me/data/exports/${made?.export}/file`)
    expect([who, file.status]).toEqual([who, 200])
    const parts = Object.values(unzipSync(new Uint8Array(await file.arrayBuffer())))
    const body = parts.map((part) => strFromU8(part)).join('\n')
    expect(body.length).toBeGreaterThan(1000)
    expect(leaksIn([{ what: who, status: 200, body }])).toEqual([])
  }
})

/** By the id of the community its case is addressed, which whoever runs the hub decides; and an appeal, by whoever was removed. */
const OPEN_TO: Partial<Record<Who, RegExp>> = {
  gift: /^GET \/(en|api)\/moderation\/queue: [0-9a-f-]{36}$/,
  'who was removed': /^GET \/((en|api)\/)?me\/communities: [0-9a-f-]{36}$/,
}

test.each(WHO)('no page that a link leads to, and no list, feed or file, tells of it to %s', { timeout: 120_000 }, async (who) => {
  const visitor = asOf(who)
  const walked = await walk(visitor, [...START, ...OWN], who === 'gift' ? 120 : 60)
  goOn()
  const lists = await readLists(hub, visitor)
  expect([walked.length > 40, lists.length > 60]).toEqual([true, true])
  expect([...leaksIn(walked), ...leaksIn(lists)].filter((line) => OPEN_TO[who]?.test(line) !== true)).toEqual([])
})

test('the hunt rings where something is told: a name in a feed, and an address that is there', async () => {
  const event = await stageEvent(hub, 'idrissa', { sort: 'body', id: hub.cast.bodies.lyon }, { text: { language: 'en', title: NAME } })
  const rung = leaksIn(await readLists(hub, hub.as(null)))
  expect(rung).toContain('GET /en/events.ics: Zaffre')
  await hub.db.updateTable('event_text').set({ title: 'Words' }).where('event_id', '=', event).execute()
  await hub.db.updateTable('community').set({ access: 'closed' }).where('id', '=', hidden.id).execute()
  const found = await differing(
    'nobody',
    pagesAsked(hub).filter(({ what }) => what === 'GET /communities/:slug'),
  )
  await hub.db.updateTable('community').set({ access: 'hidden' }).where('id', '=', hidden.id).execute()
  expect(found).toEqual([expect.stringMatching(/^GET \/communities\/:slug: 200 404/)])
})

test('whoever decides about what was reported there reads those words, and not where they stand', async () => {
  const walked = await walk(hub.as('gift'), ['/moderation', '/moderation/queue'], 30)
  expect(walked.some(({ body }) => body.includes(REPORTED))).toBe(true)
  expect([...new Set(leaksIn(walked).map((line) => line.split(': ').at(-1)))], 'the scope of the case').toEqual([hidden.id])
})

test('a link that was not used says a sentence to whoever is signed in, and nothing else', async () => {
  const paths = [hidden.invitation, hidden.invitation.replace(/.$/, '')]
  const [seen, never, unknown] = [
    await (await asOf('who is invited').get(paths[0] ?? '')).text(),
    await (await asOf('nobody').get(paths[0] ?? '')).text(),
    await (await asOf('nobody').get(paths[1] ?? '')).text(),
  ]
  const token = hidden.invitation.split('/').at(-1) ?? ''
  expect([seen.includes('It is me.'), never.includes('It is me.')]).toEqual([true, false])
  const bodies = [seen, never].map((body) => ({ what: 'the link', status: 200, body: body.replaceAll(token, '*') }))
  expect(leaksIn(bodies)).toEqual([])
  expect(unknown.includes('It is me.')).toBe(false)
})

const SORTS = ['answer-due', 'my-contribution', 'decision', 'community', 'event', 'followed', 'hub']

test('no letter and nothing on the screen of a telephone names it, also to its members', async () => {
  const readers = [...hidden.members, hidden.left, hidden.barred].map(({ visitor }) => visitor)
  for (const visitor of [...readers, hub.as('idrissa'), hub.as('mai'), hub.as('gift')]) {
    const chosen = await visitor.api('PUT', '/notices/letters', { letters: SORTS, pushes: SORTS, zone: 'Europe/Dublin' })
    expect(chosen.status).toBe(200)
    await visitor.api('POST', '/notices/devices', { name: 'Telephone', ...service.subscribe() })
  }
  await hub.sweep()
  await hub.settle()
  goOn()
  const [first, second] = hidden.members
  if (first === undefined || second === undefined) throw new Error('too few belong to it')
  const answer = { thread: hidden.post, sending: hub.runner.outside.uuid(), title: '', text: 'Zaffre answer', language: 'en' }
  expect((await second.visitor.api('POST', `/communities/${hidden.id}/posts`, answer)).status).toBe(200)
  await doAs(hub, 'idrissa', 'posts.hide', {
    community: hidden.id,
    post: hidden.reported,
    rule: 'on-topic',
    facts: 'Elsewhere.',
    language: 'en',
  })
  await doAs(hub, 'idrissa', 'events.call-off', { event: hidden.event, reason: 'Zaffre reason', language: 'en' }).catch(() => null)
  for (const day of [2, 3, 4, 5]) {
    hub.setNow(new Date(Date.UTC(2026, 2, day, 9)))
    await hub.db
      .updateTable('session')
      .set({ seen_at: hub.runner.outside.now(), expires_at: new Date(Date.UTC(2026, 5, 1)) })
      .execute()
    await hub.sweep()
    await hub.settle()
  }
  const told = [
    ...hub.letters.map(({ to, subject, text, html }) => ({ what: `to ${to}`, status: 200, body: `${subject} ${text} ${html}` })),
    ...service.taken.map(({ path, text }) => ({ what: `to ${path}`, status: 200, body: text })),
  ]
  expect([hub.letters.length > 2, service.taken.length > 2]).toEqual([true, true])
  expect(leaksIn(told)).toEqual([])
})

test('what is open hears nothing, and tables name nobody who belongs to it', async () => {
  const told: { readonly topic: string; readonly message: unknown }[] = []
  const tell = vi.spyOn(hub.kit.live, 'tell').mockImplementation((topic, message) => void told.push({ topic, message }))
  const sent = { sending: hub.runner.outside.uuid(), title: 'Zaffre title', text: 'Zaffre words', language: 'en' }
  expect((await hidden.members[2]?.visitor.api('POST', `/communities/${hidden.id}/posts`, sent))?.status).toBe(200)
  await hub.settle()
  tell.mockRestore()
  expect([...new Set(told.map(({ topic }) => topic))]).toEqual([`community/${hidden.id}`])
  expect(JSON.stringify(told.map(({ message }) => message))).not.toMatch(/Zaffre|[0-9a-f]{8}-/)

  const events = await hub.db.selectFrom('event').selectAll().where('scope_id', '=', hidden.id).execute()
  expect(events.length).toBeGreaterThan(20)
  expect(events.filter(({ person_id: person, visibility }) => person !== null || visibility === 'public').map(({ kind }) => kind)).toEqual(
    [],
  )
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(hub.db)
  const beside: string[] = []
  const clear = new Set<string>()
  const near = hidden.told.filter((word) => word.length > 20)
  const members = hidden.members.flatMap(({ actor: { person, account } }) => [person ?? '', account ?? ''])
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(name)} t`.execute(hub.db)
    for (const { row } of rows) {
      if (/Zaffre|زفرة/.test(row)) clear.add(name)
      if (near.some((word) => row.includes(word)) && members.some((member) => row.includes(member))) beside.push(`${name}: ${row}`)
    }
  }
  expect(beside).toEqual([])
  const words = ['community_text', 'event_text', 'event_occurrence', 'hosted_event', 'mirror_text']
  expect(
    [...clear].filter((name) => !words.includes(name)),
    'its own name, what it agreed on with another and the words of its events lie in the clear, and nothing else',
  ).toEqual([])
})

/** By the name of a parameter; whatever else is named gets the id of the community. */
function fills(): { readonly there: Fill; readonly never: Fill; readonly words: readonly string[] } {
  const known: Readonly<Record<string, string>> = {
    ...{ slug: hidden.slug, event: hidden.event, post: hidden.post, thread: hidden.post, member: hidden.member, media: hidden.media },
    ...{ language: 'en', locale: 'en', country: 'ie', town: 'cork', name: 'Words', text: 'Words.', title: 'Words', summary: 'Words.' },
  }
  const same = new Set(['language', 'locale', 'country', 'town', 'name', 'text', 'title', 'summary'])
  const ids = [hidden.slug, hidden.id, hidden.event, hidden.post, hidden.member, hidden.media]
  return {
    there: (name) => known[name] ?? hidden.id,
    never: (name) => (same.has(name) ? (known[name] ?? '') : next(known[name] ?? hidden.id)),
    words: ids.flatMap((word) => [word, next(word)]),
  }
}

/** Where two texts part. */
function parting(one: string, other: string): string {
  const at = [...one].findIndex((sign, index) => other[index] !== sign)
  return `${one.slice(Math.max(0, at - 30), at + 60)} | ${other.slice(Math.max(0, at - 30), at + 60)}`
}

/**
 * What is answered otherwise than for one that never was: in its status, in a word, or in how often the database was asked for it, which takes
 * time. Also where the latter is asked for once more: what a deed did before is not told of the hidden one.
 */
async function differing(who: Who, asked: readonly Asked[]): Promise<readonly string[]> {
  const { there, never, words } = fills()
  const found: string[] = []
  const queries = vi.spyOn(pg.Client.prototype, 'query')
  for (const [at, { what, send }] of asked.entries()) {
    if (at % 10 === 0) goOn()
    const ask = async (fill: Fill) => {
      queries.mockClear()
      const { status, body } = await answerOf(await send(asOf(who), fill))
      const text = plain(body, words)
      return { status, text, size: text.length, queries: queries.mock.calls.length }
    }
    // What is kept for a minute is read anew by whoever comes first: a second look, and a third, is the same for both.
    let last = ''
    for (let look = 0; look < 3; look += 1) {
      const [first, real] = [await ask(never), await ask(there)]
      const like = (one: typeof first) =>
        one.status === real.status && one.text === real.text && (one.queries === real.queries || one.status === 400)
      // Whoever asked too often waits an hour, and asks again.
      if (real.status === 429) hub.setNow(new Date(hub.runner.outside.now().getTime() + 3_600_000))
      const fault = real.status >= 500
      const second = like(first) ? first : await ask(never)
      last = `${what}: ${real.status} ${second.status}, ${real.queries} ${second.queries} readings, ${parting(real.text, second.text)}`
      if (!fault && real.status !== 429 && like(second)) last = ''
      if (last === '' || fault) break
    }
    if (last !== '') found.push(last)
  }
  queries.mockRestore()
  return found
}

/** Who could do much is tried everywhere; the others where something of a community or of what stands in one is named. */
const EVERYWHERE: readonly Who[] = ['gift', 'nobody']
const NEAR = /communit|event|post|follow|mute|report|case|search|invit|media|picture|member|charter|feed|topic|people|news/
const triedBy = (who: Who, asked: readonly Asked[]) => (EVERYWHERE.includes(who) ? asked : asked.filter(({ what }) => NEAR.test(what)))

/** Whoever asked while it could be found takes their request back, and whoever was removed may turn to whoever runs the hub. */
const THEIRS: Partial<Record<Who, RegExp>> = {
  // Its address was asked for by the look before.
  gift: /^POST \/api\/bodies: 409 409/,
  'who asked': /^DELETE \/api\/communities\/\{community\}\/requests\/mine: 200/,
  'who was removed': /^POST \/api\/communities\/\{community\}\/removal\/appeal: (200|409)/,
}

test.each(WHO)('no page about it is another for %s than of one that never was', { timeout: 120_000 }, async (who) => {
  const asked = pagesAsked(hub)
  expect(asked.length).toBeGreaterThan(150)
  expect(await differing(who, triedBy(who, asked))).toEqual([])
})

test.each(WHO)('no operation of the API tells %s of it', { timeout: 240_000 }, async (who) => {
  const asked = operationsAsked(description)
  expect(asked.length).toBeGreaterThan(400)
  expect((await differing(who, triedBy(who, asked))).filter((line) => THEIRS[who]?.test(line) !== true)).toEqual([])
})
