import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'
import { organisations } from './index.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DEPARTMENT = 'department-of-the-diaspora'
const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const text = (name: string, language = 'en') => ({ language, name, summary: `About ${name}.` })
const form = (name: string, more: Record<string, string> = {}): Record<string, string> => ({
  kind: 'youth',
  slug: '',
  'texts.0.language': 'en',
  'texts.0.name': name,
  'texts.0.summary': `About ${name}.`,
  ...more,
})

test('an operator adds a body by the form, and its address comes from its name', async () => {
  const gift = hub.as('gift')
  expect((await gift.get('/bodies/new')).status).toBe(200)
  const made = await gift.post('/bodies', form('Young Voices of Cork'))
  expect([made.status, made.headers.get('location')]).toEqual([303, '/en/bodies/young-voices-of-cork'])
  const page = await (await hub.as(null).get('/bodies/young-voices-of-cork')).text()
  expect(page).toContain('<h1 lang="en" dir="ltr">Young Voices of Cork</h1>')
  expect(page).toContain('Nobody speaks for this body here yet.')
  expect(page).toContain('Fewer than ten members')
  const [event] = await hub.db
    .selectFrom('event')
    .select(['visibility', 'data'])
    .where('kind', '=', 'organisations.body.created')
    .orderBy('sequence', 'desc')
    .execute()
  expect(event).toEqual({ visibility: 'public', data: { kind: 'youth' } })
})

test('nobody else does', async () => {
  const before = (await hub.db.selectFrom('body').select('id').execute()).length
  for (const who of ['aoife', 'mai', null] as const) {
    expect((await hub.as(who).get('/bodies/new')).status).toBe(403)
    expect((await hub.as(who).post('/bodies', form('Club'))).status).toBe(403)
  }
  expect(await refusal(await hub.as('aoife').api('POST', '/bodies', { kind: 'youth', texts: [text('Club')] }))).toEqual([
    403,
    'body.operators-only',
  ])
  expect(await refusal(await hub.as(null).api('POST', '/bodies', { kind: 'youth', texts: [text('Club')] }))).toEqual([
    403,
    'sign-in.needed',
  ])
  expect((await hub.db.selectFrom('body').select('id').execute()).length).toBe(before)
})

test('a form that cannot be taken comes back filled in, each sentence at its field', async () => {
  const gift = hub.as('gift')
  const taken = await gift.post('/bodies', form('Club', { slug: DEPARTMENT }))
  expect(taken.status).toBe(409)
  expect(await taken.text()).toContain('Another body has this address already')
  const empty = await gift.post('/bodies', form('', { slug: 'Not An Address' }))
  const html = await empty.text()
  expect(empty.status).toBe(422)
  expect(html).toContain('id="fault-texts.0.name"')
  expect(html).toContain('id="fault-slug"')
  expect(html).toContain('value="Not An Address"')
  const nameless = await gift.post('/bodies', form('!!!'))
  expect([nameless.status, (await nameless.text()).includes('No address can be made from this name')]).toEqual([409, true])
  const twice = { kind: 'firm', texts: [text('A'), text('B')] }
  expect(await refusal(await gift.api('POST', '/bodies', twice))).toEqual([400, 'input.invalid'])
  expect(await refusal(await gift.api('POST', '/bodies', { ...twice, kind: 'sect' }))).toEqual([400, 'input.invalid'])
})

