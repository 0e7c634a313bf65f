import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  doAsHub,
  eventsOf,
  joinAsGuest,
  makeClosed,
  makeDraft,
  makeOpen,
  PLAN,
  refusalOf,
  SEEDS,
  type Made,
} from '../../testing/dialogues.ts'
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

describe('beside a table of those who were born in the country that it is about', () => {
  const STOCK = { FR: 60_000, SA: 24_000, CI: 11_000, IT: 4500, ES: 400, PT: 100 }

  async function loaded(): Promise<void> {
    const rows = Object.entries(STOCK).map(([country, people]) => [2019, 'ML', country, people])
    await doAsHub(hub, 'places.import-migrant-stock', { source: 'A table', licence: 'CC0', retrievedOn: null, rows })
    made = await makeOpen(hub, { peopleFrom: 'ML' })
  }

  const result = async (): Promise<Result> => (await hub.as(null).api('GET', at('/result'))).json() as Promise<Result>
  type Place = { country: string; people: number | null; share: number | null; stock: number | null; stockShare: number | null }
  type Result = {
    participants: number
    coverage: Shown
    absence: null | {
      origin: string
      untold: number
      inNoTen: number
      places: Place[]
      others: object
      stock: { total: number; importedOn: string }
    }
  }

  test('the shares that are shown follow from the published tens and the published table, and who is missing comes first', async () => {
    await loaded()
    await seat({ FR: 55, CI: 4, IT: 38, ML: 22, '-': 25 }, 1000)
    await recompute(hub.runner, made.id)
    const { absence, coverage, participants } = await result()
    const stock = (await (await hub.as(null).api('GET', '/places/stock/ML')).json()) as {
      total: number
      byDestination: { country: string; count: number }[]
    }
    expect(absence?.stock).toMatchObject({ total: 100_000, importedOn: '2026-03-01' })
    expect(absence?.untold).toBe(participants - (coverage?.said ?? 0))
    const inTens = (coverage?.places ?? []).reduce((sum, { people }) => sum + people, 0)
    expect(absence?.inNoTen).toBe(1 - inTens / (coverage?.said ?? 0))
    expect(absence?.others).toEqual({ countries: 2, stockShare: 0.005 })
    for (const { country, people, share, ...of } of absence?.places ?? []) {
      const ten = coverage?.places.find((one) => one.country === country)?.people ?? null
      const count = country === 'ML' ? null : (stock.byDestination.find((one) => one.country === country)?.count ?? 0)
      expect([country, people, share]).toEqual([country, ten, ten === null ? null : ten / (coverage?.said ?? 0)])
      expect([country, of]).toEqual([country, { stock: count, stockShare: count === null ? null : count / stock.total }])
    }
    const order = absence?.places.map(({ country }) => country)
    expect(order?.toSorted()).toEqual(['CI', 'FR', 'IT', 'ML', 'SA'])
    const lacks = (absence?.places ?? []).map(({ share, stockShare }) => (stockShare ?? 0) - (share ?? 0))
    expect(lacks).toEqual(lacks.toSorted((a, b) => b - a))
    expect(order?.[0]).toBe('SA')

    const html = await (await hub.as(null).get(at('/result'))).text()
    const rows = [
      ...html.matchAll(/<tr><th scope="row">([^<]+)<\/th><td data-column="[^"]+">([^<]+)<\/td><td data-column="[^"]+">([^<]+)</g),
    ]
    const percent = (share: number) => `${Math.round(share * 100)}%`
    const names: Readonly<Record<string, string>> = { FR: 'France', SA: 'Saudi Arabia', CI: 'Côte d’Ivoire', IT: 'Italy', ML: 'Mali' }
    const expected = (absence?.places ?? []).map((place) => [
      names[place.country],
      place.people === null ? 'nobody, or too few to say' : `about ${percent(place.share ?? 0)} (at least ${place.people})`,
      place.stock === null
        ? 'the country itself: not in these numbers'
        : `${percent(place.stockShare ?? 0)} (${place.stock.toLocaleString('en')})`,
    ])
    expect(rows.map(([, ...cells]) => cells)).toEqual([...expected, ['2 other countries', 'nobody, or too few to say', 'under 1%']])
  })

  test('four people somewhere read like nobody anywhere, in words and for programs', async () => {
    const seen: string[] = []
    for (const few of [{}, { SA: 4 }]) {
      await loaded()
      await seat({ FR: 55, '-': 25, ...few }, 1000)
      await recompute(hub.runner, made.id)
      const { absence, coverage } = await result()
      const html = await (await hub.as(null).get(at('/result'))).text()
      const section = /<section id="coverage">.*?<\/section>/s.exec(html)?.[0].replaceAll(made.slug, '') ?? ''
      const missing = absence?.places.filter(({ people }) => people === null)
      expect(missing?.map(({ country }) => country)).toEqual(['SA', 'CI', 'IT'])
      seen.push(JSON.stringify([missing, coverage?.places.length, section.match(/Saudi Arabia[^<]*</g)]))
    }
    expect(seen[0]).toBe(seen[1])
    expect(seen[0]).not.toContain('none')
  })

  test('the page names them in three languages and offers the kit for them while the dialogue is open', async () => {
    await loaded()
    await seat({ FR: 55, '-': 25 }, 1000)
    await recompute(hub.runner, made.id)
    for (const [locale, words] of [
      ['en', ['Saudi Arabia: nobody, or too few to say, though 24% of those', 'A table; year 2019, loaded here on 1 March 2026']],
      ['fr', ['Arabie saoudite\u00a0: personne, ou trop peu', 'Qui manque']],
      ['ar', ['المملكة العربية السعودية', 'من يغيب']],
    ] as const) {
      const html = await (await hub.as(null, locale).get(at('/result'))).text()
      for (const word of [...words, `/${locale}${at('/kit?for=SA')}`, `/${locale}/places/stock/ML`])
        expect([locale, word, html.includes(word)]).toEqual([locale, word, true])
      expect(html).not.toContain('kit?for=FR')
    }
    await hub.as('niamh').api('POST', at('/closure'))
    expect(await (await hub.as(null).get(at('/result'))).text()).not.toContain('kit?for=')
  })

  test('before anything is counted it is shown too, and where only sums are published', async () => {
    await loaded()
    await seat({ '-': 30 }, 1000)
    await recompute(hub.runner, made.id)
    const before = await result()
    expect([before.coverage, before.absence?.places.map(({ country }) => country)]).toEqual([null, ['FR', 'SA', 'CI', 'IT']])
    made = await makeOpen(hub, { peopleFrom: 'ML', publication: 'aggregates' })
    await seat({ FR: 45 }, 1000)
    await hub.as('niamh').api('POST', at('/closure'))
    await recompute(hub.runner, made.id)
    expect((await result()).absence?.places.find(({ country }) => country === 'SA')?.people).toBeNull()
    expect(await (await hub.as(null).get(at('/result'))).text()).toContain('Saudi Arabia: nobody, or too few to say')
  })

  test('without a country, or without a table of it, nothing of this is there', async () => {
    await loaded()
    for (const peopleFrom of [null, 'SN']) {
      made = await makeOpen(hub, { peopleFrom })
      await seat({ FR: 55 }, 1000)
      await recompute(hub.runner, made.id)
      expect((await result()).absence).toBeNull()
      expect(await (await hub.as(null).get(at('/result'))).text()).not.toContain('Who is missing')
    }
  })

  test('its convener chooses the country in the draft, changes it and takes it back; what is no country is refused', async () => {
    made = await makeDraft(hub, { peopleFrom: 'ML' })
    const niamh = hub.as('niamh')
    const { seeds, questions, rules, languages, ...plan } = PLAN
    const lists = { seeds: seeds.join('\n'), questions: questions.join('\n'), rules, languages }
    const times = { opensAt: '2026-03-02T11:00', closesAt: '2026-03-15T12:00', answerBy: '2026-04-15T12:00' }
    const save = (peopleFrom: string) =>
      niamh.post(at('/edit'), { ...plan, ...lists, ...times, mayAdd: 'on', publication: 'votes', peopleFrom })
    expect(await (await niamh.get(at('/edit'))).text()).toMatch(/<option value="ML" selected/)
    const kept = async () => ((await (await niamh.api('GET', at())).json()) as { peopleFrom: string | null }).peopleFrom
    const refused = await save('XX')
    expect([refused.status, (await refused.text()).includes('fault-peopleFrom'), await kept()]).toEqual([422, true, 'ML'])
    for (const [chosen, then] of [
      ['SN', 'SN'],
      ['', null],
      ['XT', 'XT'],
    ] as const) {
      expect([(await save(chosen)).status, await kept()]).toEqual([303, then])
    }
    expect(await (await niamh.get(at('/edit'))).text()).toMatch(/<option value="XT" selected[^>]*>Tamarel/)
    expect(await (await niamh.get(at())).text()).toContain('Tamarel')
  })
})
