import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventsOf, joinAsGuest, makeClosed, makeOpen, refusalOf, SEEDS, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { recompute } from './jobs.ts'
import { COUNTRY } from './queries/coverage.ts'

let hub: Hub
beforeAll(async () => void (hub = await openHub()))
afterAll(() => hub.close())

let made: Made
beforeEach(async () => void (made = await makeOpen(hub)))

const at = (path = ''): string => `/dialogues/${made.slug}${path}`

/** Participants who said where they live and voted, written where the deeds write them. */
async function seat(countries: Readonly<Record<string, number>>, from: number, dialogue: Made = made): Promise<void> {
  const people = Object.entries(countries).flatMap(([country, count]) =>
    Array.from({ length: count }, () => (country === '-' ? null : country)),
  )
  const now = hub.runner.outside.now()
  const rows = people.map((country, one) => ({
    dialogue_id: dialogue.id,
    number: from + one,
    holder_tag: Buffer.from(`said ${from + one}`),
    author_number: null,
    joined_at: now,
    country_sealed: country === null ? null : hub.runner.outside.keys.seal(COUNTRY, country),
  }))
  await hub.db.insertInto('participant').values(rows).execute()
  const votes = rows.flatMap(({ number }) =>
    SEEDS.map((_, statement) => ({ dialogue_id: dialogue.id, participant: number, statement, value: 1 as const, cast_at: now })),
  )
  await hub.db.insertInto('vote').values(votes).execute()
}

/** What the sweep does with a dialogue that has rested. */
async function computed(): Promise<Shown> {
  await recompute(hub.runner, made.id)
  return ((await (await hub.as(null).api('GET', at('/result'))).json()) as { coverage?: Shown }).coverage ?? null
}
type Shown = { said: number; places: { country: string; people: number }[]; countedOn: string } | null

const known = async () =>
  hub.db
    .selectFrom('participant')
    .select('country_sealed')
    .where('dialogue_id', '=', made.id)
    .where('country_sealed', 'is not', null)
    .execute()

test('one says it as a guest or with an account, changes it, and takes it back; it lies under a seal', async () => {
  for (const visitor of [hub.as('mai'), await joinAsGuest(hub, made)]) {
    await visitor.post(at('/participation'))
    const before = (await known()).length
    expect((await visitor.post(at('/country'), { country: 'FR' })).status).toBe(303)
    expect((await visitor.api('PUT', at('/participation/country'), { country: 'ML' })).status).toBe(200)
    const rows = await known()
    expect(rows.length).toBe(before + 1)
    for (const { country_sealed: sealed } of rows) expect(sealed?.toString('latin1')).not.toMatch(/FR|ML/)
    expect(await (await visitor.get(at('/my-part'))).text()).toContain('Mali')
    expect(await (await visitor.get(at('/country'))).text()).toMatch(/<option value="ML" selected/)
    expect((await visitor.post(at('/country'), { country: '' })).status).toBe(303)
    expect((await known()).length).toBe(before)
  }
  const told = (await eventsOf(hub, made.id)).filter(({ kind }) => kind === 'dialogue.country.told')
  expect(told.length).toBe(6)
  for (const event of told) expect(event).toMatchObject({ person_id: null, data: {}, visibility: 'internal' })
})

test('what is no country is refused beside the field, and nobody says it who takes no part', async () => {
  const mai = hub.as('mai')
  await mai.post(at('/participation'))
  for (const country of ['XX', 'fr', 'France']) {
    const answer = await mai.post(at('/country'), { country })
    expect([country, answer.status, (await answer.text()).includes('fault-country')]).toEqual([country, 422, true])
  }
  const say = (country: string | null, path = at('/participation/country')) => hub.as('samir').api('PUT', path, { country })
  expect(await refusalOf(await say('FR'))).toEqual([409, 'participation.missing'])
  expect(await refusalOf(await say(null))).toEqual([409, 'participation.missing'])
})

