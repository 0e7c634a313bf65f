import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import type { Made } from '../../testing/dialogues.ts'
import { dialoguesIn, hoursAgo, stageDialogues, textOf, type Title, type Told } from '../../testing/feed.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { forgetAccounts } from './commands/forget-accounts.ts'
import { openSealed } from './queries/state.ts'

let hub: Hub
let made: Readonly<Record<Title, Made>>
let unit: string
let lyon: string

beforeAll(async () => {
  hub = await openHub()
  ;({ unit, lyon } = hub.cast.bodies)
  made = await stageDialogues(hub)
})
afterAll(() => hub.close())

const feed = async (search = '', as: 'mai' | 'samir' = 'mai'): Promise<Told> =>
  JSON.parse(await (await hub.as(as).api('GET', `/me/feed${search}`)).text())

const titles = async (search = ''): Promise<readonly string[]> => dialoguesIn(await feed(search))

describe('to follow', () => {
  test('one press on the page of a body begins it, one ends it, without any script', async () => {
    const [page, back] = [`/bodies/pulaar-lyon`, '/en/bodies/pulaar-lyon']
    expect(await textOf(await hub.as('mai').get(page))).toContain('>Follow<')
    const pressed = await hub.as('mai').post('/me/follows', { sort: 'body', id: lyon, then: page })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, back])
    expect(await textOf(await hub.as('mai').get(page))).toContain('You follow this.')
    // Nobody else sees it, and below ten it is not counted.
    const seen = await textOf(await hub.as('idrissa').get(page))
    expect(seen).not.toContain('You follow this.')
    expect(seen).not.toContain('Followed by')
    expect(await titles()).toEqual(['fresh', 'french', 'oldest'])
    expect((await hub.as('mai').post('/me/follows/undo', { sort: 'body', id: lyon, then: page })).headers.get('location')).toBe(back)
    expect(await titles()).toEqual([])
  })

  test('twice is once, and a foreign address is not gone to', async () => {
    for (const _ of [1, 2]) await hub.as('mai').post('/me/follows', { sort: 'topic', id: 'health', then: 'https://elsewhere.example/' })
    const pressed = await hub.as('mai').post('/me/follows', { sort: 'topic', id: 'health', then: '//elsewhere.example/' })
    expect(pressed.headers.get('location')).toBe('/en/me/follows')
    expect(await hub.db.selectFrom('followed').selectAll().execute()).toEqual([{ subject: 'topic:health', followers: 1 }])
    expect((await hub.as('mai').api('DELETE', '/me/follows/topic/health')).status).toBe(200)
    expect((await hub.as('mai').api('DELETE', '/me/follows/topic/health')).status).toBe(200)
    expect(await hub.db.selectFrom('followed').selectAll().execute()).toEqual([])
  })

  test('two presses at once both count', async () => {
    const niamh = hub.as('niamh')
    const pressed = await Promise.all(['music', 'food', 'football'].map((id) => niamh.api('PUT', `/me/follows/topic/${id}`)))
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((JSON.parse(await (await niamh.api('GET', '/me/follows')).text()) as { follows: unknown[] }).follows.length).toBe(3)
    for (const id of ['music', 'food', 'football']) await niamh.api('DELETE', `/me/follows/topic/${id}`)
  })

  test('what is not there, and what one may not know of, is refused alike; without an account nothing is kept', async () => {
    const nowhere = '00000000-0000-4000-8000-00000000aaaa'
    for (const [sort, id] of [
      ['topic', 'nothing'],
      ['place', 'XX'],
      ['body', nowhere],
      ['person', nowhere],
      ['dialogue', nowhere],
      ['summit', nowhere],
    ])
      expect([sort, (await hub.as('mai').api('PUT', `/me/follows/${sort}/${id}`)).status]).toEqual([sort, 404])
    // Aoife shows her card to nobody.
    const aoife = hub.cast.members.get('aoife')?.person ?? ''
    await hub.as('aoife').api('PUT', '/me/audience', { audience: 'nobody' })
    expect((await hub.as('mai').api('PUT', `/me/follows/person/${aoife}`)).status).toBe(404)
    expect((await hub.as(null).api('PUT', '/me/follows/topic/health')).status).toBe(403)
    for (const path of ['/me/feed', '/me/follows', '/me/feed/order', '/feeds/new'])
      expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 403])
    expect(await hub.db.selectFrom('followed').selectAll().execute()).toEqual([])
  })

  test('the tables alone tell neither who follows nor what', async () => {
    await hub.as('mai').api('PUT', '/me/follows/topic/faith')
    const rows = await hub.db.selectFrom('following_state').selectAll().execute()
    const { account, person } = hub.cast.members.get('mai')?.actor ?? { account: '', person: '' }
    const lies = rows
      .map(({ owner_tag: tag, sealed }) => `${tag.toString('latin1')}${sealed.toString('latin1')}${tag.toString('hex')}`)
      .join('')
    for (const word of ['faith', 'topic', String(account), String(person)]) expect(lies).not.toContain(word)
    // Whoever follows one thing and whoever follows none have seals of one length.
    expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1)
    expect(
      await hub.db
        .selectFrom('event')
        .select('data')
        .where('kind', 'like', 'following.%')
        .where((of) => of.or([of('person_id', 'is not', null), of('data', '!=', '{}')]))
        .execute(),
    ).toEqual([])
    await hub.as('mai').api('DELETE', '/me/follows/topic/faith')
  })
})

