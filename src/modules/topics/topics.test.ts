import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHub, type Hub } from '../../testing/hub.ts'
import { topics } from './index.ts'
import { canHold, canMerge, type Row } from './rules.ts'

const row = (key: string, more: Partial<Row> = {}): Row => ({
  key,
  parent: null,
  position: 0,
  sensitive: false,
  hidden: false,
  mergedInto: null,
  ...more,
})
const saidBy = (verdict: { ok: boolean; refusal?: { code: string } }): string => (verdict.ok ? 'yes' : (verdict.refusal?.code ?? ''))

describe('rules', () => {
  test('there are two levels', () => {
    expect(saidBy(canHold(undefined))).toBe('topic.missing')
    expect(saidBy(canHold(row('health')))).toBe('yes')
    expect(saidBy(canHold(row('food', { parent: 'culture' })))).toBe('topic.parent-deep')
    expect(saidBy(canHold(row('old', { mergedInto: 'health' })))).toBe('topic.parent-deep')
  })

  test('a merger leaves no third level and no ring', () => {
    const [top, other, low] = [row('culture'), row('sport'), row('food', { parent: 'culture' })]
    expect(saidBy(canMerge(low, top, false))).toBe('yes')
    expect(saidBy(canMerge(top, other, true))).toBe('yes')
    expect(saidBy(canMerge(top, low, true))).toBe('topic.merge-deep')
    expect(saidBy(canMerge(top, top, false))).toBe('topic.merge-itself')
    expect(saidBy(canMerge(top, row('old', { mergedInto: 'sport' }), false))).toBe('topic.merge-gone')
    expect(saidBy(canMerge(undefined, top, false))).toBe('topic.missing')
  })
})

describe('topics of a hub', () => {
  let hub: Hub
  beforeAll(async () => {
    hub = await openHub()
  })
  afterAll(() => hub.close())

  test('a new hub has them in three languages, in two levels', async () => {
    const [en, fr, ar] = await Promise.all(['en', 'fr', 'ar'].map((locale) => topics.all(hub.db, locale)))
    expect([en?.length, fr?.length, ar?.length]).toEqual([48, 48, 48])
    for (const [locale, all = []] of [
      ['en', en],
      ['fr', fr],
      ['ar', ar],
    ] as const) {
      expect(new Set(all.map(({ language }) => language))).toEqual(new Set([locale]))
      const tops = all.flatMap(({ key, parent }) => (parent === null ? [key] : []))
      expect(all.every(({ parent }) => parent === null || tops.includes(parent))).toBe(true)
    }
    expect(fr?.find(({ key }) => key === 'heart-language')).toEqual({
      ...{
        key: 'heart-language',
        name: 'Langue du cœur',
        language: 'fr',
        parent: 'learning',
        path: '/topics/heart-language',
        sensitive: false,
      },
    })
  })

  test('whoever runs the hub alone changes them', async () => {
    const asked = { key: 'chess', names: [{ language: 'en', name: 'Chess' }] }
    expect((await hub.as(null).api('POST', '/topics', asked)).status).toBe(403)
    expect((await hub.as('idrissa').api('POST', '/topics', asked)).status).toBe(403)
    expect((await hub.as('mai').api('PUT', '/topics/food/names/en', { name: 'Chips' })).status).toBe(403)
    expect((await hub.as('mai').api('POST', '/topics/food/merger', { into: 'music' })).status).toBe(403)
    expect((await hub.as('mai').api('PUT', '/topics/food/hidden', { hidden: true })).status).toBe(403)
    expect((await topics.named(hub.db, ['chess', 'food'], 'en')).get('food')?.name).toBe('Food')
    expect((await hub.as(null).get('/topics')).status).toBe(200)
    expect(await (await hub.as('mai').get('/topics/food')).text()).not.toContain('/topics/food/merger')
  })

  test('add by the form, which comes back filled in where it is refused', async () => {
    const gift = hub.as('gift')
    const refused = await gift.post('/topics', { key: 'Chess!', 'name-en': 'Chess', parent: 'sport' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('value="Chess!"')
    const made = await gift.post('/topics', { key: 'chess', 'name-en': 'Chess', 'name-fr': 'Échecs', parent: 'sport' })
    expect([made.status, made.headers.get('location')]).toEqual([303, '/en/topics/chess'])
    expect((await gift.post('/topics', { key: 'chess', 'name-en': 'Chess' })).status).toBe(409)
    expect((await gift.post('/topics', { key: 'blitz', 'name-en': 'Blitz', parent: 'chess' })).status).toBe(409)
    expect(await (await hub.as(null, 'fr').get('/topics')).text()).toContain('Échecs')
    // Arabic has no name of it yet: the English one is shown, and says its language.
    expect(await (await hub.as(null, 'ar').get('/topics/chess')).text()).toContain('<span lang="en" dir="ltr">Chess</span>')
  })

  test('a name in a further language', async () => {
    expect((await hub.as('gift').post('/topics/chess/name', { language: 'bm', name: 'Sɛki' })).status).toBe(303)
    expect((await topics.named(hub.db, ['chess'], 'bm')).get('chess')).toMatchObject({ name: 'Sɛki', language: 'bm' })
    expect((await hub.as('gift').post('/topics/chess/name', { language: 'xx yy', name: 'Sɛki' })).status).toBe(422)
    expect((await hub.as('gift').post('/topics/nothing/name', { language: 'en', name: 'Nothing' })).status).toBe(404)
  })

  test('the key of a merged one leads on, in one step, and takes along what led to it', async () => {
    const gift = hub.as('gift')
    expect(
      (await gift.api('POST', '/topics', { key: 'soccer', names: [{ language: 'en', name: 'Soccer' }], parent: 'sport' })).status,
    ).toBe(200)
    expect((await gift.post('/topics/soccer/merger', { into: 'chess' })).status).toBe(303)
    expect((await gift.post('/topics/chess/merger', { into: 'football' })).status).toBe(303)
    const named = await topics.named(hub.db, ['soccer', 'chess', 'football', 'never'], 'en')
    expect([...named].map(([key, topic]) => [key, topic.key])).toEqual([
      ['soccer', 'football'],
      ['chess', 'football'],
      ['football', 'football'],
    ])
    expect([...(await topics.within(hub.db, ['sport', 'chess']))]).toEqual([
      ['sport', ['sport', 'football', 'chess', 'soccer']],
      ['chess', ['football', 'chess', 'soccer']],
    ])
    expect((await topics.all(hub.db, 'en')).some(({ key }) => key === 'chess')).toBe(false)
    const led = await hub.as(null).get('/topics/soccer')
    expect([led.status, led.headers.get('location')]).toEqual([302, '/en/topics/football'])
    expect((await gift.post('/topics/football/merger', { into: 'chess' })).status).toBe(409)
  })

  test('a hidden one is as if it never was, but for whoever can show it again', async () => {
    const gift = hub.as('gift')
    expect((await gift.post('/topics/culture/hidden', { hidden: 'yes' })).status).toBe(303)
    for (const key of ['culture', 'music']) {
      expect((await hub.as('mai').get(`/topics/${key}`)).status).toBe(404)
      expect((await topics.named(hub.db, [key], 'en')).size).toBe(0)
    }
    expect((await topics.all(hub.db, 'en')).some(({ key, parent }) => key === 'culture' || parent === 'culture')).toBe(false)
    expect(await (await gift.get('/topics/culture')).text()).toContain('Offer it again')
    expect((await gift.post('/topics/culture/hidden', { hidden: 'no' })).status).toBe(303)
    expect((await hub.as('mai').get('/topics/music')).status).toBe(200)
  })
})
