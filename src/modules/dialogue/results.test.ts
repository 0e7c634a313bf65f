import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, eventsOf, joinAsGuest, kindsOf, makeOpen, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { latestResult } from './queries/latest-result.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

type Value = 1 | -1 | 0
type PublicResult = {
  certificate: string
  version: number
  participants: number
  votes: number
  noGroups: string | null
  groups: { id: string; size: number | null }[]
  statements: { number: number; counts: { agrees: number; disagrees: number; passes: number }; groups: { id: string; agrees: number }[] }[]
  representative: { group: string }[]
}
const resultOf = async ({ slug }: Made): Promise<PublicResult> =>
  (await hub.as(null).api('GET', `/dialogues/${slug}/result`)).json() as Promise<PublicResult>

/** Camps that answer one way each, with one statement in which a person of each camp wavers. */
const camps = (sizes: readonly number[]) => {
  const ways: readonly (readonly Value[])[] = [
    [1, 1, 1, 1, -1, -1, -1, 1],
    [-1, -1, -1, 1, 1, 1, 1, 1],
    [1, -1, 0, -1, 1, -1, 0, -1],
  ]
  const campOf = sizes.flatMap((size, camp) => Array.from({ length: size }, () => camp))
  return (person: number) => (ways[campOf[person] ?? 0] ?? []).map((value, at): Value => (at === person % 40 ? 0 : value))
}