describe('the feed', () => {
  beforeAll(async () => {
    for (const id of [lyon, unit]) await hub.as('mai').api('PUT', `/me/follows/body/${id}`)
  })

  test('by time is always one press away, and every item says why it is there', async () => {
    const page = await textOf(await hub.as('mai').get('/me/feed'))
    expect(page).toMatch(/<a href="\/en\/me\/feed\?order=time" aria-current="page">/)
    expect(page).toContain('The newest first, and nothing else.')
    expect(page).toContain('Because you follow Pulaar Lyon.')
    expect(page).toContain('Because you follow Department of the Diaspora.')
    const { items } = await feed('?order=time')
    expect(items).toEqual(items.toSorted((a, b) => b.at.localeCompare(a.at)))
    expect(await titles('?order=time')).toEqual(expect.arrayContaining(['fresh', 'same', 'older', 'french', 'oldest']))
    expect((await hub.as('mai').get('/me/feed')).headers.get('cache-control')).toBe('private, no-store')
  })

  test('in points: a reader with a pencil comes to the same order, from what the page itself says', async () => {
    await hub.as('mai').api('PUT', `/me/follows/dialogue/${made.oldest.id}`)
    const weights = { half: 24, language: 5, awaits: 3, running: 1 }
    const follows = [
      { key: `body:${lyon}`, weight: 3 },
      { key: `body:${unit}`, weight: 3 },
      { key: `dialogue:${made.oldest.id}`, weight: 9 },
    ]
    expect((await hub.as('mai').api('PUT', '/me/feed/order', { order: 'points', weights, languages: ['fr'], follows })).status).toBe(200)
    const page = await textOf(await hub.as('mai').get('/me/feed'))
    const formula = /<p class="quiet" id="formula">([^<]*)/.exec(page)?.[1] ?? ''
    const numbers =
      /points = (\d+) for being fresh, halved every (\d+) hours \(whole numbers, nothing after the fourth time\) \+ 0 to \d+ for the heaviest .* \+ (\d+) if it is in a language you read \(French\) \+ (\d+) if an answer is still missing \+ (\d+) if it still runs/.exec(
        formula,
      )
    const [fresh, half, language, missing, running] = (numbers ?? []).slice(1).map(Number)
    expect([fresh, half, language, missing, running]).toEqual([16, 24, 5, 3, 1])
    const list = await textOf(await hub.as('mai').get('/me/follows'))
    const weightOf = (key: string) =>
      Number(new RegExp(`name="weight-${key}"[^>]*>.*?<option value="(\\d)" selected`, 's').exec(list)?.[1] ?? 'nothing')
    const { items } = await feed('?order=points')
    const reckoned = items.map(({ title, language: written, at, until, awaits, why }) => {
      const hours = (NOON.getTime() - Date.parse(at)) / 3_600_000
      let freshness = fresh ?? 0
      for (let passed = 1; passed <= Math.floor(hours / (half ?? 1)); passed += 1) freshness = Math.floor(freshness / 2)
      const points =
        freshness +
        Math.max(...why.map(({ key }) => weightOf(key))) +
        (written === 'fr' ? (language ?? 0) : 0) +
        (awaits ? (missing ?? 0) : 0) +
        (until !== null && Date.parse(until) > NOON.getTime() ? (running ?? 0) : 0)
      return { title, at, points }
    })
    expect(items.map(({ title, total }) => [title, total])).toEqual(reckoned.map(({ title, points }) => [title, points]))
    expect(reckoned).toEqual(reckoned.toSorted((a, b) => b.points - a.points || b.at.localeCompare(a.at)))
    expect(new Set(reckoned.map(({ points }) => points)).size).toBeGreaterThan(3)
    // On the page the sum stands beside each, as “9 = 8 fresh + 1 …”.
    const shown = [...page.matchAll(/(\d+) points? = ([^<]*)</g)].map(([, total, parts = '']) => [
      Number(total),
      parts.split(' + ').reduce((sum, one) => sum + Number.parseInt(one, 10), 0),
    ])
    expect(shown.length).toBe(items.length)
    expect(shown).toEqual(items.map(({ total }) => [total, total]))
  })

  test('a promised answer that is missing counts, once the dialogue has closed', async () => {
    const partsOf = async () => {
      const { items } = await feed('?order=points')
      return items.find(({ id }) => id === made.oldest.id)?.points.map(({ what }) => what)
    }
    hub.setNow(hoursAgo(200))
    expect(await partsOf()).toEqual(['follow', 'running'])
    hub.setNow(NOON)
    expect(await partsOf()).toEqual(['follow', 'awaits'])
  })

  test('the same thing by a government body and by an association has the same points', async () => {
    const { items } = await feed('?order=points')
    const [government, association] = ['same', 'fresh'].map((title) => items.find((one) => one.title === title))
    expect(government?.why.map(({ key }) => key)).toEqual([`body:${unit}`])
    expect(association?.why.map(({ key }) => key)).toEqual([`body:${lyon}`])
    expect(government?.total).toBe(association?.total)
    expect(government?.points.map(({ what, points }) => [what, points])).toEqual(
      association?.points.map(({ what, points }) => [what, points]),
    )
  })

  test('the order is chosen by a form, which comes back filled in where it is refused', async () => {
    const mai = hub.as('mai')
    const asked = { order: 'ending', half: '72', language: '2', awaits: '2', running: '2', languages: 'fr, klingonish' }
    const refused = await mai.post('/me/feed/order', asked)
    expect(refused.status).toBe(422)
    const again = await refused.text()
    expect(again).toContain('value="fr, klingonish"')
    expect(again).toContain('id="fault-languages"')
    expect((await mai.post('/me/feed/order', { ...asked, languages: 'fr، ar' })).status).toBe(303)
    expect(await textOf(await mai.get('/me/feed'))).toMatch(/order=ending" aria-current="page"/)
    expect((await mai.post('/me/feed/order', { ...asked, order: 'popular', languages: '' })).status).toBe(422)
    await mai.api('PUT', '/me/feed/order', { order: 'time', languages: [] })
  })

  test('what is muted is counted in words and can be shown', async () => {
    const mai = hub.as('mai')
    const form = await textOf(await mai.get(`/me/feed/mute?thing=dialogue:${made.same.id}`))
    expect(form).toContain('Department of the Diaspora (body)')
    const empty = await mai.post('/me/feed/mute', { thing: `dialogue:${made.same.id}`, what: 'word', word: '', days: '7' })
    expect([empty.status, (await empty.text()).includes('id="fault-word"')]).toEqual([422, true])
    expect((await mai.post('/me/feed/mute', { thing: `dialogue:${made.same.id}`, what: `body:${unit}`, word: '', days: '7' })).status).toBe(
      303,
    )
    const page = await textOf(await mai.get('/me/feed'))
    const held = (await feed()).items.filter(({ muted }) => muted)
    expect(
      held
        .filter(({ sort }) => sort === 'dialogue')
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(['older', 'same'])
    expect(page).toContain(`${held.length} items are muted.`)
    expect(page).not.toContain('>older<')
    expect(await textOf(await mai.get('/me/feed?muted=show'))).toContain('>older<')
    expect(await textOf(await mai.get('/me/follows'))).toContain('Hear of it again')
    // A week later it is heard again by itself.
    hub.setNow(new Date(NOON.getTime() + 8 * 86_400_000))
    expect(await textOf(await mai.get('/me/feed'))).not.toContain('muted.')
    hub.setNow(NOON)
    expect((await mai.post('/me/feed/mute/end', { kind: 'subject', what: `body:${unit}` })).status).toBe(303)
    expect((await feed()).items.every(({ muted }) => !muted)).toBe(true)
  })

  test('a line stands where the reader stopped, in the order of time alone', async () => {
    const mai = hub.as('mai')
    expect(await textOf(await mai.get('/me/feed'))).not.toContain('You stopped reading here.')
    expect((await mai.post('/me/feed/mark', { until: hoursAgo(100).toISOString() })).headers.get('location')).toBe(
      '/en/me/feed?done=marked',
    )
    const page = await textOf(await mai.get('/me/feed'))
    expect(page.indexOf('>older<')).toBeLessThan(page.indexOf('You stopped reading here.'))
    expect(page.indexOf('You stopped reading here.')).toBeLessThan(page.indexOf('>french<'))
    expect(await textOf(await mai.get('/me/feed?order=turns'))).not.toContain('You stopped reading here.')
  })

  test('news of the account: what is new and open of what it follows, by counts and by open titles', async () => {
    const { account } = hub.cast.members.get('mai')?.actor ?? { account: null }
    const own = { account, persons: [], operator: false }
    if (account === null) throw new Error('Mai has an account')
    const news = async (since: Date) =>
      (await hub.kit.news({ owners: [{ ...own, account }], since, sorts: ['followed'] })).filter(({ path }) =>
        path.startsWith('/dialogues/'),
      )
    const told = async (since: Date) => new Set((await news(since)).map(({ open }) => open?.text))
    expect(await told(hoursAgo(120))).toEqual(new Set(['fresh', 'older', 'same']))
    expect(await told(hoursAgo(10))).toEqual(new Set(['fresh', 'same']))
    expect(await news(NOON)).toEqual([])
  })
})

describe('who is gone', () => {
  test('what an account followed ends with it, also in the counts', async () => {
    const { db, outside } = hub.runner
    const mai = hub.cast.members.get('mai')
    if (mai === undefined) throw new Error('Mai is there')
    await hub
      .as('mai')
      .post('/feeds', { sent: '00000000-0000-4000-8000-00000000bbbb', title: 'Lyon', language: 'en', subjects: [`body:${lyon}`] })
    const before = (await db.selectFrom('followed').selectAll().where('subject', '=', `body:${lyon}`).executeTakeFirstOrThrow()).followers
    expect(await forgetAccounts(db, outside.keys)).toBe(0)
    await doAsErased()
    await hub.settle()
    const left = (await db.selectFrom('following_state').selectAll().execute()).map(
      ({ sealed }) => openSealed(outside.keys, sealed).account,
    )
    expect(left).not.toContain(mai.actor.account)
    expect(left.length).toBeGreaterThan(0)
    expect((await db.selectFrom('followed').selectAll().where('subject', '=', `body:${lyon}`).executeTakeFirst())?.followers ?? 0).toBe(
      before - 1,
    )
    expect(await db.selectFrom('followed').selectAll().where('subject', '=', `dialogue:${made.oldest.id}`).execute()).toEqual([])
    expect(await db.selectFrom('feed_recipe').selectAll().execute()).toEqual([])
  })

  async function doAsErased(): Promise<void> {
    const mai = hub.cast.members.get('mai')
    await callAs(hub, mai?.actor ?? nobody('en'))('people.erase-account', { sure: true, held: mai?.session })
  }
})
