import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody, theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { publicationsFrom } from '../../core/published.ts'
import { keysFrom } from '../../platform/keys.ts'
import type { Made } from '../../testing/dialogues.ts'
import { dialoguesIn, stageDialogues, textOf, type Title, type Told } from '../../testing/feed.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { readXml } from '../../testing/read-xml.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { dropRecipes } from './commands/drop-recipes.ts'
import { followSubject } from './commands/follow-subject.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { stateOf } from './queries/state.ts'

let hub: Hub
let made: Readonly<Record<Title, Made>>
let unit: string
let lyon: string

beforeAll(async () => {
  hub = await openHub()
  ;({ unit, lyon } = hub.cast.bodies)
  made = await stageDialogues(hub)
  for (const id of [lyon, unit]) await hub.as('mai').api('PUT', `/me/follows/body/${id}`)
})
afterAll(() => hub.close())

const NOWHERE = '00000000-0000-4000-8000-00000000bbbb'

describe('without an account', () => {
  test('what is followed stands in the address alone', async () => {
    const ana = hub.as(null)
    const page = await ana.get(`/feeds?follow=body:${lyon},topic:health`)
    expect(page.status).toBe(200)
    expect(page.headers.getSetCookie()).toEqual([])
    const html = await textOf(page)
    for (const title of ['fresh', 'french', 'oldest']) expect(html).toContain(`>${title}<`)
    expect(html).not.toContain('>same<')
    expect(html).toContain(`/en/feeds/chosen.atom?follow=body:${lyon},topic:health`)
    expect(html).not.toContain('Because you')
    for (const follow of ['', 'nothing', 'topic:nothing', `body:${NOWHERE}`])
      expect([follow, (await ana.get(`/feeds?follow=${follow}`)).status]).toEqual([follow, 404])
    const told: Told = JSON.parse(await (await ana.api('GET', `/feeds?follow=body:${unit}`)).text())
    expect(dialoguesIn(told)).toEqual(['same', 'older'])
  })

  test.each(['en', 'fr', 'ar'])('feeds for programs, in %s, of what can be followed', async (locale) => {
    const ana = hub.as(null, locale)
    for (const [file, type] of [
      ['/feeds/all.atom', 'application/atom+xml; charset=utf-8'],
      ['/feeds/topic/health.rss', 'application/rss+xml; charset=utf-8'],
      ['/feeds/place/IE.atom', 'application/atom+xml; charset=utf-8'],
      [`/feeds/body/${lyon}.json`, 'application/feed+json; charset=utf-8'],
      ['/feeds/body/pulaar-lyon.ics', 'text/calendar; charset=utf-8'],
      [`/feeds/dialogue/${made.fresh.id}.rss`, 'application/rss+xml; charset=utf-8'],
      [`/feeds/chosen.rss?follow=body:${lyon}`, 'application/rss+xml; charset=utf-8'],
    ] as const) {
      const answer = await ana.get(file)
      expect([file, answer.status, answer.headers.get('content-type')]).toEqual([file, 200, type])
      const [body, etag] = [await answer.text(), answer.headers.get('etag') ?? '']
      if (type.includes('xml')) expect(readXml(body).children.length).toBeGreaterThan(0)
      const again = await ana.get(file, { 'if-none-match': `"other", W/${etag}` })
      expect([file, again.status, await again.text()]).toEqual([file, 304, ''])
      // Whoever is signed in gets the same bytes: nothing of them is in it.
      expect(await (await hub.as('mai', locale).get(file)).text()).toBe(body)
    }
    const lyonnais: { items: { title: string }[] } = JSON.parse(await (await ana.get(`/feeds/body/${lyon}.json`)).text())
    expect(lyonnais.items.map(({ title }) => title)).toEqual(expect.arrayContaining(['fresh', 'french', 'oldest']))
    for (const file of [
      '/feeds/topic/nothing.rss',
      '/feeds/body/nobody.rss',
      '/feeds/topic/health.exe',
      '/feeds/topic/health',
      '/feeds/car/IE.rss',
      '/feeds/chosen.rss',
    ])
      expect([file, (await ana.get(file)).status]).toEqual([file, 404])
  })

  test('a page says where its feed is', async () => {
    for (const [path, feedOf] of [
      ['/topics/health', '/feeds/topic/health'],
      ['/bodies/pulaar-lyon', `/feeds/body/${lyon}`],
      ['/dialogues/fresh', `/feeds/dialogue/${made.fresh.id}`],
      ['/feeds', '/feeds/all'],
    ])
      expect([path, (await (await hub.as(null).get(path ?? '')).text()).includes(`href="http://hub.test/en${feedOf}.atom"`)]).toEqual([
        path,
        true,
      ])
    expect(await (await hub.as(null).get('/topics/health')).text()).toMatch(
      /<link rel="alternate" type="application\/rss\+xml" title="Health" href="http:\/\/hub.test\/en\/feeds\/topic\/health.rss"\/>/,
    )
  })
})