test('of two bodies that want one address at once, one gets it', async () => {
  const gift = hub.as('gift')
  const asked = { kind: 'firm', slug: 'one-address', texts: [text('One')] }
  const answers = await Promise.all([gift.api('POST', '/bodies', asked), gift.api('POST', '/bodies', asked)])
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

test('a body is shown in the reader’s language, else in its first', async () => {
  const gift = hub.as('gift')
  const made = await gift.api('POST', '/bodies', {
    kind: 'faith',
    slug: 'two-tongues',
    texts: [text('Deux rives', 'fr'), text('ضفتان', 'ar')],
  })
  const { id } = (await made.json()) as { id: string }
  const card = async (locale: string) => (await organisations.bodyCards(hub.db, [id, id], locale)).get(id)
  expect(await card('ar')).toEqual({
    id,
    slug: 'two-tongues',
    kind: 'faith',
    name: 'ضفتان',
    language: 'ar',
    summary: 'About ضفتان.',
    archived: false,
  })
  expect(await card('en')).toMatchObject({ name: 'Deux rives', language: 'fr' })
  expect(await organisations.bodyCards(hub.db, [], 'en')).toEqual(new Map())
  expect(await (await hub.as(null, 'en').get('/bodies/two-tongues')).text()).toContain('<h1 lang="fr" dir="ltr">Deux rives</h1>')
  expect(await (await hub.as(null, 'ar').get('/bodies/two-tongues')).text()).toContain('<h1 lang="ar" dir="rtl">ضفتان</h1>')
  expect((await organisations.bodyBySlug(hub.db, 'two-tongues', 'ar'))?.id).toBe(id)
  expect(await organisations.bodyBySlug(hub.db, 'nothing', 'ar')).toBeNull()
})

test('a body whose name is in Arabic script has a page at an address in that script', async () => {
  const made = await hub.as('gift', 'ar').post('/bodies', form('رابطة ليون', { 'texts.0.language': 'ar' }))
  const location = made.headers.get('location') ?? ''
  expect([made.status, decodeURI(location)]).toEqual([303, '/ar/bodies/رابطة-ليون'])
  expect((await hub.as(null, 'ar').get(location)).status).toBe(200)
})

test('a steward writes a text in another language and changes it; a reader and a convener do not', async () => {
  const aoife = hub.as('aoife')
  expect((await aoife.get(`/bodies/${DEPARTMENT}/edit?language=ar`)).status).toBe(200)
  const written = { language: 'ar', name: 'إدارة المغتربين', summary: 'جهة حكومية.' }
  const done = await aoife.post(`/bodies/${DEPARTMENT}/edit`, written)
  expect([done.status, done.headers.get('location')]).toEqual([303, `/en/bodies/${DEPARTMENT}`])
  expect((await organisations.bodyBySlug(hub.db, DEPARTMENT, 'ar'))?.name).toBe('إدارة المغتربين')
  expect((await aoife.api('PUT', `/bodies/${DEPARTMENT}/texts/ar`, { name: 'دائرة المغتربين', summary: 'جهة.' })).status).toBe(200)
  const profile = (await (await hub.as(null, 'ar').api('GET', `/bodies/${DEPARTMENT}`)).json()) as { name: string; languages: string[] }
  expect(profile.name).toBe('دائرة المغتربين')
  expect(profile.languages.at(-1)).toBe('ar')

  const faulty = await aoife.post(`/bodies/${DEPARTMENT}/edit`, { ...written, name: '' })
  expect(faulty.status).toBe(422)
  expect(await faulty.text()).toContain('جهة حكومية.')
  for (const who of ['niamh', 'idrissa', 'mai', null] as const) {
    expect((await hub.as(who).get(`/bodies/${DEPARTMENT}/edit`)).status).toBe(403)
    expect((await hub.as(who).post(`/bodies/${DEPARTMENT}/edit`, { ...written, name: 'Mine' })).status).toBe(403)
  }
  expect(await refusal(await aoife.api('PUT', '/bodies/nothing/texts/ar', { name: 'x', summary: 'x' }))).toEqual([404, 'body.missing'])
  expect(await refusal(await aoife.api('PUT', `/bodies/${DEPARTMENT}/texts/ENGLISH`, { name: 'x', summary: 'x' }))).toEqual([
    400,
    'input.invalid',
  ])
  expect((await organisations.bodyBySlug(hub.db, DEPARTMENT, 'ar'))?.name).toBe('دائرة المغتربين')
})

test('the list goes by kind, shows one’s own first, and offers adding to an operator alone', async () => {
  const list = (await (await hub.as(null).api('GET', '/bodies?kind=home-town')).json()) as { slug: string }[]
  expect(list.map(({ slug }) => slug)).toEqual(['pulaar-lyon'])
  expect(await refusal(await hub.as(null).api('GET', '/bodies?kind=sect'))).toEqual([400, 'input.invalid'])
  const seen = async (who: 'mai' | 'gift' | null) => (await hub.as(who).get('/bodies')).text()
  const [reader, mai, gift] = [await seen(null), await seen('mai'), await seen('gift')]
  expect([reader, mai, gift].map((html) => html.includes('<h2>Yours</h2>'))).toEqual([false, true, false])
  expect([reader, mai, gift].map((html) => html.includes('href="/en/bodies/new"'))).toEqual([false, false, true])
  expect(mai.match(/href="\/en\/bodies\/pulaar-lyon"/g)?.length).toBe(2)
})

test('a body that is not there is said to be missing', async () => {
  for (const path of ['/bodies/nothing', '/bodies/nothing/people', '/bodies/nothing/edit', '/bodies/nothing/invitations/x']) {
    expect([path, (await hub.as('gift').get(path)).status]).toEqual([path, 404])
  }
  expect(await refusal(await hub.as(null).api('GET', '/bodies/nothing'))).toEqual([404, 'body.missing'])
})

test('the list of an empty hub says what will be here', async () => {
  const empty = await openHub()
  try {
    for (const table of ['office', 'membership', 'invitation', 'body_text', 'body'] as const) await empty.db.deleteFrom(table).execute()
    expect(await (await empty.as(null).get('/bodies')).text()).toContain('There is no body here yet.')
  } finally {
    await empty.close()
  }
})
