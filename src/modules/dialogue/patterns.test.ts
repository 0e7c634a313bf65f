import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAsGuest, makeOpen, refusalOf, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { readPatterns } from './queries/patterns.ts'
import { readRemoved } from './queries/removals.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const STATEMENTS = 20
const seeds = Array.from({ length: STATEMENTS }, (_, at) => `Statement number ${at} of many.`)

/** Sixty people who answer by a mixed number, and four who give the same answers as one another. */
async function withCopies(more: Readonly<Record<string, unknown>> = {}): Promise<Made & { readonly copies: readonly number[] }> {
  const made = await makeOpen(hub, { seeds, ...more })
  const mixed = (person: number, statement: number) => {
    const first = Math.imul(person * 131 + statement * 31 + 7, 0x9e3779b1)
    const second = Math.imul(first ^ (first >>> 15), 0x85ebca6b)
    return ((second ^ (second >>> 13)) >>> 0) % 3
  }
  await seatCrowd(hub, made.id, 60, (person) => seeds.map((_, statement) => ([1, -1, 0] as const)[mixed(person, statement)] ?? 0))
  await seatCrowd(hub, made.id, 4, () => seeds.map((_, statement) => ([1, 1, -1, 0] as const)[statement % 4] ?? 0))
  return { ...made, copies: [1060, 1061, 1062, 1063] }
}

const pageOf = async ({ slug }: Made) => (await hub.as('samir').get(`/dialogues/${slug}/moderation/patterns`)).text()
const removedOf = async ({ id }: Made) =>
  hub.db
    .selectFrom('participant')
    .select(['number', 'removed_for', 'removed_note'])
    .where('dialogue_id', '=', id)
    .where('removed_at', 'is not', null)
    .orderBy('number')
    .execute()

test('the copies are found, told in words with their caution, and nobody is taken out by it', async () => {
  const made = await withCopies()
  const report = await (await hub.as('samir').api('GET', `/dialogues/${made.slug}/moderation/patterns`)).json()
  expect(report).toEqual({
    findings: [{ kind: 'identical', participants: made.copies, strength: 3, votes: STATEMENTS }],
    unlisted: 0,
    tooLarge: false,
    meetings: [],
  })
  const html = await pageOf(made)
  expect(html).toContain('4 participants gave exactly the same 20 answers')
  expect(html).toContain('people of one association may have agreed')
  expect(html).toContain('counted in public')
  for (const copy of made.copies) expect(html).toContain(`/moderation/participants/${copy}"`)
  // Nobody is ticked beforehand, and every field has an id of its own.
  expect(html).not.toMatch(/<input[^>]*checked/)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length - new Set(ids).size).toBe(0)
  expect(await removedOf(made)).toEqual([])
})

test('an honest crowd gives an empty page', async () => {
  const made = await makeOpen(hub)
  expect(await pageOf(made)).toContain('Nothing stands out just now')
})

test('one is taken out, then all, and one counts again', async () => {
  const made = await withCopies()
  const samir = hub.as('samir')
  const path = `/dialogues/${made.slug}/removals`
  const none = await samir.post(path, { reason: 'coordinated', member: made.copies.map(String) })
  expect([none.status, (await none.text()).includes('Nobody was chosen')]).toEqual([422, true])
  const unsaid = await samir.post(path, { participant: String(made.copies[0]), reason: '' })
  expect([unsaid.status, await removedOf(made)]).toEqual([422, []])
  const one = await samir.post(path, { participant: String(made.copies[1]), reason: 'coordinated', note: ' Same list. ' })
  expect([one.status, one.headers.get('location')]).toEqual([303, `/en/dialogues/${made.slug}/moderation/patterns#removed`])
  expect(await removedOf(made)).toEqual([{ number: 1061, removed_for: 'coordinated', removed_note: 'Same list.' }])
  const html = await pageOf(made)
  expect(html).toContain('3 participants gave exactly the same 20 answers')
  expect(html).toContain('Same list.')
  expect(html).toContain('Samir')
  await samir.post(path, { all: 'on', member: ['1060', '1062', '1063'], reason: 'automated' })
  expect((await removedOf(made)).map(({ number }) => number)).toEqual(made.copies)
  expect(await pageOf(made)).toContain('Nothing stands out just now')
  expect((await samir.post(`/dialogues/${made.slug}/participants/1061/restoration`)).status).toBe(303)
  expect((await removedOf(made)).map(({ number }) => number)).toEqual([1060, 1062, 1063])
})