describe('a hidden community', () => {
  test('is followed by belonging alone; for everybody else it never was, by any address', async () => {
    const idrissa = hub.as('idrissa')
    const text = { language: 'en', name: 'The quiet ones', summary: 'For those who know.' }
    const asked = { sort: 'gender', access: 'hidden', texts: [text], languages: ['en'] }
    const { id, slug }: { id: string; slug: string } = JSON.parse(await (await idrissa.api('POST', '/communities', asked)).text())
    const never = '00000000-0000-4000-8000-00000000cccc'
    for (const visitor of [hub.as(null), hub.as('mai'), hub.as('gift'), idrissa])
      for (const [there, none] of [
        [`/feeds/community/${id}.rss`, `/feeds/community/${never}.rss`],
        [`/feeds/community/${slug}.json`, '/feeds/community/never-was.json'],
        [`/feeds?follow=community:${id}`, `/feeds?follow=community:${never}`],
      ] as const) {
        const [one, other] = [await visitor.get(there), await visitor.get(none)]
        expect([there, one.status, other.status]).toEqual([there, 404, 404])
        const bare = async (answer: Response, known: string) =>
          (await answer.text()).replaceAll(known, '').replaceAll(encodeURIComponent(known), '')
        expect(await bare(one, there.replace('/feeds', ''))).toBe(await bare(other, none.replace('/feeds', '')))
      }
    const refused = async (name: 'mai' | 'gift', of: string) => {
      const answer = await hub.as(name).api('PUT', `/me/follows/community/${of}`)
      return [answer.status, (await answer.text()).replaceAll(of, '')]
    }
    for (const name of ['mai', 'gift'] as const) expect(await refused(name, id)).toEqual(await refused(name, never))
    // Its member has it in the feed, and nothing of that is written down.
    expect((await idrissa.api('PUT', `/me/follows/community/${id}`)).status).toBe(409)
    expect(await textOf(await idrissa.get('/me/follows'))).toContain('The quiet ones')
    expect(await hub.db.selectFrom('followed').select('subject').where('subject', 'like', 'community:%').execute()).toEqual([])
  })
})

