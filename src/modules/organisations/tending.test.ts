import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { stageDialogue } from '../../testing/scene.ts'
import type { CastName } from '../../testing/cast.ts'
import { organisations } from './index.ts'
import type { Chapters, ChapterProposal } from './queries/chapters.ts'

const DEPARTMENT = 'department-of-the-diaspora'
const PULAAR = 'pulaar-lyon'
const DAY = 86_400_000

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''
const chaptersOf = async (slug: string) => (await (await hub.as(null).api('GET', `/bodies/${slug}/chapters`)).json()) as Chapters
const page = async (slug: string, who: CastName | null = null) => (await hub.as(who).get(`/bodies/${slug}`)).text()
const kinds = async (visibility: 'public' | 'internal') =>
  (
    await hub.db
      .selectFrom('event')
      .select('kind')
      .where('visibility', '=', visibility)
      .where('kind', 'like', 'organisations.chapter.%')
      .orderBy('at')
      .execute()
  ).map(({ kind }) => kind)

async function found(slug: string, steward: CastName): Promise<void> {
  const texts = [{ language: 'en', name: `The ${slug}`, summary: 'An invented body.' }]
  await hub.as('gift').api('POST', '/bodies', { kind: 'umbrella', slug, texts })
  await hub.as('gift').api('POST', `/bodies/${slug}/offices`, { person: personOf(steward), role: 'steward' })
}

test('one side proposes, the other says yes, both pages say so, and either ends it', async () => {
  await found('federation', 'samir')
  const propose = (who: CastName | null, side = 'chapter') => hub.as(who).post(`/bodies/${PULAAR}/chapters`, { other: 'federation', side })
  for (const who of ['mai', 'samir', 'aoife', null] as const) {
    expect([who, (await propose(who)).status]).toEqual([who, 403])
    expect([who, (await hub.as(who).get(`/bodies/${PULAAR}/chapters`)).status]).toEqual([who, 403])
  }
  expect((await propose('idrissa')).status).toBe(303)
  expect((await propose('idrissa')).status).toBe(409)
  expect(await chaptersOf('federation')).toEqual({ umbrella: null, chapters: [], before: [] })
  expect(await page(PULAAR)).not.toContain('The federation')
  expect(await kinds('public')).toEqual([])

  const asked = (await (await hub.as('samir').api('GET', '/bodies/federation/chapter-proposals')).json()) as ChapterProposal[]
  expect(asked).toMatchObject([{ body: { slug: PULAAR }, side: 'chapter', own: false }])
  expect(await refusal(await hub.as('idrissa').api('GET', '/bodies/federation/chapter-proposals'))).toEqual([403, 'body.stewards-only'])
  expect(await refusal(await hub.as('idrissa').api('POST', `/bodies/federation/chapters/${PULAAR}/acceptance`, {}))).toEqual([
    403,
    'body.stewards-only',
  ])
  const desk = await (await hub.as('samir').get('/bodies/federation/chapters')).text()
  expect(desk).toContain('Say yes to \u2068Pulaar Lyon\u2069')
  expect((await hub.as('samir').post('/bodies/federation/chapters/acceptance', { other: PULAAR, side: 'chapter' })).status).toBe(303)
  expect(await chaptersOf('federation')).toMatchObject({ chapters: [{ body: { slug: PULAAR } }] })
  expect(await chaptersOf(PULAAR)).toMatchObject({ umbrella: { body: { slug: 'federation' } } })
  expect(await page(PULAAR)).toContain('The federation')
  expect(await page('federation')).toContain('Pulaar Lyon')
  expect(await kinds('public')).toEqual(['organisations.chapter.begun', 'organisations.chapter.begun'])

  hub.setNow(new Date(NOON.getTime() + DAY / 24))
  expect((await hub.as('aoife').post(`/bodies/${PULAAR}/chapters/ending`, { other: 'federation', side: 'umbrella' })).status).toBe(403)
  expect((await hub.as('idrissa').post(`/bodies/${PULAAR}/chapters/ending`, { other: 'federation', side: 'umbrella' })).status).toBe(303)
  expect(await chaptersOf(PULAAR)).toMatchObject({ umbrella: null, before: [{ body: { slug: 'federation' }, side: 'umbrella' }] })
  expect(await page('federation')).toContain('was a chapter of this body from 1 March 2026 to 1 March 2026')
  expect((await kinds('public')).filter((kind) => kind === 'organisations.chapter.ended').length).toBe(2)
})

