import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { profiles } from './module.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'

let hub: Hub
let mai: Visitor
let person: string
beforeAll(async () => {
  hub = await openHub()
  person = hub.cast.members.get('mai')?.person ?? ''
})
afterAll(() => hub.close())
beforeEach(async () => {
  for (const table of ['facet', 'consent', 'card', 'hiding'] as const) await hub.db.deleteFrom(table).execute()
  mai = hub.as('mai')
})

const AGREED = { agreed: 'on', version: '1' }
const SECRET = 'Choirs of the harbour'

const tell = (facet: string, form: Record<string, string>) => mai.post(`/me/facets/${facet}`, { audience: 'nobody', ...AGREED, ...form })
const textOf = async (answer: Promise<Response>): Promise<string> => (await answer).text()
const consentRows = () => hub.db.selectFrom('consent').selectAll().orderBy('given_at').execute()

describe('what somebody tells', () => {
  test('comes back on the card, and has a receipt with the very words', async () => {
    await mai.api('PUT', '/me/audience', { audience: 'members' })
    expect((await tell('interests', { 'values.0': SECRET, 'values.1': '', 'values.2': 'Bees', audience: 'groups' })).status).toBe(303)
    const card = (await (await mai.api('GET', '/me/card')).json()) as { facets: object[] }
    const [receipt, ...more] = await consentRows()
    expect(more).toEqual([])
    expect(card.facets).toEqual([{ facet: 'interests', audience: 'groups', values: [SECRET, 'Bees'], consent: receipt?.id }])
    const page = await textOf(mai.get('/me/facets/interests'))
    const book = hub.kit.books.say('en')
    expect(page).toContain(book('consent.text.interests'))
    expect(receipt).toEqual({
      person_id: person,
      id: receipt?.id,
      facet: 'interests',
      audience: 'groups',
      version: '1',
      language: 'en',
      text: book('consent.text.interests'),
      given_at: hub.runner.outside.now(),
      ended_on: null,
      withdrawn: null,
    })
  })

  test('lies under a seal: no row of the database says it, nor how long it is, nor who is young', async () => {
    await mai.api('PUT', '/me/audience', { audience: 'groups' })
    await tell('interests', { 'values.0': SECRET })
    await tell('generation', { 'values.0': 'grandchildren' })
    await tell('origins', { 'values.0': 'PH', 'values.1': 'XK' })
    const lengths = (await hub.db.selectFrom('facet').select('value_sealed').execute()).map((row) => row.value_sealed.length)
    expect(new Set(lengths).size).toBe(1)
    const old = await hub.db.selectFrom('card').selectAll().executeTakeFirstOrThrow()
    await mai.api('PUT', '/me/audience', { audience: 'groups', under18: true })
    const young = await hub.db.selectFrom('card').selectAll().executeTakeFirstOrThrow()
    expect(young.age_sealed.length).toBe(old.age_sealed.length)
    const { age_sealed: _young, ...rest } = young
    const { age_sealed: _old, ...before } = old
    expect(rest).toEqual(before)
    const dump = JSON.stringify([
      await hub.db.selectFrom('facet').selectAll().execute(),
      await hub.db.selectFrom('card').selectAll().execute(),
      await hub.db.selectFrom('event').selectAll().execute(),
    ])
    const raw = (await hub.db.selectFrom('facet').select('value_sealed').execute()).map((row) => row.value_sealed.toString('latin1')).join()
    for (const word of [SECRET, 'grandchildren', '"PH"', 'XK', 'under-18'])
      // Two letters are found in sealed bytes by chance.
      expect([word, dump.includes(word), word.length > 2 && raw.includes(word)]).toEqual([word, false, false])
    // The same words are found where they may be, so the search above could have found them.
    expect(await textOf(mai.api('GET', '/me/card'))).toContain(SECRET)
  })

  test('does not open beside another person', async () => {
    await tell('interests', { 'values.0': SECRET })
    const aoife = hub.cast.members.get('aoife')?.person ?? ''
    await hub.as('aoife').post('/me/facets/interests', { 'values.0': 'Bees', audience: 'nobody', ...AGREED })
    const row = await hub.db.selectFrom('facet').select('value_sealed').where('person_id', '=', person).executeTakeFirstOrThrow()
    await hub.db.updateTable('facet').set(row).where('person_id', '=', aoife).execute()
    expect((await hub.as('aoife').get('/me/card')).status).toBe(500)
  })

  test('said again to the same readers it is the same consent; to others, or in other words, another one', async () => {
    await mai.api('PUT', '/me/audience', { audience: 'public' })
    await tell('fields', { 'values.0': 'Nursing' })
    await tell('fields', { 'values.0': 'Nursing at night' })
    expect(await consentRows()).toHaveLength(1)
    await tell('fields', { 'values.0': 'Nursing', audience: 'public' })
    await hub.as('mai', 'fr').post('/me/facets/fields', { 'values.0': 'Soins', audience: 'public', ...AGREED })
    const rows = await consentRows()
    expect(rows.map(({ audience, language, withdrawn }) => `${audience} ${language} ${withdrawn}`).toSorted()).toEqual([
      'nobody en false',
      'public en false',
      'public fr null',
    ])
    expect(await hub.db.selectFrom('facet').select('facet').execute()).toHaveLength(1)
  })

  test('narrows with the identity, and does not widen again by itself', async () => {
    await mai.api('PUT', '/me/audience', { audience: 'public' })
    await tell('fields', { 'values.0': 'Nursing', audience: 'public' })
    await tell('residence', { 'values.0': 'IE', audience: 'groups' })
    const audiences = async () =>
      ((await (await mai.api('GET', '/me/card')).json()) as { facets: { audience: string }[] }).facets.map(({ audience }) => audience)
    await mai.api('PUT', '/me/audience', { audience: 'members' })
    expect(await audiences()).toEqual(['groups', 'members'])
    await mai.api('PUT', '/me/audience', { audience: 'public' })
    expect(await audiences()).toEqual(['groups', 'members'])
    await mai.api('PUT', '/me/audience', { audience: 'groups', under18: true })
    // Where the young live is kept no more; the other thing is for nobody.
    expect(await audiences()).toEqual(['nobody'])
    const consents = (await (await mai.api('GET', '/me/consents')).json()) as { facet: string; withdrawn: boolean | null }[]
    expect(consents.filter(({ facet }) => facet === 'residence').map(({ withdrawn }) => withdrawn)).not.toContain(null)
  })
})