describe('recipes', () => {
  let path: string
  const sent = '00000000-0000-4000-8000-0000000000aa'

  test('shared by a link, once however often the form arrives, with an owner and an end', async () => {
    const mai = hub.as('mai')
    expect(await textOf(await mai.get('/feeds/new'))).toContain('Pulaar Lyon (body)')
    const form = { sent, title: 'Lyon', language: 'en', subjects: [`body:${lyon}`, 'topic:health'] }
    const refused = await mai.post('/feeds', { ...form, title: '' })
    expect([refused.status, (await refused.text()).includes('id="fault-title"')]).toEqual([422, true])
    path = ((await mai.post('/feeds', form)).headers.get('location') ?? '').replace('/en', '')
    expect((await mai.post('/feeds', form)).headers.get('location')).toBe(`/en${path}`)
    expect(await hub.db.selectFrom('feed_recipe').select(['made_on', 'ends_on']).execute()).toEqual([
      { made_on: '2026-03-01', ends_on: '2027-03-01' },
    ])
    const html = await textOf(await hub.as(null).get(path))
    for (const words of ['Lyon', 'Pulaar Lyon', 'The newest first', '>fresh<', `${path}.ics`, 'until']) expect(html).toContain(words)
    expect(html).not.toContain('Take it from the public')
  })

  test('what is not open to everybody is in none', async () => {
    const aoife = hub.cast.members.get('aoife')?.person ?? ''
    const input = {
      sent: NOWHERE,
      title: 'Aoife',
      language: 'en',
      subjects: [`person:${aoife}`],
      ordering: { order: 'time', weights: { half: 72, language: 0, awaits: 0, running: 0 }, languages: [] },
    }
    expect((await hub.as('aoife').api('POST', '/feeds', input)).status).toBe(400)
  })

  test('adopted in one press, and changed afterwards', async () => {
    const samir = hub.as('samir')
    await samir.api('PUT', '/me/follows/topic/music')
    expect((await samir.post(`${path}/adoption`)).headers.get('location')).toBe('/en/me/feed?done=adopted')
    const keys = async () =>
      (JSON.parse(await (await samir.api('GET', '/me/follows')).text()) as { follows: { key: string }[] }).follows.map(({ key }) => key)
    expect(await keys()).toEqual(['topic:music', `body:${lyon}`, 'topic:health'])
    await samir.api('DELETE', '/me/follows/topic/health')
    expect(await keys()).toEqual(['topic:music', `body:${lyon}`])
    expect((await hub.as(null).post(`${path}/adoption`)).status).toBe(403)
  })

  test('reported by whoever reads it, and taken from the public by a decision: then its owner alone finds it', async () => {
    const recipe = path.split('/').at(-1)
    expect(await (await hub.as(null).get(path)).text()).toContain('Report this recipe')
    const as = (name: 'samir' | 'gift') => callAs(hub, hub.cast.members.get(name)?.actor ?? nobody('en'))
    await expect(as('samir')('following.hide-recipe', { recipe, rule: 'no-advert' })).rejects.toThrow('recipe.moderators-only')
    await expect(as('gift')('following.hide-recipe', { recipe, rule: 'on-topic' })).rejects.toThrow('recipe.rule-unknown')
    await as('gift')('following.hide-recipe', { recipe, rule: 'no-advert' })
    for (const form of ['', '.rss', '.json']) expect([form, (await hub.as(null).get(`${path}${form}`)).status]).toEqual([form, 404])
    expect((await hub.as('samir').post(`${path}/adoption`)).status).toBe(404)
    // A renewal is no way round the decision.
    await hub.as('mai').api('PUT', `/feeds/${recipe}/end`)
    expect([(await hub.as(null).get(path)).status, (await (await hub.as('mai').get(path)).text()).includes('Moderation took')]).toEqual([
      404,
      true,
    ])
    await as('gift')('following.show-recipe', { recipe })
    expect((await hub.as(null).get(path)).status).toBe(200)
  })

  test('renewed and withdrawn by its owner, withdrawn by whoever runs the hub, and gone after its end', async () => {
    const id = path.split('/').at(-1)
    expect((await hub.as('samir').api('PUT', `/feeds/${id}/end`)).status).toBe(403)
    expect((await hub.as('samir').api('DELETE', `/feeds/${id}`)).status).toBe(403)
    // A year later no browser is signed in any more; who asks is handed over.
    const later = new Date('2027-03-10T12:00:00Z')
    const asMai = (name: string) => callAs(hub, hub.cast.members.get('mai')?.actor ?? nobody('en'))(name, { recipe: id })
    const asSamir = (name: string) => callAs(hub, hub.cast.members.get('samir')?.actor ?? nobody('en'))(name, { recipe: id })
    hub.setNow(later)
    for (const form of ['', '.rss', '.json']) expect([form, (await hub.as(null).get(`${path}${form}`)).status]).toEqual([form, 404])
    await expect(asSamir('following.adopt-recipe')).rejects.toThrow('recipe.missing')
    await expect(asSamir('following.renew-recipe')).rejects.toThrow('recipe.missing')
    expect(await asMai('following.renew-recipe')).toEqual({ endsOn: '2028-03-09' })
    expect((await hub.as(null).get(path)).status).toBe(200)
    hub.setNow(NOON)
    await dropRecipes(hub.db, new Date('2028-04-08T12:00:00Z'))
    expect(await hub.db.selectFrom('feed_recipe').select('id').execute()).toEqual([{ id }])
    await dropRecipes(hub.db, new Date('2028-04-09T12:00:00Z'))
    expect(await hub.db.selectFrom('feed_recipe').select('id').execute()).toEqual([])
    const again = (
      (await hub.as('mai').post('/feeds', { sent, title: 'Lyon', language: 'en', subjects: [`body:${lyon}`] })).headers.get('location') ??
      ''
    )
      .split('/')
      .at(-1)
    expect((await hub.as('gift').api('DELETE', `/feeds/${again}`)).status).toBe(200)
    expect((await hub.as(null).get(path)).status).toBe(404)
  })
})

test('under a new secret of the hub everything is found again, and the old one opens nothing', async () => {
  const { db, outside } = hub.runner
  const account = hub.cast.members.get('mai')?.actor.account ?? null
  const before = await stateOf(db, outside.keys, account)
  const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const runner = { ...hub.runner, outside: { ...outside, keys: keysFrom(fresh, [old]) } }
  // Found already while both are known, and written under whichever row there is.
  expect(await stateOf(db, runner.outside.keys, account)).toEqual(before)
  await perform(
    runner,
    followSubject(publicationsFrom([])),
    { sort: 'topic', id: 'music' },
    hub.cast.members.get('mai')?.actor ?? nobody('en'),
  )
  const rows = (await db.selectFrom('following_state').select('owner_tag').execute()).length
  expect((await perform(runner, renewSecrets, {}, theHub)).rows).toBe(rows)
  expect((await perform(runner, renewSecrets, {}, theHub)).rows).toBe(0)
  expect((await stateOf(db, keysFrom(fresh), account)).follows).toEqual([...before.follows, ['topic:music', 4]])
  expect((await stateOf(db, keysFrom(old), account)).follows).toEqual([])
})