test('the sweep computes; the same votes give the same certificate and tell nothing new', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 40, camps([22, 18]))
  const guest = await joinAsGuest(hub, made)
  await guest.api('PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: 'agree' })
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.slug}/result`))).toEqual([404, 'result.missing'])
  await hub.sweep()
  const first = await resultOf(made)
  expect(first).toMatchObject({ version: 1, participants: 41, votes: 40 * SEEDS.length + 1, noGroups: null })
  expect(first.groups.map(({ size }) => size).toSorted((a, b) => Number(a) - Number(b))).toEqual([18, 22])
  await recompute(hub.runner, made.id)
  expect(await resultOf(made)).toEqual(first)
  const computed = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'dialogue.result.computed')
  expect(computed.map(({ data, visibility }) => [data, visibility])).toEqual([
    [{ version: 1, votes: 321, participants: 41, certificate: first.certificate }, 'internal'],
  ])
  await guest.api('PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: 'disagree' })
  await recompute(hub.runner, made.id)
  const second = await resultOf(made)
  expect([second.version, second.certificate === first.certificate]).toEqual([2, false])

  const twin = await makeOpen(hub)
  await seatCrowd(hub, twin.id, 40, camps([22, 18]))
  const [one, other] = [await makeOpen(hub), twin]
  await seatCrowd(hub, one.id, 40, camps([22, 18]))
  await recompute(hub.runner, one.id)
  await recompute(hub.runner, other.id)
  expect((await resultOf(one)).certificate).toBe((await resultOf(other)).certificate)
})

test('numbers on the page are those of the votes', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 40, camps([22, 18]))
  await recompute(hub.runner, made.id)
  const { statements } = await resultOf(made)
  for (const { number, counts, groups } of statements) {
    const rows = await hub.db
      .selectFrom('vote')
      .select('value')
      .where('dialogue_id', '=', made.id)
      .where('statement', '=', number)
      .execute()
    const of = (value: Value) => rows.filter((row) => row.value === value).length
    expect(counts).toEqual({ agrees: of(1), disagrees: of(-1), passes: of(0) })
    expect(groups.reduce((sum, { agrees }) => sum + agrees, 0)).toBe(counts.agrees)
  }
  for (const page of ['/result', '/method', '/statements/0', ''])
    expect([page, (await hub.as(null).get(`/dialogues/${made.slug}${page}`)).status]).toEqual([page, 200])
  expect(await (await hub.as(null).get(`/dialogues/${made.slug}/result`)).text()).toContain((await resultOf(made)).certificate)
})

test('of fewer than ten people nothing is shown: no page, no API, no file', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 9, camps([5, 4]))
  await recompute(hub.runner, made.id)
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.slug}/result`))).toEqual([404, 'result.missing'])
  expect(await (await hub.as(null).get(`/dialogues/${made.slug}/result`)).text()).not.toMatch(/class="(opinion|landscape|proof)/)
  expect(
    ((await (await hub.as(null).api('GET', `/dialogues/${made.slug}`)).json()) as { participants: number | null }).participants,
  ).toBeNull()
  for (const file of ['comments.csv', 'votes.csv', 'participants-votes.csv', 'summary.csv']) {
    expect([file, (await hub.as(null).get(`/dialogues/${made.slug}/export/${file}`)).status]).toEqual([file, 404])
    expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${made.slug}/export/${file}`))).toEqual([404, 'result.missing'])
  }
  await seatTenth(made)
  await recompute(hub.runner, made.id)
  expect((await resultOf(made)).participants).toBe(10)
})

async function seatTenth({ id, slug }: Made): Promise<void> {
  const guest = await joinAsGuest(hub, { slug })
  expect((await guest.api('PUT', `/dialogues/${id}/statements/0/vote`, { choice: 'pass' })).status).toBe(200)
}

test('a group of fewer than ten is told in words: not on the map, without numbers, in no file', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 42, camps([35, 7]))
  await recompute(hub.runner, made.id)
  const analysis = (await latestResult(hub.db, made.id))?.analysis
  const small = analysis?.groups.find(({ size }) => size === 7)
  expect(analysis?.groups.map(({ size }) => size)).toEqual([35, 7])
  const result = await resultOf(made)
  expect(result.groups.map(({ id, size }) => [id === small?.id, size]).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    [false, 35],
    [true, null],
  ])
  for (const { groups } of result.statements) expect(groups.map(({ id }) => id)).not.toContain(small?.id)
  expect(result.representative.map(({ group }) => group)).toContain(small?.id)
  const html = await (await hub.as(null).get(`/dialogues/${made.slug}/result`)).text()
  expect([...html.matchAll(/<path class="hull/g)].length).toBe(1)
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  const csv = await (await hub.as(null).get(`/dialogues/${made.slug}/export/participants-votes.csv`)).text()
  const groups = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[1] ?? '')
  expect(groups).not.toContain(small?.id)
  expect(groups.filter((id) => id === '').length).toBe(7)
})

test('what moderators decline leaves the result, and comes back with it', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 40, camps([22, 18]))
  await recompute(hub.runner, made.id)
  const before = await resultOf(made)
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 3, rule: 'on-topic' })
  await recompute(hub.runner, made.id)
  const without = await resultOf(made)
  expect(without.statements.map(({ number }) => number)).toEqual([0, 1, 2, 4, 5, 6, 7])
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: 3 })
  await recompute(hub.runner, made.id)
  expect((await resultOf(made)).certificate).toBe(before.certificate)
})

test('a participant is told their group, and what they share with another one', async () => {
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 40, camps([22, 18]))
  const guest = await joinAsGuest(hub, made)
  for (const [statement, value] of camps([1])(39).entries()) {
    await guest.api('PUT', `/dialogues/${made.id}/statements/${statement}/vote`, {
      choice: value === 1 ? 'agree' : value === -1 ? 'disagree' : 'pass',
    })
  }
  await recompute(hub.runner, made.id)
  const mine = (await (await guest.api('GET', `/dialogues/${made.slug}/participation`)).json()) as {
    votes: unknown[]
    group: string
    shared: { statement: number; group: string; side: string }
  }
  expect([mine.votes.length, mine.shared.side]).toEqual([SEEDS.length, 'agree'])
  expect([3, 7]).toContain(mine.shared.statement)
  expect(mine.shared.group).not.toBe(mine.group)
  const page = await (await guest.get(`/dialogues/${made.slug}/result`)).text()
  expect(page).toContain('class="you"')
  expect(await (await hub.as(null).get(`/dialogues/${made.slug}/result`)).text()).not.toContain('class="you"')
})

test('nobody but the hub records a result', async () => {
  const made = await makeOpen(hub)
  const answer = await hub.as('gift').api('POST', '/results', { dialogueId: made.id })
  expect(answer.status).toBe(404)
  expect(await kindsOf(hub, made.id)).not.toContain('dialogue.result.computed')
})