test('answers of one participant are shown to moderators where votes are published, to nobody where they are sealed', async () => {
  const open = await withCopies()
  const html = await (await hub.as('samir').get(`/dialogues/${open.slug}/moderation/participants/1060`)).text()
  expect([...html.matchAll(/Statement number (\d+) of/g)].map(([, number]) => Number(number))).toEqual(seeds.map((_, at) => at))
  expect(html).toContain('Disagree')
  const sealed = await withCopies({ participation: 'members' })
  const page = await pageOf(sealed)
  expect(page).toContain('4 participants gave exactly the same 20 answers')
  expect(page).toContain('sums only')
  expect(page).not.toContain('/moderation/participants/')
  for (const who of ['samir', 'niamh', 'gift'] as const)
    expect(await refusalOf(await hub.as(who).api('GET', `/dialogues/${sealed.slug}/participants/1060`))).toEqual([
      403,
      'export.aggregates-only',
    ])
})

test('a burst is told by its day, no finer', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 70, (person) => [1, person % 2 === 0 ? 1 : -1])
  const people = await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', made.id).orderBy('number').execute()
  for (const [at, { number }] of people.entries()) {
    const cast = at < 40 ? Date.UTC(2026, 1, 14) + at * 8_000_017 : Date.UTC(2026, 1, 20, 3, 17) + at * 5003
    await hub.db
      .updateTable('vote')
      .set({ cast_at: new Date(cast) })
      .where('dialogue_id', '=', made.id)
      .where('participant', '=', number)
      .execute()
  }
  const report = await (await hub.as('samir').api('GET', `/dialogues/${made.slug}/moderation/patterns`)).text()
  expect(JSON.parse(report)).toMatchObject({
    findings: [{ kind: 'burst', participants: people.slice(40).map(({ number }) => number), day: '2026-02-20T00:00:00.000Z', minutes: 3 }],
  })
  expect(report).not.toContain('03:')
})

test('however many are found, the database is asked as often', async () => {
  const few = await withCopies()
  const many = await withCopies()
  await seatCrowd(hub, many.id, 5, () => seeds.map((_, at) => (at % 2 === 0 ? 1 : -1)))
  for (const number of [1000, 1001, 1002, 1003])
    await hub.as('samir').api('POST', `/dialogues/${many.slug}/participants/${number}/removal`, { reason: 'automated' })
  await hub.as('samir').api('POST', `/dialogues/${few.slug}/participants/1000/removal`, { reason: 'automated' })
  const asked = async ({ id }: Made) => {
    let queries = 0
    const counting: KyselyPlugin = {
      transformQuery({ node }) {
        queries += 1
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const db = hub.db.withPlugin(counting)
    const found = (await readPatterns(db, { id, origin: 'here', publication: 'votes' })).findings.length
    const removed = (await readRemoved(db, id)).length
    return { queries, found, removed }
  }
  const once = await asked(few)
  expect(once).toMatchObject({ found: 1, removed: 1 })
  expect(await asked(many)).toEqual({ queries: once.queries, found: 2, removed: 4 })
})

test('somebody who just began is not there yet, and the page stands in Arabic and French', async () => {
  const made = await withCopies()
  await joinAsGuest(hub, made)
  for (const locale of ['fr', 'ar']) {
    const html = await (await hub.as('samir', locale).get(`/dialogues/${made.slug}/moderation/patterns`)).text()
    expect(html).toContain(`lang="${locale}"`)
    expect(html).toContain('1063')
    expect(html).not.toContain('patterns.')
  }
})

test('which answer somebody gave to everything is told only where votes are published', async () => {
  const told = async (more: Readonly<Record<string, unknown>>) => {
    const made = await withCopies(more)
    await seatCrowd(hub, made.id, 1, () => seeds.map(() => -1))
    const { findings } = (await (await hub.as('samir').api('GET', `/dialogues/${made.slug}/moderation/patterns`)).json()) as {
      findings: { kind: string; choice?: string | null }[]
    }
    return { choice: findings.find(({ kind }) => kind === 'one-answer')?.choice, html: await pageOf(made) }
  }
  const open = await told({})
  expect([open.choice, open.html.includes('disagreed with every statement')]).toEqual(['disagree', true])
  const sealed = await told({ participation: 'members' })
  expect([sealed.choice, sealed.html.includes('one and the same answer to every statement')]).toEqual([null, true])
  expect(sealed.html).not.toContain('disagreed with every statement')
})
