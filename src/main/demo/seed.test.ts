import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord } from '../../testing/published.ts'
import { operationNamed, publications } from '../rooms.ts'
import { seedDemo } from '../seed.ts'

const NOW = new Date('2026-03-18T09:30:00Z')
let hub: Hub

const ask = async <Result>(name: string, input: unknown): Promise<Result> =>
  (await operationNamed(name).invoke(hub.runner, input, nobody('en'))) as Result

type Card = { id: string; title: string; phase: string; body: { slug: string } | null }
type Landscape = {
  participants: number
  votes: number
  groups: { id: string; size: number }[]
  common: { statement: number; side: string }[]
  divisive: number[]
}

const cards = async () => ask<Card[]>('dialogue.list', {})
const cardOf = async (phase: string) => (await cards()).find((card) => card.phase === phase)?.id ?? ''
const statusesOf = async (dialogue: string) => {
  const rows = await hub.db
    .selectFrom('statement')
    .select(['status', 'declined_for', 'meta', 'seed'])
    .where('dialogue_id', '=', dialogue)
    .execute()
  return {
    waiting: rows.filter(({ status }) => status === 'waiting').length,
    published: rows.filter(({ status }) => status === 'published').length,
    declinedFor: rows.flatMap(({ declined_for: rule }) => rule ?? []).toSorted(),
    meta: rows.filter(({ meta }) => meta).length,
    seeds: rows.filter(({ seed }) => seed).length,
  }
}

beforeAll(async () => {
  hub = await openHub({ at: NOW })
  // The cast has bodies of its own; the demonstration is for a hub that has none.
  for (const table of ['office', 'membership', 'invitation', 'body_text', 'body'] as const) await hub.db.deleteFrom(table).execute()
  await seedDemo(hub)
}, 180_000)

afterAll(() => hub.close())

test('three bodies hold dialogues that everybody sees, one of them with hidden participation, and one draft that nobody sees', async () => {
  expect((await cards()).map(({ phase, body }) => [phase, body?.slug])).toEqual([
    ['open', 'tamarel-abroad'],
    ['announced', 'reseau-filao'],
    ['announced', 'baie-haute-nantes'],
    ['answered', 'baie-haute-nantes'],
  ])
  const drafts = await hub.db.selectFrom('dialogue').select('state').where('state', '=', 'draft').execute()
  expect(drafts).toHaveLength(1)
  const officers = await hub.db.selectFrom('office').select('role').execute()
  expect(Map.groupBy(officers, ({ role }) => role)).toHaveProperty('size', 3)
})

test('the running dialogue has statements in every state', async () => {
  expect(await statusesOf(await cardOf('open'))).toEqual({
    waiting: 4,
    published: 40,
    declinedFor: ['no-advert', 'no-attack', 'no-personal-data', 'not-twice'],
    meta: 1,
    seeds: 24,
  })
})

test('its votes show three groups of unequal size, common ground and division', async () => {
  const result = await ask<Landscape>('dialogue.result', { dialogue: await cardOf('open') })
  expect([result.participants, result.votes]).toEqual([320, 4024])
  const sizes = result.groups.map(({ size }) => size).toSorted((a, b) => b - a)
  expect(sizes.map((size) => Math.round((10 * size) / sizes.reduce((sum, one) => sum + one, 0)))).toEqual([4, 3, 2])
  expect(result.common.length).toBeGreaterThanOrEqual(4)
  expect(result.common.length).toBeLessThanOrEqual(7)
  expect(new Set(result.common.map(({ side }) => side))).toEqual(new Set(['agree', 'disagree']))
  expect(result.divisive.length).toBeGreaterThanOrEqual(5)
})

test('the answered dialogue has two groups, and an answer in both languages with dates in words', async () => {
  const dialogue = await cardOf('answered')
  const result = await ask<Landscape>('dialogue.result', { dialogue })
  expect([result.participants, result.groups.length]).toEqual([160, 2])
  expect(result.common.length).toBeGreaterThanOrEqual(4)
  const answers = await hub.db
    .selectFrom('answer')
    .select(['language', 'text'])
    .where('dialogue_id', '=', dialogue)
    .orderBy('language')
    .execute()
  expect(answers.map(({ language }) => language)).toEqual(['en', 'fr'])
  expect(answers.map(({ text }) => [text.includes('{'), text.includes('17 April 2026'), text.includes('17 avril 2026')])).toEqual([
    [false, true, false],
    [false, false, true],
  ])
})

