import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAsGuest, makeClosed, makeOpen, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import type { PublicInsight } from './queries/insight.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Value = 1 | -1 | 0 | null

/** Two camps that share the first statement; the second camp has hardly seen the last one. */
const camps =
  (first: number) =>
  (person: number): readonly Value[] =>
    SEEDS.map((_, at): Value => {
      const inFirst = person < first
      if ((person * 5 + at) % 13 === 0) return 0
      if (at === 0) return 1
      if (at === SEEDS.length - 1 && !inFirst && person !== first) return null
      return inFirst === at % 2 > 0 ? 1 : -1
    })

async function staged(first: number, people: number, more: Readonly<Record<string, unknown>> = {}): Promise<Made> {
  const made = await makeOpen(hub, more)
  await seatCrowd(hub, made.id, people, camps(first))
  await recompute(hub.runner, made.id)
  return made
}

const insightOf = async ({ slug }: Made): Promise<PublicInsight & { groups: { id: string; size: number | null }[] }> =>
  (await hub.as(null).api('GET', `/dialogues/${slug}/result`)).json() as Promise<
    PublicInsight & { groups: { id: string; size: number | null }[] }
  >
const pageOf = async ({ slug }: Made): Promise<string> => (await hub.as(null).get(`/dialogues/${slug}/result`)).text()

test('API and page tell how sure, the slate, and which votes are wanted of whom', async () => {
  const made = await staged(24, 44)
  const told = await insightOf(made)
  expect(told.groups.map(({ size }) => size)).toEqual([24, 20])
  expect(told.placed).toBe(44)
  expect(told.between).toEqual([
    { group: 'A', people: null },
    { group: 'B', people: null },
  ])
  expect(told.needs).toEqual([{ group: 'B', statements: [SEEDS.length - 1] }])
  expect(told.slate?.statements.toSorted((a, b) => a - b)).toEqual([...SEEDS.keys()])
  expect(told.slate?.openClaim).toBeNull()
  const html = await pageOf(made)
  for (const sentence of [
    '44 people took part, and everybody answered at least 7 statements',
    'If 8 statements had to stand for everybody',
    'Group B: 1 statement',
    'A message to pass on',
  ])
    expect(html).toContain(sentence)
  expect(html).not.toMatch(/NaN|undefined|Infinity/)
})

test('a group of nine is in no number of the API and in no sentence of the page', async () => {
  const made = await staged(35, 44)
  const told = await insightOf(made)
  expect(told.groups).toEqual([
    { id: 'A', size: 35 },
    { id: 'B', size: null },
  ])
  expect(told.between?.map(({ group }) => group)).toEqual(['A'])
  expect(told.slate?.meanByGroup.map(({ group }) => group)).toEqual(['A'])
  expect(told.needs).toEqual([])
  const html = await pageOf(made)
  expect(html).toContain('Nothing is missing: every group shown here has answered every statement often enough.')
  expect(html).not.toMatch(/Group B: \d|in group B/)
})

test('where there are no groups, the page says what most people share, and does not speak of groups that differ', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 12, () => SEEDS.map((): Value => 1))
  await recompute(hub.runner, made.id)
  const html = await pageOf(made)
  expect(html).toContain('12 people have answered at least 7 statements so far. Groups are looked for from 15 on')
  expect(html).toContain('There are no groups to compare here.')
  expect(html.match(/They agree:/g)).toHaveLength(5)
  expect(html).toContain('12 people, 96 votes. On at least 5 statements most people clearly stand on the same side.')
  expect(html).not.toContain('What divides us')
  expect((await insightOf(made)).steadiness).toBeNull()
})

test('where sums alone are published, none of it is told', async () => {
  const made = await makeClosed(hub, { publication: 'aggregates' })
  await seatCrowd(hub, made.id, 44, camps(24))
  await recompute(hub.runner, made.id)
  const { placed, steadiness, between, slate, needs } = await insightOf(made)
  expect({ placed, steadiness, between, slate, needs }).toEqual({ placed: null, steadiness: null, between: null, slate: null, needs: null })
  const html = await pageOf(made)
  expect(html, 'else this is not the page of a result').toContain('44 people')
  expect(html).not.toMatch(/How sure is this|had to stand for everybody|What needs more votes|class="landscape/)
})

test('somebody who takes part reads how sure their place is, in their own words alone', async () => {
  const made = await staged(24, 44)
  const guest = await joinAsGuest(hub, made)
  for (const [at] of SEEDS.entries()) {
    const choice = at === 0 || at % 2 > 0 ? 'agree' : 'disagree'
    expect((await guest.api('PUT', `/dialogues/${made.id}/statements/${at}/vote`, { choice })).status).toBe(200)
  }
  await recompute(hub.runner, made.id)
  const part = (await (await guest.api('GET', `/dialogues/${made.slug}/participation`)).json()) as { group: string; standing: unknown }
  expect([part.group, part.standing]).toEqual(['A', { group: 'A', same: 20, trials: 20, between: false, other: 'B' }])
  const html = await (await guest.get(`/dialogues/${made.slug}/my-part`)).text()
  expect(html).toContain('leave out a tenth of your answers, in 20 different ways, and in 20 of them you stay in group A.')
})