describe('a consent', () => {
  test('that is withdrawn takes what was told along at once, and stays as a receipt with the day', async () => {
    await tell('interests', { 'values.0': SECRET })
    await tell('fields', { 'values.0': 'Nursing' })
    const interests = (await consentRows()).find(({ facet }) => facet === 'interests')
    expect((await mai.post(`/me/consents/${interests?.id}/withdrawal`)).status).toBe(303)
    expect((await hub.db.selectFrom('facet').select('facet').execute()).map(({ facet }) => facet)).toEqual(['fields'])
    const after = (await consentRows()).find(({ facet }) => facet === 'interests')
    expect(after).toEqual({ ...interests, ended_on: new Date('2026-03-01T00:00:00Z'), withdrawn: true })
    expect((await mai.api('DELETE', `/me/consents/${interests?.id}`)).status).toBe(404)
    const page = await textOf(mai.get('/me/consents'))
    expect([page.includes('Withdrawn on'), page.includes(SECRET)]).toEqual([true, false])
  })

  test('is taken along as a text and as JSON', async () => {
    await tell('interests', { 'values.0': SECRET })
    const [consent] = await consentRows()
    const text = await mai.get(`/me/consents/${consent?.id}/receipt.txt`)
    const json = await mai.get(`/me/consents/${consent?.id}/receipt.json`)
    expect([text, json].map(({ status, headers }) => [status, headers.get('content-type'), headers.get('cache-control')])).toEqual([
      [200, 'text/plain; charset=utf-8', 'no-store'],
      [200, 'application/json', 'no-store'],
    ])
    expect(text.headers.get('content-disposition')).toMatch(/^attachment; filename="consent-interests-[0-9a-f]{8}\.txt"$/)
    const lines = (await text.text()).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining(['Interests', consent?.text, 'Given: 2026-03-01T12:00:00.000Z', 'Version 1, English', 'Holds']),
    )
    expect(await json.json()).toEqual({
      hub: 'http://hub.test',
      consent: consent?.id,
      facet: 'interests',
      audience: 'nobody',
      version: '1',
      language: 'en',
      text: consent?.text,
      givenAt: '2026-03-01T12:00:00.000Z',
      endedOn: null,
      withdrawn: null,
    })
  })

  test('is to the words that the API says', async () => {
    const words = (await (await hub.as(null, 'fr').api('GET', '/consent-words')).json()) as {
      facet: string
      text: string
      version: string
    }[]
    expect(words.map(({ facet }) => facet)).toEqual(['origins', 'residence', 'languages', 'generation', 'fields', 'interests'])
    expect(words[0]).toEqual({
      facet: 'origins',
      version: '1',
      language: 'fr',
      text: hub.kit.books.say('fr')('consent.text.origins'),
      special: true,
    })
    expect(words[1]).toMatchObject({ facet: 'residence', special: false })
  })
})