test('no letter waits for the people who were made up', async () => {
  await hub.settle()
  expect(hub.letters).toEqual([])
})

test('where participation is hidden, credentials are being asked for, and there is time left to do so', async () => {
  const { id } = await hub.db.selectFrom('dialogue').select('id').where('participation', '=', 'hidden').executeTakeFirstOrThrow()
  expect(await ask('credentials.state', { dialogue: id })).toMatchObject({ state: 'running', least: 50, asked: null, closes: '2026-03-24' })
})

test('bodies are verified in two ways, one of them is not, and one is a chapter with a term that ends soon', async () => {
  const listed = await ask<{ slug: string; level: string | null }[]>('organisations.list-bodies', {})
  expect(Object.fromEntries(listed.map(({ slug, level }) => [slug, level]))).toEqual({
    'maison-tamarel-france': 'attested',
    'tamarel-abroad': 'attested',
    'baie-haute-nantes': 'vouched',
    'reseau-filao': null,
    'ville-de-port-liane': 'attested',
    'ateliers-corvane': 'vouched',
  })
  const page = await (await hub.as(null).get('/bodies/baie-haute-nantes')).text()
  expect(page).toContain('href="/en/bodies/maison-tamarel-france"')
  expect(page).toContain('27 April 2026')
})

type Spoken = {
  number: number
  text: string
  speaker: { sort: string; name: string | null; body: { slug: string } | null; office: string | null }
}

/** Who reads these statements under which name; `email` belongs to somebody of the demonstration, null to nobody. */
async function speakersFor(email: string | null): Promise<Readonly<Record<string, string | null | undefined>>> {
  const reader = hub.as(null)
  if (email !== null) {
    await reader.post('/sign-in', { email })
    await hub.settle()
    await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
    expect((await reader.get('/me')).status).toBe(200)
  }
  const path = `/dialogues/${await cardOf('open')}/statements`
  const statements = (await (await reader.api('GET', path)).json()) as Spoken[]
  const named = (words: string) => statements.find(({ text }) => text.includes(words))?.speaker
  return { public: named('two evenings')?.name, members: named('Chaque côte')?.name, groups: named('أي جهة رسمية')?.name }
}

test('statements speak by name to those who may read it, and one for a body', async () => {
  expect(await speakersFor(null)).toEqual({ public: 'Mireille Ostan', members: null, groups: null })
  expect(await speakersFor('theo.ravanel@example.org')).toEqual({ public: 'Mireille Ostan', members: 'Yannis Corvel', groups: null })
  expect(await speakersFor('josette.amarande@example.org')).toEqual({
    public: 'Mireille Ostan',
    members: 'Yannis Corvel',
    groups: 'نسمة البحر',
  })
  expect(await speakersFor('nadege.ariveau@example.org'), 'a government').toEqual({ public: 'Mireille Ostan', members: null, groups: null })
  const statements = await ask<Spoken[]>('dialogue.statements', { dialogue: await cardOf('open') })
  const forBodies = statements.filter(({ speaker }) => speaker.sort === 'body').map(({ speaker }) => [speaker.body?.slug, speaker.office])
  expect(forBodies).toEqual([['maison-tamarel-france', 'steward']])
  hub.letters.length = 0
})

test('three people show a card to somebody, and the hidden ones to nobody', async () => {
  const persons = await hub.db.selectFrom('card').select(['audience']).execute()
  const counts = Map.groupBy(persons, ({ audience }) => audience)
  expect(Object.fromEntries([...counts].map(([audience, rows]) => [audience, rows.length]))).toEqual({
    public: 2,
    members: 1,
    groups: 1,
    nobody: 2,
  })
})

