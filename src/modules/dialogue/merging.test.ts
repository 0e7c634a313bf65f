import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf, joinAsGuest, makeClosed, makeOpen, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { latestResult } from './queries/latest-result.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const merge = (made: Made, statement: number, into: number, who: 'samir' | 'mai' = 'samir') =>
  hub.as(who).api('PUT', `/dialogues/${made.id}/statements/${statement}/merge`, { into, reason: 'same-meaning' })
const split = (made: Made, statement: number) => hub.as('samir').api('DELETE', `/dialogues/${made.id}/statements/${statement}/merge`)

/** All that somebody is asked, to the end. */
async function askedOf(who: Visitor, made: Made): Promise<readonly number[]> {
  const asked: number[] = []
  for (;;) {
    const next = (await (await who.api('GET', `/dialogues/${made.id}/next-statement`)).json()) as { statement: { number: number } | null }
    if (next.statement === null) return asked.toSorted((a, b) => a - b)
    asked.push(next.statement.number)
    await who.api('PUT', `/dialogues/${made.id}/statements/${next.statement.number}/vote`, { choice: 'pass' })
  }
}

const newsOf = async (who: Visitor) => (await (await who.get('/en/notices')).text()).replaceAll(/\s+/g, ' ')

test('nobody is asked about what says the same as another, no vote moves, and the result stays as it was', async () => {
  const made = await makeOpen(hub, { title: 'Merging' })
  await seatCrowd(hub, made.id, 20, (person) => SEEDS.map((_, number) => ((person + number) % 2 === 0 ? 1 : -1)))
  await recompute(hub.runner, made.id)
  const before = await latestResult(hub.db, made.id)
  expect(await refusalOf(await merge(made, 7, 4, 'mai'))).toEqual([403, 'dialogue.not-its-moderator'])
  for (const _ of [1, 2]) expect((await merge(made, 7, 4)).status).toBe(200)
  await recompute(hub.runner, made.id)
  const after = await latestResult(hub.db, made.id)
  expect([after?.certificate, after?.version]).toEqual([before?.certificate, before?.version])
  expect(await askedOf(await joinAsGuest(hub, made), made)).toEqual([0, 1, 2, 3, 4, 5, 6])
  const result = (await (await hub.as(null).api('GET', `/dialogues/${made.id}/result`)).json()) as {
    statements: { number: number; mergedInto: number | null; counts: { agrees: number } }[]
  }
  expect(result.statements.map(({ mergedInto }) => mergedInto)).toEqual([null, null, null, null, null, null, null, 4])
  expect(result.statements[7]?.counts.agrees).toBe(10)
  const page = async (number: number) => (await hub.as(null).get(`/en/dialogues/${made.slug}/statements/${number}`)).text()
  expect(await page(7)).toContain('Said again in')
  expect(await page(7)).toContain('Merged by a moderator on')
  expect(await page(4)).toContain('The same is also said in')
  expect((await (await hub.as(null).get(`/en/dialogues/${made.slug}/kit`)).text()).includes('Telemedicine')).toBe(false)
  const told = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'dialogue.statement.merged')
  expect(told.map(({ data, visibility }) => [data, visibility])).toEqual([[{ into: 4, reason: 'same-meaning', by: 'moderator' }, 'public']])
  expect((await split(made, 7)).status).toBe(200)
  expect(await refusalOf(await split(made, 7))).toEqual([409, 'statement.not-merged'])
  expect(await askedOf(await joinAsGuest(hub, made), made)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('what says the same leads to one statement, and only while people are asked', async () => {
  const made = await makeOpen(hub, { title: 'Chains' })
  expect(await refusalOf(await merge(made, 1, 1))).toEqual([400, 'statement.merge-itself'])
  expect(await refusalOf(await merge(made, 1, 99))).toEqual([404, 'statement.missing'])
  expect((await merge(made, 1, 2)).status).toBe(200)
  for (const [from, into] of [
    [2, 3],
    [3, 1],
    [1, 3],
  ] as const)
    expect(await refusalOf(await merge(made, from, into))).toEqual([409, 'statement.merged'])
  // Where the other one is hidden, people are asked about this one again.
  await hub.as('samir').api('POST', `/dialogues/${made.id}/statements/2/refusal`, { rule: 'on-topic' })
  expect(await askedOf(await joinAsGuest(hub, made), made)).toEqual([0, 1, 3, 4, 5, 6, 7])
  const closed = await makeClosed(hub, { title: 'Over' })
  expect(await refusalOf(await merge(closed, 1, 2))).toEqual([409, 'dialogue.closed'])
})

test('both authors hear of it', async () => {
  const made = await makeOpen(hub, { title: 'Two authors', moderation: 'after' })
  const numbers: number[] = []
  for (const [name, text] of [
    ['mai', 'Night buses are needed.'],
    ['idrissa', 'We need buses at night.'],
  ] as const) {
    const who = hub.as(name)
    await who.api('POST', `/dialogues/${made.id}/participation`)
    const added = (await (await who.api('POST', `/dialogues/${made.id}/statements`, { text, language: 'en' })).json()) as { number: number }
    numbers.push(added.number)
  }
  const [first = -1, second = -1] = numbers
  expect((await merge(made, second, first)).status).toBe(200)
  expect(await newsOf(hub.as('mai'))).toContain('another statement says the same as one of yours')
  expect(await newsOf(hub.as('idrissa'))).toContain('one of your statements says the same as another')
})
