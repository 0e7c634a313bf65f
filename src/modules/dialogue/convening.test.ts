import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { doAsHub, eventsOf, kindsOf, makeClosed, makeDraft, makeOpen, PLAN, refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(() => hub.setNow(NOON))
afterAll(() => hub.close())

/** The form as a browser sends it: times of the home zone (Dublin, on UTC in winter, an hour ahead in April). */
const form = (more: Record<string, string | readonly string[]> = {}) => ({
  bodyId: hub.cast.bodies.unit,
  language: 'en',
  title: 'Schools in two languages',
  summary: 'How should children learn both?',
  background: '',
  questions: 'First?\r\n\r\n  Second?  \r\n',
  seeds: 'Teachers matter.\r\nBooks matter.\r\n',
  languages: ['en', 'ga'],
  opensAt: '2026-03-02T09:00',
  closesAt: '2026-04-12T18:00',
  answerBy: '2026-05-01T12:00',
  participation: 'anyone',
  mayAdd: 'on',
  moderation: 'before',
  rules: ['one-idea', 'no-attack'],
  ...more,
})
const rowOf = (slug: string) => hub.db.selectFrom('dialogue').selectAll().where('slug', '=', slug).executeTakeFirst()
const count = async () => (await hub.db.selectFrom('dialogue').select('id').execute()).length
const fullPlan = () => ({ ...PLAN, bodyId: hub.cast.bodies.unit })

test('a convener prepares a dialogue by the form', async () => {
  const niamh = hub.as('niamh')
  expect((await niamh.get('/dialogues/new')).status).toBe(200)
  const made = await niamh.post('/dialogues', form())
  expect([made.status, made.headers.get('location')]).toEqual([303, '/en/dialogues/schools-in-two-languages'])
  const row = await rowOf('schools-in-two-languages')
  expect(row).toMatchObject({
    state: 'draft',
    languages: ['en', 'ga'],
    participation: 'anyone',
    may_add: true,
    moderation: 'before',
    publication: 'votes',
    statement_count: 2,
  })
  expect([row?.opens_at, row?.closes_at].map((at) => at?.toISOString())).toEqual(['2026-03-02T09:00:00.000Z', '2026-04-12T17:00:00.000Z'])
  expect(row?.rules).toEqual(['one-idea', 'no-attack'])
  const id = row?.id ?? ''
  const questions = await hub.db
    .selectFrom('guiding_question')
    .select(['number', 'text'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()
  expect(questions).toEqual([
    { number: 1, text: 'First?' },
    { number: 2, text: 'Second?' },
  ])
  const statements = await hub.db
    .selectFrom('statement')
    .select(['number', 'text', 'voice', 'status', 'seed'])
    .where('dialogue_id', '=', id)
    .orderBy('number')
    .execute()
  expect(statements).toEqual([
    { number: 0, text: 'Teachers matter.', voice: 'convener', status: 'published', seed: true },
    { number: 1, text: 'Books matter.', voice: 'convener', status: 'published', seed: true },
  ])
  expect((await eventsOf(hub, id)).map(({ kind, visibility, data }) => ({ kind, visibility, data }))).toEqual([
    { kind: 'dialogue.draft.created', visibility: 'internal', data: { body: hub.cast.bodies.unit } },
  ])
})

test('the draft leads back to itself from the list of its conveners alone', async () => {
  const { slug } = await makeDraft(hub, { title: 'Found again' })
  const seen = async (who: 'niamh' | 'aoife' | 'gift' | 'samir' | 'mai' | null) =>
    (await (await hub.as(who).get('/dialogues')).text()).includes(`/dialogues/${slug}"`)
  expect([await seen('niamh'), await seen('aoife'), await seen('gift'), await seen('samir'), await seen('mai'), await seen(null)]).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('by the API too, with a second one of that name under another address', async () => {
  const niamh = hub.as('niamh')
  const asked = { ...fullPlan(), title: 'One name' }
  const made = await Promise.all([1, 2, 3].map(() => niamh.api('POST', '/dialogues', asked)))
  expect(made.map(({ status }) => status)).toEqual([200, 200, 200])
  const slugs = await Promise.all(made.map(async (one) => ((await one.json()) as { slug: string }).slug))
  expect(new Set(slugs).size).toBe(3)
  expect(slugs.filter((slug) => slug === 'one-name').length).toBe(1)
  for (const slug of slugs) expect(slug).toMatch(/^one-name(-[0-9a-f]{6})?$/)
})

test('a form that cannot be taken comes back filled in, a sentence at each field', async () => {
  const before = await count()
  const answer = await hub.as('niamh').post(
    '/dialogues',
    form({
      title: '',
      summary: 'x'.repeat(401),
      seeds: `Fine.\n${'y'.repeat(281)}\n${'z'.repeat(300)}`,
      questions: 'q'.repeat(401),
      rules: [],
      language: 'Klingon!',
      opensAt: 'soon',
      background: 'A <b>kept</b> word',
    }),
  )
  const html = await answer.text()
  expect(answer.status).toBe(422)
  for (const field of ['title', 'summary', 'seeds', 'questions', 'rules', 'language', 'opensAt'])
    expect(html).toContain(`id="fault-${field}"`)
  expect(html).not.toContain('id="fault-background"')
  expect(html).toContain('A &lt;b&gt;kept&lt;/b&gt; word')
  expect(html).toContain('value="soon"')
  expect(await count()).toBe(before)
})

test.each([
  ['2026-04-12T18:00', '2026-04-12T18:00', '2026-05-01T12:00'],
  ['2026-04-13T18:00', '2026-04-12T18:00', '2026-05-01T12:00'],
  ['2026-04-01T18:00', '2026-04-12T18:00', '2026-04-12T17:59'],
])('a calendar that goes backwards is refused (%s, %s, %s)', async (opensAt, closesAt, answerBy) => {
  const answer = await hub.as('niamh').post('/dialogues', form({ opensAt, closesAt, answerBy }))
  expect([answer.status, (await answer.text()).includes('id="fault-closesAt"')]).toEqual([422, true])
})

test.each([
  ['no title', { title: ' ' }, 'title', 'field.required'],
  ['a long title', { title: 't'.repeat(161) }, 'title', 'field.too-long'],
  ['a language that has no name', { language: 'en-12' }, 'language', 'field.invalid'],
  ['no choice of who takes part', { participation: '' }, 'participation', 'field.required'],
  ['another sort of participation', { participation: 'friends' }, 'participation', 'field.invalid'],
  ['an unknown rule', { rules: ['taste'] }, 'rules.0', 'field.invalid'],
  ['no rule', { rules: [] }, 'rules', 'field.required'],
  ['a time that is none', { opensAt: '2026-13-40' }, 'opensAt', 'field.invalid'],
  ['a statement of 281 characters', { seeds: ['ok', 'é'.repeat(281)] }, 'seeds.1', 'field.too-long-statement'],
  ['a statement that cannot be seen', { seeds: ['\u200b\u200d'] }, 'seeds.0', 'field.required'],
  ['a character that no database holds', { title: 'a\0b' }, 'title', 'field.invalid'],
  ['too many questions', { questions: Array.from({ length: 21 }, (_, i) => `Question ${i}`) }, 'questions', 'field.invalid'],
])('the API refuses %s', async (_, more, field, code) => {
  const answer = await hub.as('niamh').api('POST', '/dialogues', { ...fullPlan(), ...more })
  const body = (await answer.json()) as { type: string; status: number; fields: { field: string; code: string; detail: string }[] }
  expect([answer.status, answer.headers.get('content-type'), body.type, body.status]).toEqual([
    400,
    'application/problem+json',
    'input.invalid',
    400,
  ])
  expect(body.fields.map((fault) => [fault.field, fault.code])).toContainEqual([field, code])
  expect(body.fields.every(({ detail }) => detail.length > 5)).toBe(true)
})

test('nobody convenes in the name of a body that is not there', async () => {
  const nowhere = { ...fullPlan(), bodyId: '00000000-0000-4000-8000-00000000dead' }
  expect(await refusalOf(await hub.as('gift').api('POST', '/dialogues', nowhere))).toEqual([400, 'input.invalid'])
  expect(await refusalOf(await hub.as('niamh').api('POST', '/dialogues', nowhere))).toEqual([403, 'dialogue.not-its-convener'])
})

test('a title in another script has an address in it, and slashes open no other page', async () => {
  const niamh = hub.as('niamh')
  const arabic = await niamh.post('/dialogues', form({ title: 'الصحة بين بلدين', language: 'ar' }))
  const location = arabic.headers.get('location') ?? ''
  expect([arabic.status, decodeURI(location)]).toEqual([303, '/en/dialogues/الصحة-بين-بلدين'])
  expect((await niamh.get(location)).status).toBe(200)
  const adlam = await niamh.post('/dialogues', form({ title: `A${'𞤢'.repeat(80)}` }))
  expect(adlam.status).toBe(303)
  expect((await niamh.get(adlam.headers.get('location') ?? '')).status).toBe(200)
  expect((await niamh.post('/dialogues', form({ title: '../../me?x=1#y' }))).headers.get('location')).toBe('/en/dialogues/me-x-1-y')
  expect((await niamh.post('/dialogues', form({ title: 'new' }))).headers.get('location')).toMatch(
    /^\/en\/dialogues\/dialogue-[0-9a-f]{6}$/,
  )
})

test('a draft is changed as a whole, and its language can be put right', async () => {
  const { id, slug } = await makeDraft(hub, { title: 'To be changed' })
  const niamh = hub.as('niamh')
  expect(await (await niamh.get(`/dialogues/${slug}/edit`)).text()).toContain('value="To be changed"')
  const done = await niamh.post(
    `/dialogues/${slug}/edit`,
    form({ title: 'À changer', language: 'fr', languages: ['fr'], seeds: 'Une seule.', questions: '' }),
  )
  expect([done.status, done.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}`])
  const texts = await hub.db.selectFrom('dialogue_text').select(['language', 'title']).where('dialogue_id', '=', id).execute()
  expect(texts).toEqual([{ language: 'fr', title: 'À changer' }])
  expect(await hub.db.selectFrom('guiding_question').select('text').where('dialogue_id', '=', id).execute()).toEqual([])
  expect(await hub.db.selectFrom('statement').select(['number', 'text', 'language']).where('dialogue_id', '=', id).execute()).toEqual([
    { number: 0, text: 'Une seule.', language: 'fr' },
  ])
  expect((await hub.db.selectFrom('dialogue').select(['statement_count', 'languages']).where('id', '=', id).execute())[0]).toEqual({
    statement_count: 1,
    languages: ['fr'],
  })
  const faulty = await niamh.post(`/dialogues/${slug}/edit`, form({ title: '' }))
  expect(faulty.status).toBe(422)
  await doAsHub(hub, 'dialogue.open', { dialogue: id })
  expect(await refusalOf(await niamh.api('PUT', `/dialogues/${slug}`, PLAN))).toEqual([409, 'dialogue.not-a-draft'])
  expect((await niamh.get(`/dialogues/${slug}/edit`)).status).toBe(409)
})

test('a translation stands beside the original, which stays as people read it', async () => {
  const { id, slug } = await makeOpen(hub, { title: 'Two tongues' })
  const niamh = hub.as('niamh')
  expect((await niamh.get(`/dialogues/${slug}/translation?language=fr`)).status).toBe(200)
  const words = { title: 'Deux langues', summary: 'En deux mots.', background: '', questions: 'Quoi ?' }
  expect((await niamh.post(`/dialogues/${slug}/translation`, { language: 'fr', ...words })).status).toBe(303)
  const title = async (locale: string) =>
    ((await (await hub.as(null, locale).api('GET', `/dialogues/${slug}`)).json()) as { title: string }).title
  expect([await title('fr'), await title('en'), await title('ar')]).toEqual(['Deux langues', 'Two tongues', 'Two tongues'])
  expect((await niamh.post(`/dialogues/${slug}/translation`, { language: 'fr', ...words, title: '' })).status).toBe(422)
  const api = (language: string) =>
    niamh.api('PUT', `/dialogues/${slug}/texts/${language}`, { ...words, title: 'Rewritten', questions: [] })
  expect(await refusalOf(await api('en'))).toEqual([409, 'dialogue.not-a-draft'])
  expect((await api('ga')).status).toBe(200)
  expect(await title('en')).toBe('Two tongues')
  expect((await kindsOf(hub, id)).filter((kind) => kind === 'dialogue.text.translated').length).toBe(2)
})

test('it opens only with a statement, and then takes votes from its hour on', async () => {
  const niamh = hub.as('niamh')
  const empty = await makeDraft(hub, { seeds: [] })
  expect((await niamh.post(`/dialogues/${empty.slug}/opening`)).status).toBe(409)
  expect(await refusalOf(await niamh.api('POST', `/dialogues/${empty.id}/opening`))).toEqual([409, 'dialogue.needs-statements'])
  const late = await makeDraft(hub, { opensAt: '2026-02-01T00:00:00Z', closesAt: '2026-02-02T00:00:00Z' })
  expect(await refusalOf(await niamh.api('POST', `/dialogues/${late.id}/opening`))).toEqual([400, 'dialogue.calendar'])

  const { id, slug } = await makeDraft(hub, { opensAt: '2026-03-02T09:00:00Z' })
  expect((await niamh.get(`/dialogues/${slug}/preview`)).status).toBe(200)
  expect((await niamh.post(`/dialogues/${slug}/opening`)).status).toBe(303)
  expect(await refusalOf(await niamh.api('POST', `/dialogues/${id}/opening`))).toEqual([409, 'dialogue.not-a-draft'])
  const phase = async () => ((await (await hub.as(null).api('GET', `/dialogues/${slug}`)).json()) as { phase: string }).phase
  expect(await phase()).toBe('announced')
  expect((await hub.as(null).get(`/dialogues/${slug}`)).status).toBe(200)
  expect((await hub.as(null).post(`/dialogues/${slug}/participation`)).status).toBe(409)
  hub.setNow(new Date('2026-03-02T09:00:00Z'))
  expect(await phase()).toBe('open')
  expect((await hub.as(null).post(`/dialogues/${slug}/participation`)).status).toBe(303)
  const [, opened] = await eventsOf(hub, id)
  expect(opened).toMatchObject({ kind: 'dialogue.dialogue.opened', visibility: 'public', person_id: hub.cast.members.get('niamh')?.person })
})

test('a convener closes before the hour, once', async () => {
  const { id, slug } = await makeOpen(hub)
  const niamh = hub.as('niamh')
  expect((await niamh.post(`/dialogues/${slug}/closure`)).status).toBe(303)
  expect((await niamh.post(`/dialogues/${slug}/closure`)).status).toBe(409)
  const row = await rowOf(slug)
  expect([row?.state, row?.closed_at, row?.closes_at]).toEqual(['closed', NOON, NOON])
  const closed = (await eventsOf(hub, id)).filter(({ kind }) => kind === 'dialogue.dialogue.closed')
  expect(closed.map(({ data }) => data)).toEqual([{ body: hub.cast.bodies.unit, early: true }])
})

test('the clock closes it, at its hour and not when the job came by', async () => {
  const closesAt = '2026-03-01T18:00:00Z'
  const made = [await makeOpen(hub, { closesAt }), await makeOpen(hub, { closesAt })]
  const other = await makeOpen(hub)
  hub.setNow(new Date('2026-03-01T18:00:09Z'))
  expect(await refusalOf(await hub.as(null).api('POST', `/dialogues/${made[0]?.slug}/participation`))).toEqual([409, 'dialogue.closed'])
  await hub.sweep()
  await hub.sweep()
  for (const { id, slug } of made) {
    expect(await rowOf(slug)).toMatchObject({ state: 'closed', closed_at: new Date(closesAt) })
    const closed = (await eventsOf(hub, id)).filter(({ kind }) => kind === 'dialogue.dialogue.closed')
    expect(closed.map(({ data, person_id }) => [data, person_id])).toEqual([[{ body: hub.cast.bodies.unit, early: false }, null]])
  }
  expect((await rowOf(other.slug))?.state).toBe('open')
})

test('the body answers after the closing, and a late answer is told as late', async () => {
  const open = await makeOpen(hub)
  const niamh = hub.as('niamh')
  expect((await niamh.get(`/dialogues/${open.slug}/answer`)).status).toBe(409)
  expect(await refusalOf(await niamh.api('PUT', `/dialogues/${open.id}/answers/en`, { text: 'Yes.' }))).toEqual([
    409,
    'dialogue.still-open',
  ])
  const { id, slug } = await makeClosed(hub, { answerBy: '2026-03-20T12:00:00Z' })
  expect((await niamh.get(`/dialogues/${slug}/answer`)).status).toBe(200)
  expect((await niamh.post(`/dialogues/${slug}/answer`, { language: 'en', text: '' })).status).toBe(422)
  const done = await niamh.post(`/dialogues/${slug}/answer`, { language: 'en', text: 'We **will** do two things.' })
  expect([done.status, done.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}#answer`])
  hub.setNow(new Date('2026-03-20T12:00:01Z'))
  expect((await niamh.api('PUT', `/dialogues/${id}/answers/fr`, { text: 'Nous ferons deux choses.' })).status).toBe(200)
  const told = (await eventsOf(hub, id)).filter(({ kind }) => kind === 'dialogue.answer.published')
  expect(told.map(({ data, visibility }) => [data, visibility])).toEqual([
    [{ language: 'en', late: false }, 'public'],
    [{ language: 'fr', late: true }, 'public'],
  ])
  expect(await rowOf(slug)).toMatchObject({ state: 'answered', answered_at: NOON })
  const page = await (await hub.as(null).get(`/dialogues/${slug}`)).text()
  expect(page).toContain('We <strong>will</strong> do two things.')
  expect(page).toContain('Niamh')
})

test('an answer that comes before the job that closes tells the closing too', async () => {
  const { id, slug } = await makeOpen(hub, { closesAt: '2026-03-01T18:00:00Z' })
  hub.setNow(new Date('2026-03-01T18:00:05Z'))
  expect((await hub.as('niamh').post(`/dialogues/${slug}/answer`, { language: 'en', text: 'Yes.' })).status).toBe(303)
  await hub.sweep()
  expect((await kindsOf(hub, id)).slice(2, 4)).toEqual(['dialogue.dialogue.closed', 'dialogue.answer.published'])
  expect((await kindsOf(hub, id)).filter((kind) => kind === 'dialogue.dialogue.closed').length).toBe(1)
  expect(await rowOf(slug)).toMatchObject({ state: 'answered', closed_at: new Date('2026-03-01T18:00:00Z') })
})

test('a draft is discarded whole; what was public is not', async () => {
  const { id, slug } = await makeDraft(hub)
  const niamh = hub.as('niamh')
  expect((await niamh.post(`/dialogues/${slug}/discarding`)).status).toBe(303)
  expect((await niamh.get(`/dialogues/${slug}`)).status).toBe(404)
  expect(await hub.db.selectFrom('statement').select('number').where('dialogue_id', '=', id).execute()).toEqual([])
  const open = await makeOpen(hub)
  expect(await refusalOf(await niamh.api('DELETE', `/dialogues/${open.id}`))).toEqual([409, 'dialogue.not-a-draft'])
})