describe('a form that is refused comes back filled in, with a sentence', () => {
  test.each([
    ['without the consent', { 'values.0': 'Bees', agreed: '' }, 422, 'the box was not ticked'],
    ['with an address', { 'values.0': 'Bees', 'values.1': 'mai@example.org' }, 422, 'looks like an e-mail address'],
    ['with a telephone', { 'values.0': 'Bees, call 01 234 567' }, 422, 'looks like a telephone number'],
    ['with nothing', { 'values.0': ' ' }, 422, 'Please fill this in'],
    ['more widely than the name', { 'values.0': 'Bees', audience: 'public' }, 409, 'more people than the name itself'],
    ['to old words', { 'values.0': 'Bees', version: '0' }, 409, 'have changed since'],
  ] as const)('%s', async (_name, form, status, sentence) => {
    const { agreed, ...rest } = { ...AGREED, ...form } as Record<string, string>
    const sent = { audience: 'nobody', ...rest, ...(agreed === '' ? {} : { agreed: agreed ?? '' }) }
    const answer = await mai.post('/me/facets/interests', sent)
    const page = await answer.text()
    expect([answer.status, page.includes(sentence)]).toEqual([status, true])
    for (const [name, value] of Object.entries(form))
      if (name.startsWith('values.') && value.trim() !== '') expect(page).toContain(`value="${value}"`)
    expect(await hub.db.selectFrom('facet').selectAll().execute()).toEqual([])
    expect(await consentRows()).toEqual([])
  })

  test.each(['fr', 'ar'])('in %s too', async (locale) => {
    const answer = await hub
      .as('mai', locale)
      .post('/me/facets/interests', { 'values.0': 'mai@example.org', audience: 'nobody', ...AGREED })
    const page = await answer.text()
    expect([answer.status, page.includes(hub.kit.books.say(locale)('field.private-address'))]).toEqual([422, true])
  })

  test('who may see me, under 18', async () => {
    const answer = await mai.post('/me/audience', { audience: 'members', under18: 'on' })
    const page = await answer.text()
    expect([answer.status, page.includes('Under 18, a name is shown')]).toEqual([409, true])
    expect(page).toMatch(/value="members" checked/)
    expect(page).toMatch(/name="under18" value="on" checked/)
    const newcomer = await mai.post('/me/audience', { audience: 'x', welcome: 'on', then: '/dialogues' })
    const again = await newcomer.text()
    expect([newcomer.status, again.includes('name="then" value="/dialogues"')]).toEqual([422, true])
  })

  test('eleven things, or two countries of residence', async () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, line) => [`values.${line}`, `Bees ${'i'.repeat(line + 1)}`]))
    expect((await tell('interests', many)).status).toBe(422)
    expect((await tell('residence', { 'values.0': 'IE', 'values.1': 'FR' })).status).toBe(422)
    expect((await tell('origins', { 'values.0': 'Atlantis' })).status).toBe(422)
    const spoken = await tell('languages', { 'values.0': 'Why <x-probe>' })
    expect([spoken.status, (await spoken.text()).includes('Why &lt;x-probe&gt;')]).toEqual([422, true])
    expect((await tell('generation', { 'values.0': 'third' })).status).toBe(422)
    expect((await mai.api('PUT', '/me/facets/interests', { values: ['i'.repeat(61)], audience: 'nobody', agreed: '1' })).status).toBe(400)
  })
})

