import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'

const UNIT = 'department-of-the-diaspora'
const LYON = 'pulaar-lyon'
const CYRILLIC = 'Dераrtment of the Diаsроrа'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  await hub.as('gift').api('PUT', `/bodies/${UNIT}/attestation`, { reason: 'Known to us.' })
})
afterAll(() => hub.close())

const answered = async (answer: Response): Promise<unknown> =>
  answer.status === 200 ? 200 : [answer.status, ((await answer.json()) as { type: string }).type]
const create = async (name: string, slug: string, more: object = {}) =>
  answered(
    await hub
      .as('gift')
      .api('POST', '/bodies', { kind: 'charity', slug, texts: [{ language: 'en', name, summary: 'Invented.' }], ...more }),
  )
const page = async (slug: string, locale = 'en') => (await hub.as(null, locale).get(`/bodies/${slug}`)).text()
const WARNING = 'A verified body has a similar name.'

test('a name or an address that looks like a verified one is added by an operator who has seen it, and by nobody unseen', async () => {
  expect(await create(CYRILLIC, 'club-one')).toEqual([409, 'body.looks-like'])
  expect(await create('Departrnent of the Diaspora', 'club-one')).toEqual([409, 'body.looks-like'])
  expect(await create('Another Club', 'departrnent-of-the-diaspora')).toEqual([409, 'body.looks-like'])
  expect(await create('Department of Health', 'department-of-health')).toBe(200)
  // Pulaar Lyon is not verified: nobody is warned of it.
  expect(await create('Pulaar Ly0n', 'pulaar-ly0n')).toBe(200)

  const gift = hub.as('gift')
  const form = { kind: 'charity', slug: 'impostor', 'texts.0.language': 'en', 'texts.0.name': CYRILLIC, 'texts.0.summary': 'Invented.' }
  const warned = await gift.post('/bodies', form)
  const html = await warned.text()
  expect(warned.status).toBe(409)
  expect(html).toContain('\u2068Department of the Diaspora\u2069, which is verified')
  expect(html).toContain('name="confirmed"')
  expect(html).toContain(CYRILLIC)
  expect((await gift.post('/bodies', { ...form, confirmed: 'on' })).status).toBe(303)
  expect(await (await gift.get('/bodies/new')).text()).not.toContain('name="confirmed"')
})

test('readers of the look-alike are warned, with the way to the verified one, in each language; readers of that one are not', async () => {
  const html = await page('impostor')
  expect(html).toContain(WARNING)
  expect(html).toContain('The body on this page is not verified.')
  expect(html).toContain(`<a href="/en/bodies/${UNIT}">`)
  expect(await page('impostor', 'fr')).toContain('Un organisme vérifié porte un nom semblable.')
  expect(await page('impostor', 'ar')).toContain('لهيئة موثّقة اسم مشابه.')
  for (const slug of [UNIT, LYON, 'pulaar-ly0n', 'department-of-health'])
    expect([slug, (await page(slug)).includes(WARNING)]).toEqual([slug, false])
})

test('a look-alike that is verified itself is told apart all the same, on both pages', async () => {
  await hub.as('gift').api('PUT', '/bodies/impostor/attestation', { reason: 'They exist.' })
  expect(await page('impostor')).toContain('The body on this page is another one.')
  expect(await page(UNIT)).toContain('The body on this page is another one.')
  await hub.as('gift').api('DELETE', '/bodies/impostor/attestation')
})

test('only an operator marks two bodies as different, and may take it back', async () => {
  for (const who of ['aoife', 'mai', null] as const) {
    expect(await answered(await hub.as(who).api('PUT', `/bodies/impostor/differences/${UNIT}`, {}))).toEqual([
      403,
      who === null ? 'sign-in.needed' : 'body.operators-only',
    ])
    expect((await hub.as(who).post('/bodies/impostor/differences', { other: UNIT })).status).toBe(403)
    expect(await (await hub.as(who).get('/bodies/impostor/verification')).text()).not.toContain('warn no more')
  }
  const gift = hub.as('gift')
  expect(await answered(await gift.api('PUT', '/bodies/impostor/differences/impostor', {}))).toEqual([409, 'body.not-another'])
  expect(await answered(await gift.api('PUT', '/bodies/impostor/differences/nothing', {}))).toEqual([404, 'body.missing'])
  expect(await (await gift.get('/bodies/impostor/verification')).text()).toContain('warn no more')
  expect((await gift.post('/bodies/impostor/differences', { other: UNIT })).status).toBe(303)
  expect(await answered(await gift.api('PUT', `/bodies/${UNIT}/differences/impostor`, {}))).toBe(200)
  expect((await page('impostor')).includes(WARNING)).toBe(false)
  expect(await answered(await gift.api('PUT', `/bodies/${UNIT}/differences/impostor`, { different: false }))).toBe(200)
  expect((await page('impostor')).includes(WARNING)).toBe(true)
})

test('a steward cannot rename a body so, an operator can; what is not renamed is not asked about', async () => {
  const idrissa = hub.as('idrissa')
  const text = { name: 'Department of the Diasp0ra', summary: 'Invented.' }
  expect(await answered(await idrissa.api('PUT', `/bodies/${LYON}/texts/en`, text))).toEqual([409, 'body.looks-like-ask'])
  expect(await answered(await idrissa.api('PUT', `/bodies/${LYON}/texts/en`, { ...text, confirmed: true }))).toEqual([
    409,
    'body.looks-like-ask',
  ])
  expect(await (await idrissa.post(`/bodies/${LYON}/edit`, { language: 'en', ...text })).text()).not.toContain('name="confirmed"')
  const gift = hub.as('gift')
  const warned = await gift.post(`/bodies/${LYON}/edit`, { language: 'en', ...text })
  expect([warned.status, (await warned.text()).includes('name="confirmed"')]).toEqual([409, true])
  expect((await gift.post(`/bodies/${LYON}/edit`, { language: 'en', ...text, confirmed: 'on' })).status).toBe(303)
  expect(await page(LYON)).toContain(WARNING)
  // Its steward changes the summary only.
  expect(await answered(await idrissa.api('PUT', `/bodies/${LYON}/texts/en`, { ...text, summary: 'Other.' }))).toBe(200)
  // The verified body is like itself, and may write its name in another way.
  expect(
    await answered(await hub.as('aoife').api('PUT', `/bodies/${UNIT}/texts/en`, { ...text, name: 'Department of the Diaspora!' })),
  ).toBe(200)
})