test('an umbrella invites, and a no leaves nothing that others see', async () => {
  const before = (await kinds('public')).length
  expect((await hub.as('samir').api('POST', `/bodies/federation/chapters/${DEPARTMENT}`, { side: 'umbrella' })).status).toBe(200)
  expect(await (await hub.as('aoife').get(`/bodies/${DEPARTMENT}/chapters`)).text()).toContain('Invites this body since')
  expect((await hub.as('aoife').api('DELETE', `/bodies/federation/chapters/${DEPARTMENT}`, {})).status).toBe(200)
  expect(await chaptersOf(DEPARTMENT)).toEqual({ umbrella: null, chapters: [], before: [] })
  expect((await kinds('public')).length).toBe(before)
  expect(await refusal(await hub.as('aoife').api('DELETE', `/bodies/federation/chapters/${DEPARTMENT}`, {}))).toEqual([
    404,
    'chapter.missing',
  ])
})

test('no circle comes about, also when its two halves are closed at once', async () => {
  for (const slug of ['ring-a', 'ring-b', 'ring-c', 'ring-d']) await found(slug, 'niamh')
  const niamh = hub.as('niamh')
  const join = async (chapter: string, umbrella: string) => {
    await niamh.api('POST', `/bodies/${umbrella}/chapters/${chapter}`, { side: 'chapter' })
    return (await niamh.api('POST', `/bodies/${umbrella}/chapters/${chapter}/acceptance`, {})).status
  }
  expect([await join('ring-b', 'ring-c'), await join('ring-d', 'ring-a')]).toEqual([200, 200])
  for (const [chapter, umbrella] of [
    ['ring-a', 'ring-b'],
    ['ring-c', 'ring-d'],
  ])
    await niamh.api('POST', `/bodies/${umbrella}/chapters/${chapter}`, { side: 'chapter' })
  const answers = await Promise.all([
    niamh.api('POST', '/bodies/ring-b/chapters/ring-a/acceptance', {}),
    niamh.api('POST', '/bodies/ring-d/chapters/ring-c/acceptance', {}),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const refused = await niamh.post('/bodies/ring-a/chapters', { other: 'ring-a', side: 'chapter' })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('A body is not its own chapter.')
})

test('a body says since when it is there, where it acts and how it is reached; the form that is refused comes back filled in', async () => {
  const idrissa = hub.as('idrissa')
  const facts = {
    founded: '1998',
    country: 'FR',
    'works-in': 'ff',
    web: 'https://pulaar.example.org/',
    contact: 'bureau@pulaar.example.org',
  }
  for (const who of ['mai', 'aoife', null] as const)
    expect([who, (await hub.as(who).post(`/bodies/${PULAAR}/facts`, facts)).status]).toEqual([who, 403])
  expect((await idrissa.post(`/bodies/${PULAAR}/facts`, facts)).status).toBe(303)
  const html = await page(PULAAR)
  for (const part of [
    '1998',
    'France',
    'Fula',
    'href="https://pulaar.example.org/" rel="nofollow noopener noreferrer"',
    'bureau@pulaar.example.org',
  ])
    expect(html).toContain(part)
  expect(html).not.toContain('mailto:')
  const more = await idrissa.post(`/bodies/${PULAAR}/facts`, {
    ...facts,
    countries: ['FR'],
    country: 'SN',
    web: 'http://x',
    founded: 'long ago',
  })
  const again = await more.text()
  expect(more.status).toBe(422)
  for (const part of ['id="fault-web"', 'id="fault-founded"', 'value="http://x"', 'value="SN" checked', 'value="FR" checked'])
    expect(again).toContain(part)
  await idrissa.post(`/bodies/${PULAAR}/facts`, {})
  expect(await page(PULAAR)).not.toContain('1998')
})

test('a text that is changed stays in the history, and the page says so', async () => {
  const idrissa = hub.as('idrissa')
  const text = { language: 'en', name: 'Pulaar Lyon', summary: 'A second summary.', focus: 'Fuuta Tooro', expectations: 'A meal in June.' }
  expect(await page(PULAAR)).not.toContain('/history')
  await idrissa.post(`/bodies/${PULAAR}/edit`, text)
  await idrissa.post(`/bodies/${PULAAR}/edit`, text)
  await idrissa.post(`/bodies/${PULAAR}/edit`, { ...text, summary: 'A third summary.' })
  const html = await page(PULAAR)
  for (const part of ['3 versions', 'Place of origin', 'Fuuta Tooro', 'A meal in June.', 'A third summary.']) expect(html).toContain(part)
  const history = await (await hub.as(null).get(`/bodies/${PULAAR}/history`)).text()
  expect(history.indexOf('A second summary.')).toBeGreaterThan(0)
  expect(history.indexOf('An invented body.')).toBeGreaterThan(history.indexOf('A second summary.'))
  expect(history).not.toContain('A third summary.')
})

test('a difference is marked and unmarked by a button', async () => {
  const gift = hub.as('gift')
  await gift.api('PUT', `/bodies/${PULAAR}/attestation`, { reason: 'We met.' })
  const texts = [{ language: 'en', name: 'Pulaar Ly0n', summary: 'Another.' }]
  await gift.api('POST', '/bodies', { kind: 'youth', slug: 'ly0n', texts, confirmed: true })
  expect(await page('ly0n')).toContain('A verified body has a similar name.')
  await gift.post('/bodies/ly0n/differences', { other: PULAAR })
  expect(await page('ly0n')).not.toContain('A verified body has a similar name.')
  expect(await (await gift.get('/bodies/ly0n/verification')).text()).toContain('Warn of \u2068Pulaar Lyon\u2069 again')
  expect(await (await hub.as('aoife').get('/bodies/ly0n/verification')).text()).not.toContain('Warn of')
  expect((await hub.as('aoife').post('/bodies/ly0n/differences/withdrawal', { other: PULAAR })).status).toBe(403)
  await gift.post('/bodies/ly0n/differences/withdrawal', { other: PULAAR })
  expect(await page('ly0n')).toContain('A verified body has a similar name.')
})

test('a steward puts a body into the archive: it is read, and nothing is done in it, until it is taken out', async () => {
  const idrissa = hub.as('idrissa')
  const { path: link } = (await (await idrissa.api('POST', `/bodies/${PULAAR}/invitations`, { role: 'moderator' })).json()) as {
    path: string
  }
  const unsure = await idrissa.post(`/bodies/${PULAAR}/archive`)
  expect(unsure.status).toBe(422)
  for (const who of ['mai', 'aoife', null] as const)
    expect([who, (await hub.as(who).post(`/bodies/${PULAAR}/archive`, { sure: 'on' })).status]).toEqual([who, 403])
  expect(await refusal(await hub.as('gift').api('PUT', `/bodies/${PULAAR}/archive`, { sure: true }))).toEqual([409, 'body.not-abandoned'])
  expect((await idrissa.post(`/bodies/${PULAAR}/archive`, { sure: 'on' })).status).toBe(303)

  const nothing = { steward: false, convener: false, moderator: false, member: false }
  for (const name of ['idrissa', 'mai'] as const)
    expect(await organisations.standingOf(hub.db, hub.cast.bodies.lyon, personOf(name))).toEqual(nothing)
  expect((await organisations.bodiesWhere(hub.db, personOf('idrissa'), 'convener', 'en')).map(({ slug }) => slug)).not.toContain(PULAAR)
  expect((await organisations.allBodies(hub.db, 'en')).map(({ slug }) => slug)).not.toContain(PULAAR)
  expect((await organisations.officesOf(hub.db, [personOf('idrissa')])).bodies).toEqual([hub.cast.bodies.lyon])
  expect(await page(PULAAR)).toContain('In the archive since')
  expect(await (await hub.as(null).get('/bodies')).text()).toContain('In the archive')

  const text = { name: 'X', summary: 'Y' }
  const refused: readonly (readonly [string, string, string, unknown])[] = [
    ['a text', 'PUT', `/bodies/${PULAAR}/texts/en`, text],
    ['facts', 'PUT', `/bodies/${PULAAR}/facts`, {}],
    ['an invitation', 'POST', `/bodies/${PULAAR}/invitations`, { role: 'member' }],
    ['a domain', 'POST', `/bodies/${PULAAR}/domains`, { domain: 'a.org' }],
    ['an account', 'POST', `/bodies/${PULAAR}/accounts`, { url: 'https://a.org/x' }],
    ['a chapter', 'POST', `/bodies/federation/chapters/${PULAAR}`, { side: 'chapter' }],
    ['a term', 'PUT', `/bodies/${PULAAR}/offices/${personOf('idrissa')}/steward`, { termEnds: null, titles: {} }],
    ['a handover', 'POST', `/bodies/${PULAAR}/offices/${personOf('idrissa')}/steward/handovers`, {}],
    ['the archive again', 'PUT', `/bodies/${PULAAR}/archive`, { sure: true }],
  ]
  for (const [what, method, path, body] of refused)
    expect([what, await refusal(await idrissa.api(method, path, body))]).toEqual([what, [409, 'body.archived']])
  expect(
    await refusal(await hub.as('gift').api('POST', `/bodies/${PULAAR}/offices`, { person: personOf('mai'), role: 'convener' })),
  ).toEqual([409, 'body.archived'])
  expect((await hub.as('samir').post(link)).status).toBe(409)
  expect((await idrissa.get(`/bodies/${PULAAR}/edit`)).status).toBe(409)
  expect((await hub.as('mai').post(`/bodies/${PULAAR}/membership/ending`)).status).toBe(303)

  expect((await hub.as('aoife').post(`/bodies/${PULAAR}/archive/ending`)).status).toBe(403)
  expect((await hub.as(null).post(`/bodies/${PULAAR}/archive/ending`)).status).toBe(403)
  expect((await idrissa.post(`/bodies/${PULAAR}/archive/ending`)).status).toBe(303)
  expect(await refusal(await idrissa.api('DELETE', `/bodies/${PULAAR}/archive`, {}))).toEqual([409, 'body.not-archived'])
  expect((await organisations.standingOf(hub.db, hub.cast.bodies.lyon, personOf('idrissa'))).steward).toBe(true)
  const told = await hub.db
    .selectFrom('event')
    .select(['kind', 'visibility', 'data'])
    .where('kind', 'in', ['organisations.body.archived', 'organisations.body.reopened'])
    .orderBy('sequence')
    .execute()
  expect(told).toEqual([
    { kind: 'organisations.body.archived', visibility: 'public', data: { by: 'stewards' } },
    { kind: 'organisations.body.reopened', visibility: 'public', data: {} },
  ])
})

test('whoever runs the hub archives what nobody has looked after for a year, says so, and can take it out', async () => {
  const archive = () => hub.as('gift').api('PUT', `/bodies/${DEPARTMENT}/archive`, { sure: true })
  const ago = (days: number) => new Date(NOON.getTime() - days * DAY)
  const { unit } = hub.cast.bodies
  expect(await refusal(await archive())).toEqual([409, 'body.not-abandoned'])
  await hub.db
    .updateTable('body')
    .set({ created_at: ago(900) })
    .where('id', '=', unit)
    .execute()
  await hub.db
    .updateTable('office')
    .set({ since: ago(800) })
    .where('body_id', '=', unit)
    .execute()
  await hub.db
    .updateTable('event')
    .set({ at: ago(364) })
    .where('person_id', '=', personOf('aoife'))
    .execute()
  const acted = {
    kind: 'x.y.done',
    scope_id: unit,
    subject: 'x',
    data: '{}',
    visibility: 'internal' as const,
    person_id: personOf('aoife'),
    at: ago(364),
  }
  await hub.db.insertInto('event').values(acted).execute()
  expect(await refusal(await archive())).toEqual([409, 'body.not-abandoned'])
  await hub.db
    .updateTable('event')
    .set({ at: ago(366) })
    .where('person_id', '=', personOf('aoife'))
    .execute()
  const draft = await stageDialogue(hub, { title: 'A draft', open: false })
  const held = await stageDialogue(hub, { title: 'One that is there' })
  expect(await (await archive()).json()).toMatchObject({ by: 'operator' })
  expect(await refusal(await hub.as('gift').api('POST', `/dialogues/${draft.id}/opening`, {}))).toEqual([409, 'dialogue.body-archived'])
  await expect(stageDialogue(hub, { title: 'Another', open: false })).rejects.toThrow('dialogue.body-archived')
  expect((await hub.as(null).get(`/dialogues/${held.slug}`)).status).toBe(200)
  expect(await page(DEPARTMENT)).toContain('because none of its stewards had done anything here for a year')
  expect((await hub.as('gift').api('DELETE', `/bodies/${DEPARTMENT}/archive`, {})).status).toBe(200)
})

test('the whole public record is one file, with no member and no token in it', async () => {
  const answer = await hub.as(null).get(`/bodies/${PULAAR}/export`)
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${PULAAR}.json`)
  const text = await answer.text()
  const record = JSON.parse(text) as {
    texts: unknown[]
    earlierTexts: unknown[]
    officers: { person: string }[]
    history: { day: string; kind: string; subject: string }[]
  }
  expect(record).toMatchObject({
    body: { slug: PULAAR, kind: 'home-town', archivedAt: null },
    chapters: { before: [{ side: 'umbrella' }] },
  })
  expect(record.earlierTexts.length).toBe(2)
  expect(record.officers.map(({ person }) => person)).toEqual([personOf('idrissa')])
  expect(record.history.map(({ kind }) => kind)).toContain('organisations.chapter.begun')
  expect(record.history.every(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true)
  const id = hub.cast.bodies.lyon
  const held = await hub.db.selectFrom('event').select('kind').where('scope_id', '=', id).where('visibility', '=', 'internal').execute()
  expect(held.map(({ kind }) => kind)).toContain('organisations.membership.begun')
  expect(text).not.toContain('membership')
  expect(text).not.toContain(personOf('mai'))
  expect(await refusal(await hub.as(null).api('GET', '/bodies/nothing/export'))).toEqual([404, 'body.missing'])
})