test('a newcomer is asked who may see them, and goes on to where they wanted', async () => {
  const page = await textOf(mai.get('/welcome?then=%2Fdialogues%2Fcare'))
  expect(page).toContain('name="then" value="/dialogues/care"')
  const done = await mai.post('/me/audience', { audience: 'groups', welcome: 'on', then: '/dialogues/care' })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/en/dialogues/care'])
  const elsewhere = await mai.post('/me/audience', { audience: 'groups', welcome: 'on', then: '//evil.example' })
  expect(elsewhere.headers.get('location')).toBe('/en/me/seen')
  expect(await textOf(mai.get('/welcome?then=https%3A%2F%2Fevil.example'))).not.toContain('name="then"')
})

test('who takes their data along finds all of it, and nothing of others', async () => {
  await mai.api('PUT', '/me/audience', { audience: 'groups' })
  await tell('interests', { 'values.0': SECRET })
  await mai.api('POST', '/me/hidings', { from: 'governments' })
  await hub.as('aoife').post('/me/facets/interests', { 'values.0': 'Bees', audience: 'nobody', ...AGREED })
  const member = hub.cast.members.get('mai')
  if (member?.actor.account == null) throw new Error('Mai is missing')
  const held = await profiles.heldOf?.(hub.kit, { account: member.actor.account, persons: [member.person], operator: false })
  expect(held).toMatchObject({
    cards: [{ person, audience: 'groups', under18: false }],
    facets: [{ person, facet: 'interests', audience: 'nobody', values: [SECRET] }],
    consents: [{ person_id: person, facet: 'interests', version: '1' }],
    hidings: [{ person, sort: 'governments' }],
  })
  expect(JSON.stringify(held)).not.toContain('Bees')
})

test('after an identity left nothing of it is here', async () => {
  await mai.api('PUT', '/me/audience', { audience: 'groups' })
  await tell('interests', { 'values.0': SECRET })
  await mai.api('POST', '/me/hidings', { from: 'governments' })
  await hub.as('aoife').api('PUT', '/me/audience', { audience: 'groups' })
  const left = { kind: 'people.person.left', scope: person, subject: person, data: {}, visibility: 'internal' as const, at: new Date() }
  await hub.work(left)
  await hub.work(left)
  const rows = await Promise.all(
    (['facet', 'consent', 'card', 'hiding'] as const).map((table) => hub.db.selectFrom(table).select('person_id').execute()),
  )
  expect(rows).toEqual([[], [], [{ person_id: hub.cast.members.get('aoife')?.person }], []])
})

test('events say neither who nor what, and the day alone', async () => {
  await mai.api('PUT', '/me/audience', { audience: 'groups' })
  await tell('interests', { 'values.0': SECRET })
  await mai.api('POST', '/me/hidings', { from: 'governments' })
  const events = await hub.db
    .selectFrom('event')
    .selectAll()
    .where('kind', 'like', 'profiles.%')
    .where('kind', '<>', 'profiles.person.forgotten')
    .execute()
  expect(new Set(events.map(({ kind }) => kind))).toEqual(
    new Set(['profiles.audience.chosen', 'profiles.consent.given', 'profiles.consent.withdrawn', 'profiles.hiding.begun']),
  )
  for (const { person_id, data, subject, at, visibility } of events)
    expect([person_id, data, subject, visibility, at.toISOString()]).toEqual([
      null,
      {},
      '00000000-0000-4000-8000-000000000000',
      'internal',
      '2026-03-01T00:00:00.000Z',
    ])
})