test('after the end it can be taken back, and not be said', async () => {
  const mai = hub.as('mai')
  await mai.post(at('/participation'))
  await mai.post(at('/country'), { country: 'SN' })
  await hub.as('niamh').api('POST', at('/closure'))
  expect(await refusalOf(await mai.api('PUT', at('/participation/country'), { country: 'FR' }))).toEqual([409, 'dialogue.closed'])
  expect(await (await mai.get(at('/country'))).text()).toContain('Take it back')
  expect((await mai.post(at('/country'), { country: '' })).status).toBe(303)
  expect(await known()).toEqual([])
})

test('the result shows tens that hold, names no small country, and leaves ten people in none', async () => {
  expect(await computed()).toBeNull()
  await seat({ FR: 41, ML: 33, SN: 9, BR: 3, '-': 25 }, 1000)
  const first = await computed()
  expect(first?.places.map(({ country }) => country)).toEqual(['FR', 'ML'])
  const places = new Map(first?.places.map(({ country, people }) => [country, people]))
  expect([30, 40]).toContain(places.get('FR'))
  expect([20, 30]).toContain(places.get('ML'))
  expect([70, 80]).toContain(first?.said)
  expect(first?.countedOn).toBe('2026-03-01')
  // Four more change nothing: it goes on in steps of ten people.
  await seat({ FR: 2, SN: 2 }, 3000)
  expect(await computed()).toEqual(first)
  await seat({ SN: 24 }, 4000)
  const second = await computed()
  expect(second?.places.find(({ country }) => country === 'SN')?.people).toBeGreaterThanOrEqual(20)
  for (const { country, people } of first?.places ?? [])
    expect(second?.places.find((one) => one.country === country)?.people).toBeGreaterThanOrEqual(people)
  for (const [locale, words] of [
    ['en', ['Where people live', 'Mali', 'at least 30', 'sealed answers']],
    ['fr', ['Où vivent les gens', 'Sénégal', 'au moins 30', 'réponses scellées']],
    ['ar', ['أين يقيم المشاركون', 'فرنسا', 'على الأقل', 'إجابات مختومة']],
  ] as const) {
    const html = await (await hub.as(null, locale).get(at('/result'))).text()
    for (const word of words.filter((one) => !/30/.test(one))) expect([locale, word, html.includes(word)]).toEqual([locale, word, true])
    expect(html).not.toMatch(/Brazil|Brésil|البرازيل/)
  }
})

test('votes that a moderator takes out are not counted, and where sums alone are published tens are shown too', async () => {
  made = await makeOpen(hub, { publication: 'aggregates' })
  await seat({ FR: 60 }, 1000)
  await hub.db
    .updateTable('participant')
    .set({ removed_at: hub.runner.outside.now(), removed_for: 'automated' })
    .where('dialogue_id', '=', made.id)
    .where('number', '<', 1035)
    .execute()
  await computed()
  const row = await hub.db.selectFrom('coverage').select(['told', 'places']).where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
  expect(row.told).toBe(25)
  expect([{}, { FR: 10 }]).toContainEqual(row.places)
})

test('a closed dialogue in which nobody said it has no such part', async () => {
  made = await makeClosed(hub)
  await seat({ '-': 12 }, 1000)
  await hub.db.updateTable('dialogue').set({ state: 'closed' }).where('id', '=', made.id).execute()
  await hub.sweep()
  expect(await (await hub.as(null).get(at('/result'))).text()).not.toContain('id="coverage"')
})

test('guests who say where they live and do not vote bring no step about: nobody is counted alone by their help', async () => {
  await seat({ FR: 30 }, 1)
  await computed()
  const step = () => hub.db.selectFrom('coverage').select(['told', 'places', 'counted_at']).where('dialogue_id', '=', made.id).execute()
  const before = await step()
  expect(before).toMatchObject([{ told: 30 }])
  await seat({ FR: 1 }, 100)
  const numbers = Array.from({ length: 10 }, (_, one) => 200 + one)
  await seat({ ML: 10 }, 200)
  await hub.db.deleteFrom('vote').where('dialogue_id', '=', made.id).where('participant', 'in', numbers).execute()
  await computed()
  expect(await step()).toEqual(before)
})