test('three reports: one that put a note beside a statement, one that kept it, one that waits', async () => {
  const cases = await hub.db
    .selectFrom('moderation_case')
    .leftJoin('decision', (join) =>
      join.onRef('decision.scope_id', '=', 'moderation_case.scope_id').onRef('decision.case_id', '=', 'moderation_case.id'),
    )
    .select('decision.outcome')
    .execute()
  expect(cases.map(({ outcome }) => outcome ?? 'waits').toSorted()).toEqual(['kept', 'labelled', 'waits'])
})

test('where people live is shown for two countries and more, each with ten people at least', async () => {
  const { places } = await hub.db.selectFrom('coverage').select('places').executeTakeFirstOrThrow()
  const shown = Object.values(places as Record<string, number>)
  expect([shown.length >= 3, Math.min(...shown) >= 10]).toEqual([true, true])
})

test('the charter has two versions in three languages', async () => {
  const versions = await hub.db.selectFrom('charter_text').select(['number', 'language']).orderBy('number').orderBy('language').execute()
  expect(versions.map(({ number, language }) => `${number} ${language}`)).toEqual(['1 ar', '1 en', '1 fr', '2 ar', '2 en', '2 fr'])
})

test('commitments of a ministry, associations, a firm and a city stand in every light, and two practices came of them', async () => {
  const { counts } = await ask<{ counts: object }>('commitments.list', {})
  expect(counts).toEqual({ late: 1, running: 5, kept: 1, partly: 1, silent: 1, unanswered: 1 })
  const practices = await ask<{ country: string | null; adoptions: object[] }[]>('commitments.practices', {})
  // Both were checked on one day: then their titles put them in order.
  expect(practices.map(({ country, adoptions }) => [country, adoptions.length])).toEqual([
    ['XT', 0],
    [null, 1],
  ])
})

test('what is held somewhere stands on the page of that town, and nobody is offered a place in which there is nothing', async () => {
  const text = async (path: string) => (await hub.as(null).get(path)).text()
  const [lyon, nantes] = [await text('/abroad/fr/lyon'), await text('/abroad/fr/nantes')]
  const words = ['Help desk for papers, Lyon', 'Soup and songs of Baie-Haute', 'href="/en/abroad/fr/nantes/events.ics"']
  expect([lyon, nantes].map((page) => words.map((one) => page.includes(one)))).toEqual([
    [true, false, false],
    [false, true, true],
  ])
  const offered = /<select[^>]*name="place".*?<\/select>/s.exec(await text('/events'))?.[0] ?? ''
  expect([...offered.matchAll(/<option[^>]*>([^<]+)</g)].map(([, name]) => name)).toEqual(['Any', 'France', 'Lyon', 'Nantes'])
})

test('nothing lies in the future, and people come on every day', async () => {
  const votes = await hub.db.selectFrom('vote').select(['cast_at', 'dialogue_id']).execute()
  const times = votes.map(({ cast_at: at }) => at.getTime())
  expect(Math.max(...times)).toBeLessThan(NOW.getTime())
  const open = await cardOf('open')
  const days = new Set(votes.filter(({ dialogue_id: id }) => id === open).map(({ cast_at: at }) => at.toISOString().slice(0, 10)))
  expect(days.size).toBe(12)
  const { late } = await hub.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('late'))
    .where('at', '>', NOW)
    .executeTakeFirstOrThrow()
  expect(late).toBe(0)
})

test('a second time changes nothing', async () => {
  const count = async () =>
    hub.db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll<number>().as('events'))
      .executeTakeFirstOrThrow()
  const before = await count()
  await seedDemo(hub)
  expect(await count()).toEqual(before)
})

/** What the demonstration has something of to show. */
const SHOWN = [
  ...['dialogue', 'answer', 'edition', 'session', 'recommendation', 'outcome', 'commitment'],
  ...['community', 'post', 'purpose', 'event', 'call', 'testimony'],
]

test('what is published can be followed, found and opened by everybody', async () => {
  const shown: string[] = []
  for (const publication of publications) {
    const all = await holdsToItsWord(hub, publication)
    if (all.length > 0) shown.push(publication.sort)
    for (const { path } of all.slice(0, 3)) expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 200])
  }
  expect(shown).toEqual(expect.arrayContaining(SHOWN))
})
