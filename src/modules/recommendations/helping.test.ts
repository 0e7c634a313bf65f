import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import type { CastName } from '../../testing/cast.ts'
import { makeOpen, refusalOf, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord, sharedAt } from '../../testing/published.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { gatherings } from '../gatherings/index.ts'
import { publications } from './queries/publications.ts'

// What helps whoever writes and whoever reads: a slate that the engine proposes, what opinion groups say, further languages, where it is found.

let hub: Hub
let session: StagedSession
let dialogue: Made
beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  await giveRole(hub, session.id, 'gift', 'youth-rapporteur')
  await seat(hub, session.edition, ['niamh'])
  dialogue = await makeOpen(hub, { title: 'Behind the session', session: session.id })
  await seatCrowd(hub, dialogue.id, 40, (person) => SEEDS.map((_, number) => (number === 0 ? 1 : person < 20 === number % 2 > 0 ? 1 : -1)))
  // The first finds the dialogue, the second works its result out.
  await hub.sweep()
  await hub.sweep()
})
afterAll(() => hub.close())

const day = (days: number): string => new Date(NOON.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const words = (text: string) => ({ text, language: 'en' })
const page = async (who: CastName | null, path: string, locale = 'en') =>
  (await (await hub.as(who, locale).get(path)).text()).replaceAll(/\s+/g, ' ')
const call = (who: CastName | null, method: string, path: string, body: object = {}) =>
  hub.as(who).api(method, path, method === 'GET' ? undefined : body)

async function done<T = { id: string; path: string }>(who: CastName | null, method: string, path: string, body: object = {}): Promise<T> {
  const answer = await call(who, method, path, body)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as T
}

const drafts = async () => (await hub.db.selectFrom('recommendation').select('id').where('session_id', '=', session.id).execute()).length

async function proposed(more: object = {}): Promise<string> {
  const plan = { title: 'Pay for records', text: 'Pay for them.', call: 'Pay.', language: 'en', question: 1, answerBy: day(60) }
  const sources = [{ sort: 'statement', id: `${dialogue.id}/0` }]
  const { id } = await done('mai', 'POST', `/sessions/${session.id}/recommendations`, {
    ...{ ...plan, addresseeBody: hub.cast.bodies.unit, sources, ...more },
  })
  await done('mai', 'POST', `/recommendations/${id}/proposal`, { amendmentsUntil: day(2), rule: 'consent' })
  return id
}

type Bench = {
  readonly slates: readonly {
    readonly title: string
    readonly at: string
    readonly reached: number
    readonly sources: readonly { sort: string; id: string }[]
    readonly means: readonly { group: string }[]
  }[]
}

test('a slate of the dialogue is a help: a statement of it becomes a draft by one press of the rapporteur, and by nothing else', async () => {
  const path = `${session.path}/recommendations/workbench`
  const bench = await page('mai', path)
  for (const shown of ['it drafts nothing and adopts nothing', 'Behind the session', 'group A: ', 'result of 1 March 2026, certificate'])
    expect([shown, bench.includes(shown)]).toEqual([shown, true])
  const result = await done<{ slate: { statements: number[]; reached: number } }>(null, 'GET', `/dialogues/${dialogue.id}/result`)
  const { slates } = await done<Bench>('mai', 'GET', `/sessions/${session.id}/recommendations/workbench`)
  expect(slates.map(({ title, at, sources }) => [title, at, sources.map(({ id }) => id)])).toEqual([
    ['Behind the session', '2026-03-01T00:00:00.000Z', result.slate.statements.map((number) => `${dialogue.id}/${number}`)],
  ])
  expect(slates[0]).toMatchObject({ reached: 100, means: [{ group: 'A' }, { group: 'B' }], leftOut: null })
  expect(await drafts()).toBe(0)
  const source = `statement:${dialogue.id}/0`
  expect((await hub.as('niamh').post(`${path}/draft`, { source })).status).toBe(403)
  expect((await hub.as('mai').post(`${path}/draft`, { source: `statement:${dialogue.id}/99` })).status).toBe(400)
  const sending = randomUUID()
  const made = [
    await hub.as('mai').post(`${path}/draft`, { source, sending }),
    await hub.as('mai').post(`${path}/draft`, { source, sending }),
  ]
  const [to = '', again] = made.map((answer) => answer.headers.get('location'))
  expect([made.map(({ status }) => status), again, await drafts()]).toEqual([[303, 303], to, 1])
  const id = /recommendations\/([^/]+)\/edit$/.exec(to ?? '')?.[1] ?? ''
  const rows = await hub.db.selectFrom('recommendation_source').select(['sort', 'source_id']).where('recommendation_id', '=', id).execute()
  expect(rows).toEqual([{ sort: 'statement', source_id: `${dialogue.id}/0` }])
  expect(await page('mai', `/recommendations/${id}/edit`)).toContain('It is addressed to nobody yet.')
  expect((await call(null, 'GET', `/recommendations/${id}`)).status).toBe(404)
  const propose = () => call('mai', 'POST', `/recommendations/${id}/proposal`, { amendmentsUntil: day(2), rule: 'consent' })
  expect(await refusalOf(await propose())).toEqual([409, 'recommendation.addressee-needed'])
  const plan = {
    title: 'T',
    text: SEEDS[0],
    call: '',
    language: 'en',
    answerBy: day(60),
    sources: [{ sort: 'statement', id: `${dialogue.id}/0` }],
  }
  await done('mai', 'PUT', `/recommendations/${id}`, { version: 1, ...plan, addresseeName: 'The city' })
  expect((await propose()).status).toBe(200)
  // Everybody reads what else was changed after the proposal, and what it was; sent twice it is one change.
  const changed = { version: 1, ...plan, addresseeName: 'The town', answerBy: day(61), sdgs: [9], gcm: [19] }
  for (const _ of [1, 2]) await done('mai', 'PUT', `/recommendations/${id}`, changed)
  await done('mai', 'PUT', `/recommendations/${id}`, { ...changed, sdgs: [], gcm: [] })
  const { steps } = await done<{ steps: { was: object | null }[] }>(null, 'GET', `/recommendations/${id}`)
  expect(steps.flatMap(({ was }) => was ?? [])).toEqual([
    { addressee: 'The city', answer_by: day(60), goals: '' },
    { goals: 'SDG 9, GCM 19' },
  ])
  const html = await (await hub.as(null, 'fr').get(`/recommendations/${id}`)).text()
  for (const told of ['Modifiée après avoir été proposée', 'The city', 'SDG 9, GCM 19', 'Objectifs auparavant'])
    expect(html).toContain(told)
  // Once everybody reads it, it is addressed to somebody for good.
  expect(await refusalOf(await call('mai', 'PUT', `/recommendations/${id}`, { version: 1, ...plan }))).toEqual([
    ...[409, 'recommendation.addressee-needed'],
  ])
})

test('how far opinion groups agree stands beside the source with the day of the result; a source that was hidden says so at once', async () => {
  const id = await proposed({ sources: [0, 1].map((number) => ({ sort: 'statement', id: `${dialogue.id}/${number}` })) })
  type Read = { stands: boolean; sources: { at: string; standing: string; agreement: { at: string; groups: object[] } | null }[] }
  const read = () => done<Read>(null, 'GET', `/recommendations/${id}`)
  const before = await read()
  expect(before.sources[0]).toMatchObject({
    at: '2026-03-01T00:00:00.000Z',
    agreement: {
      at: '2026-03-01T00:00:00.000Z',
      groups: [
        { group: 'A', agree: 1 },
        { group: 'B', agree: 1 },
      ],
    },
  })
  const shown = await page(null, `/recommendations/${id}`)
  expect(shown).toMatch(/Agreement across opinion groups:<\/strong> group A: 100% and group B: 100%/)
  expect(shown).toContain('result of 1 March 2026, certificate')
  await call('samir', 'POST', `/dialogues/${dialogue.id}/statements/1/refusal`, { rule: 'on-topic' })
  const after = await read()
  expect([before.stands, after.stands, after.sources[1]]).toEqual([
    ...[true, false, expect.objectContaining({ standing: 'withdrawn', agreement: null })],
  ])
  expect(await page(null, `/recommendations/${id}`)).toContain('Withdrawn since')
  expect(await page('mai', `${session.path}/recommendations/workbench`)).not.toContain(SEEDS[1] ?? '')
})

test('each part is read in the language of the reader where somebody translated it, and says so, and that the original moved on', async () => {
  const id = await proposed()
  const into = (language: string) => `/recommendations/${id}/translations/${language}`
  const french = { piece: 'wording', follows: 1, words: ['Payer les carnets', 'Les payer.', 'Payer.'] }
  const by = { translator: 'machine', translatorName: 'Babel 3' }
  const refused = async (who: CastName | null, pieces: object[]) =>
    (await refusalOf(await call(who, 'PUT', into('fr'), { ...by, pieces })))[1]
  expect([
    await refused(null, [french]),
    await refused('idrissa', [french]),
    await refused('mai', [{ ...french, follows: 2 }]),
    await refused('mai', [{ ...french, piece: 'answer' }]),
    await refused('mai', [{ ...french, words: ['Payer', '', 'Payer.'] }]),
    await refused('mai', [french, french]),
  ]).toEqual([
    ...['sign-in.needed', 'recommendation.leaders-only', 'recommendation.changed-meanwhile', 'recommendation.changed-meanwhile'],
    ...['recommendation.translation-partial', 'recommendation.translation-partial'],
  ])
  await done('niamh', 'PUT', `/recommendations/${id}/stance`, { stance: 'objection', ...words('It costs.') })
  const { id: position } = await done('niamh', 'PUT', `/recommendations/${id}/minority`, words('A lasting doubt.'))
  const minority = { piece: `minority/${position}`, follows: 1, words: ['Un doute qui dure.'] }
  // On its page, without a script: what is left empty is not translated.
  const form = await page('mai', `/recommendations/${id}/translation`, 'fr')
  expect(form).toMatch(/<blockquote lang="en" dir="ltr">Pay for them\.<\/blockquote>/)
  const fields = { 'wording-0': 'Payer', 'follows-wording': '1', language: 'fr', ...by }
  const partly = await hub.as('mai', 'fr').post(`/recommendations/${id}/translation`, fields)
  expect([partly.status, await partly.text()]).toEqual([422, expect.stringMatching(/Traduisez chaque partie en entier[^]*value="Payer"/)])
  await done('mai', 'PUT', into('fr'), { ...by, pieces: [french, minority] })
  const shown = await page(null, `/recommendations/${id}`, 'fr')
  for (const text of ['<h1 lang="fr" dir="ltr">Payer les carnets', 'Un doute qui dure.', 'Traduit par une machine.', 'Babel 3'])
    expect([text, shown.includes(text)]).toEqual([text, true])
  expect([shown.includes('Pay for them.'), shown.includes('L’original a été modifié')]).toEqual([false, false])
  expect(await page(null, `/recommendations/${id}?in=en`, 'fr')).toContain('<h1 lang="en" dir="ltr">Pay for records')
  expect(await page(null, `/recommendations/${id}`, 'ar')).toContain('<h1 lang="en" dir="ltr">Pay for records')
  expect(await page(null, '/recommendations', 'fr')).toContain('Payer les carnets')
  // The words of the list for programs are those that were written.
  expect(await page(null, '/recommendations/export.csv', 'fr')).not.toContain('Payer')
  const plan = {
    title: 'Pay for records',
    call: 'Pay.',
    language: 'en',
    question: 1,
    answerBy: day(60),
    addresseeBody: hub.cast.bodies.unit,
  }
  const sources = [{ sort: 'statement', id: `${dialogue.id}/0` }]
  await done('mai', 'PUT', `/recommendations/${id}`, { version: 1, ...plan, text: 'Pay for all of them.', sources })
  expect(await page(null, `/recommendations/${id}`, 'fr')).toContain('L’original a été modifié après cette traduction.')
  expect(await page(null, '/recommendations', 'fr')).not.toContain('Payer les carnets')
  const read = () => done<{ translations: { piece: string; behind: boolean }[] }>(null, 'GET', `/recommendations/${id}`)
  expect((await read()).translations.map(({ piece, behind }) => [piece, behind])).toEqual([
    [minority.piece, false],
    ['wording', true],
  ])
  // With the words that were taken back their translation goes.
  await done('niamh', 'DELETE', `/recommendations/${id}/contributions/${position}`)
  expect([(await read()).translations.length, (await page(null, `/recommendations/${id}`, 'fr')).includes('Un doute')]).toEqual([1, false])
  const rows = await hub.db.selectFrom('recommendation_translation').select('piece').where('recommendation_id', '=', id).execute()
  expect(rows).toEqual([{ piece: 'wording' }])
})

test('what was proposed can be followed with its summit and its addressee, is found and shared; a draft and what was taken back or hidden cannot', async () => {
  const [published] = publications
  if (published === undefined) throw new Error('nothing is published')
  await hub.db.updateTable('recommendation').set({ hidden_for: 'no-attack', hidden_at: NOON }).execute()
  const [kept, outside, taken] = [
    await proposed({ title: 'A letter box in every house' }),
    await proposed({ title: 'Answer letters', addresseeBody: null, addresseeName: 'Port authority' }),
    await proposed({ title: 'Taken back' }),
  ]
  const plan = { title: 'Not yet', text: 'T', call: 'C', language: 'en', answerBy: day(60), addresseeBody: hub.cast.bodies.unit }
  const sources = [{ sort: 'statement', id: `${dialogue.id}/0` }]
  const { id: draft } = await done('mai', 'POST', `/sessions/${session.id}/recommendations`, { ...plan, sources })
  await done('mai', 'POST', `/recommendations/${taken}/withdrawal`, words('It was said already.'))
  const all = await holdsToItsWord(hub, published)
  expect(all.map(({ id }) => id).toSorted()).toEqual([kept, outside].toSorted())
  const summit = { sort: 'summit', id: (await gatherings.sessionById(hub.db, session.id, 'en'))?.summitId }
  expect(all.find(({ id }) => id === kept)?.subjects).toEqual([summit, { sort: 'body', id: hub.cast.bodies.unit }])
  expect(all.find(({ id }) => id === outside)?.words).toContain('Port authority')
  expect(await sharedAt(hub, `/recommendations/${kept}`)).toBe(`/share/recommendation/${kept}`)
  for (const id of [draft, taken]) {
    expect(await page('mai', `/recommendations/${id}`)).not.toContain('/share/')
    expect((await hub.as('mai').get(`/share/recommendation/${id}`)).status).toBe(404)
  }
  const pieces = [{ piece: 'wording', follows: 1, words: ['Une boîte aux lettres', 'T', 'C'] }]
  await done('mai', 'PUT', `/recommendations/${kept}/translations/fr`, { translator: 'person', pieces })
  const reading = { actor: nobody('fr'), now: hub.runner.outside.now(), outside: hub.runner.outside }
  expect(await published.byIds(hub.db, [kept, draft, taken], reading)).toMatchObject([{ title: 'Une boîte aux lettres', language: 'fr' }])
  // What stands in a session that is not announced is passed over, also where it is the newest.
  const other = await stageSession(hub, { announced: false })
  const there = { session_id: other.id, edition_id: other.edition }
  const id = randomUUID()
  const row = await hub.db.selectFrom('recommendation').selectAll().where('id', '=', kept).executeTakeFirstOrThrow()
  const said = await hub.db.selectFrom('recommendation_version').selectAll().where('recommendation_id', '=', kept).executeTakeFirstOrThrow()
  await hub.db
    .insertInto('recommendation')
    .values({ ...row, ...there, id, proposed_at: new Date(NOON.getTime() + 1000) })
    .execute()
  await hub.db
    .insertInto('recommendation_version')
    .values({ ...said, session_id: other.id, recommendation_id: id })
    .execute()
  const [newest, ...others] = await published.of(hub.db, { ...reading, subjects: null, before: null, most: 1 })
  expect([[kept, outside].includes(newest?.id ?? ''), others]).toEqual([true, []])
  expect([await published.openAfter(hub.db, null, 2), await published.byIds(hub.db, [id], reading)]).toEqual([
    [kept, outside].toSorted(),
    [],
  ])
})
