import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CastName } from './cast.ts'
import { stageCommunity } from './communities.ts'
import { doAsHub } from './dialogues.ts'
import { openHub, type Hub } from './hub.ts'
import { giveRole, NOTE, seat, stageSession, type StagedSession } from './summit.ts'

// Each room has a part on these pages, and each reads for itself: what several ask is read once (Kit.forOnePage).
let hub: Hub
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  // First, since what follows from it (also the index of the search) comes by itself beside what is read here.
  await stageCommunity(hub, 'idrissa')
  // Whoever follows nothing has a feed that asks for nothing.
  await hub.as('mai').api('PUT', '/me/follows/topic/health', {})
  session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai'])
  await giveRole(hub, session.id, 'samir', 'chair')
  // Whoever comes for the first time has their news gathered.
  for (const name of ['mai', 'samir', 'niamh', 'idrissa'] as const) await hub.as(name).get('/dialogues')
})
afterAll(() => hub.close())

const QUIET_MS = 20

/** How often the database is asked for a page, and what is asked more than once. */
async function readings(path: string, name: CastName | null) {
  // Whoever comes for the first time has their news gathered beside it.
  await hub.as(name).get(path)
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  // What follows from earlier deeds (the index of the search) is done beside, and is none of this page's.
  for (let before = -1; before !== asked.mock.calls.length; await new Promise((resolve) => setTimeout(resolve, QUIET_MS)))
    before = asked.mock.calls.length
  asked.mockClear()
  const response = await hub.as(name).get(path)
  const page = await response.text()
  const queries = asked.mock.calls.map(([query]) => JSON.stringify(query))
  asked.mockRestore()
  return { status: response.status, page, count: queries.length, twice: queries.filter((query, at) => queries.indexOf(query) < at) }
}

async function addThings(): Promise<void> {
  const { bodies } = hub.cast
  const words = { language: 'en', name: 'The old library' }
  await doAsHub(hub, 'gatherings.write-venue', { edition: session.edition, number: 1, sort: 'place', ...words, address: 'Quay 1' })
  await hub.db.updateTable('summit_session').set({ place_number: 1 }).where('id', '=', session.id).execute()
  for (const body of [bodies.unit, bodies.lyon]) {
    const { id: block } = await doAsHub<{ id: string }>(hub, 'gatherings.add-block', { session: session.id, sort: 'keynote', minutes: 5 })
    const speaker = { session: session.id, block, speaker: randomUUID(), name: `Speaker of ${body}`, language: 'en', body }
    await doAsHub(hub, 'gatherings.write-speaker', speaker)
  }
  for (const hour of [13, 15, 17]) {
    const [startsAt, endsAt] = [hour, hour + 1].map((at) => `2026-03-02T${at}:00:00.000Z`)
    const { id } = await doAsHub<{ id: string }>(hub, 'gatherings.create-session', {
      ...{ edition: session.edition, languages: ['en'], startsAt, endsAt, note: NOTE },
    })
    await doAsHub(hub, 'gatherings.announce-session', { session: id })
    await giveRole(hub, id, 'mai', 'note-taker')
  }
}

const MOST = [
  ['a session, without an account', () => session.path, null, 20],
  ['a session, by somebody who attends', () => session.path, 'mai', 35],
  ['a session, by its chair', () => session.path, 'samir', 35],
  ['an edition, without an account', () => session.editionPath, null, 14],
  ['an edition, by somebody who attends', () => session.editionPath, 'mai', 18],
  ['an edition, by its organiser', () => session.editionPath, 'niamh', 18],
] as const

test('the page of a session and of an edition ask for little, and for as much with four sessions, two speakers and a place as without', async () => {
  const read = async () => {
    const all = []
    for (const [what, path, name, most] of MOST) {
      const { status, count, twice } = await readings(path(), name)
      all.push({ what, status, twice, count: count <= most ? `at most ${most}` : count })
    }
    return all
  }
  const expected = MOST.map(([what, , , most]) => ({ what, status: 200, twice: [], count: `at most ${most}` }))
  expect(await read()).toEqual(expected)
  await addThings()
  expect(await read()).toEqual(expected)
  const { page } = await readings(session.path, null)
  expect(page).toContain(`Speaker of ${hub.cast.bodies.lyon}`)
})

const BELONGING = [
  ['the communities', '/communities', null, 8],
  ['a community', '/communities/choir-of-cork', null, 24],
  ['a community, by whoever leads it', '/communities/choir-of-cork', 'idrissa', 44],
  ['its posts', '/communities/choir-of-cork/posts', null, 8],
  ['the events', '/events', null, 6],
  ['the feeds', '/feeds', null, 30],
  ['one’s own feed', '/me/feed', 'mai', 28],
  ['a country', '/abroad/ie', null, 18],
  ['the library', '/library', null, 8],
  ['the directory', '/directory', null, 12],
  ['a search', '/search?q=choir', null, 12],
] as const

test('what everybody reads of where people belong asks for little, and nothing twice', async () => {
  const read = []
  for (const [what, path, name, most] of BELONGING) {
    const { status, count, twice } = await readings(path, name)
    read.push([what, status, twice, count > 0 && count <= most ? `at most ${most}` : count])
  }
  expect(read).toEqual(BELONGING.map(([what, , , most]) => [what, 200, [], `at most ${most}`]))
})

test('a page reads anew what the page before it read', async () => {
  const before = await readings(session.path, null)
  await hub.db.updateTable('briefing_note').set({ title: 'Another title' }).where('session_id', '=', session.id).execute()
  const after = await readings(session.path, null)
  expect([before.page.includes('Another title'), after.page.includes('Another title')]).toEqual([false, true])
})

test('through the kit of one page nothing is written, and rows are one’s own', async () => {
  const { db } = hub.kit.forOnePage().runner
  const one = () => db.selectFrom('edition').selectAll().where('id', '=', session.edition).executeTakeFirstOrThrow()
  const first = await one()
  first.slug = 'changed'
  expect((await one()).slug).not.toBe('changed')
  await expect(db.deleteFrom('edition').execute()).rejects.toThrow('for what a page reads')
  await expect(db.transaction().execute(async () => undefined)).rejects.toThrow('for what a page reads')
})
