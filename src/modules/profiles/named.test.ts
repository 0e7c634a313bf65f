import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appoint, cork, propose, publish } from '../../testing/abroad.ts'
import { stageBelonging } from '../../testing/belonging.ts'
import { CAST, type CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { stageEvent } from '../../testing/events.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { castVotes, stageDialogue } from '../../testing/scene.ts'
import { NAMING, personOf } from '../../testing/voices.ts'
import { doAs, refusalOf } from '../../testing/deeds.ts'

/** No word of a page is like one of these. */
const NAMES: Readonly<Record<CastName, string>> = {
  ...{ gift: 'Quxgift', aoife: 'Quxaoife', idrissa: 'Quxidrissa', mai: 'Quxmai', samir: 'Quxsamir', niamh: 'Quxniamh' },
}
const EVERYBODY = Object.keys(CAST) as CastName[]

let hub: Hub
let choir: { readonly id: string; readonly slug: string }
let item: string
beforeAll(async () => {
  hub = await openHub()
  await stageBelonging(hub)
  choir = await stageCommunity(hub, 'mai', { slug: 'choir-of-mai' })
  await joinAll(hub, choir.id, ['gift'])
  await doAs(hub, 'mai', 'posts.write', {
    community: choir.id,
    sending: randomUUID(),
    title: 'Hall',
    text: 'Who has a key?',
    language: 'en',
  })
  await appoint(hub, await cork(hub), 'mai')
  item = await propose(hub, await cork(hub))
  await publish(hub, item, 'mai')
  await stageEvent(hub, 'niamh', { sort: 'body', id: hub.cast.bodies.unit })
  const dialogue = await stageDialogue(hub, { title: 'One that was answered' })
  await castVotes(hub, dialogue)
  await hub.as('niamh').api('POST', `/dialogues/${dialogue.id}/closure`, {})
  await hub.as('niamh').api('PUT', `/dialogues/${dialogue.id}/answers/en`, { text: 'We accept all.' })
  for (const name of EVERYBODY)
    await hub.db.updateTable('person').set({ name: NAMES[name] }).where('id', '=', personOf(hub, name)).execute()
}, 60_000)
afterAll(() => hub.close())

const read = async (who: CastName | null, path: string): Promise<string> => (await hub.as(who).get(`/en${path}`)).text()

/** What the page about oneself says, and nothing of what is around it. */
async function listed(name: CastName): Promise<readonly string[]> {
  const page = await read(name, '/me/seen')
  const [section = ''] = /<section class="note">.*?<\/section>/s.exec(page) ?? []
  const [offices = ''] = /<div class="note">.*?<\/div>/s.exec(page) ?? []
  const links = (html: string) => [...html.matchAll(/href="\/en(\/[^"]+)"/g)].map(([, path = '']) => decodeURIComponent(path))
  return [...links([...section.matchAll(/<li><p>.*?<\/p>/gs)].join('')), ...links(offices)]
}

const SKIPPED =
  /^\/(developers|privacy|sign-in|share|preferences|me|safety|topics\/(?!health)|dev)(\/|$)|\.(ics|rss|atom|json|csv|svg|png|xml|vtt|txt|pdf|docx)(\?|$)/

/** Every page that links lead to from the first one, for somebody without an account. */
async function crawl(): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>()
  const wanted = ['/']
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (seen.has(path) || SKIPPED.test(path)) continue
    const answer = await hub.as(null).get(path === '/' ? '/en' : `/en${path}`)
    const html = answer.headers.get('content-type')?.includes('html') === true ? await answer.text() : ''
    seen.set(path, html)
    for (const [, found = ''] of html.matchAll(/href="\/en(\/[^"#]*)/g)) {
      // Of lists with a choice in the address one is like the other.
      const [bare = ''] = found.split('?')
      wanted.push(bare)
    }
  }
  return seen
}

const below = (path: string, listedPath: string): boolean => path === listedPath || path.startsWith(`${listedPath}/`)

test('everything that names somebody in public whatever their card says is in their list, and the list says nothing else', async () => {
  const pages = await crawl()
  expect(pages.size).toBeGreaterThan(60)
  const missing: string[] = []
  for (const name of EVERYBODY) {
    const lists = await listed(name)
    // A contact stands at the foot of all pages of what they answer for.
    const places = lists.map((path) => path.replace(/^\/contact\?about=/, ''))
    const items = lists.filter((path) => path.startsWith('/abroad/items/'))
    for (const [path, html] of pages) {
      if (!new RegExp(`\\b${NAMES[name]}\\b`).test(html)) continue
      const shown = places.some((place) => below(path, place))
      // The page of a place, and a list of what is new, show an entry with who answers for it.
      const ofItem = /^\/(abroad\/|feeds)/.test(path) && items.some((one) => html.includes(`/en${one}"`))
      // Who runs the hub vouches for the bodies of a state; their list says so in a sentence.
      const vouches = name === 'gift' && path.startsWith('/bodies/department-of-the-diaspora')
      if (!shown && !ofItem && !vouches) missing.push(`${name}: ${path}`)
    }
    for (const path of lists) if (!(await read(null, path)).includes(NAMES[name])) missing.push(`${name} is not named at ${path}`)
  }
  expect(missing).toEqual([])
  expect(await read('gift', '/me/seen')).toContain('on the page of each body of a state')
  expect(await listed('mai')).toEqual(
    expect.arrayContaining([`/communities/${choir.slug}`, '/abroad/ie/cork', `/abroad/items/${item}`, '/voices', '/bodies/pulaar-lyon']),
  )
}, 60_000)

test('one rule for all rooms: whom somebody hides from does not read the name while signed in, and everybody else does', async () => {
  const places = (await listed('mai')).filter((path) => path !== '/bodies/department-of-the-diaspora')
  await doAs(hub, 'mai', 'profiles.hide-from', { from: 'governments' })
  const readers = await Promise.all((['aoife', null, 'idrissa'] as const).map(async (who) => places.map((path) => read(who, path))))
  const named = await Promise.all(readers.map(async (pages) => (await Promise.all(pages)).map((page) => page.includes(NAMES.mai))))
  expect(named).toEqual([places.map(() => false), places.map(() => true), places.map(() => true)])
  expect(await read('aoife', '/abroad/ie/cork')).toContain('somebody of this hub')
  expect(await read('mai', '/me/hiding')).toContain('/en/me/seen')
})

test('a name leads to its card where the reader may see that, and nowhere else', async () => {
  const link = `href="/en/people/${personOf(hub, 'mai')}"`
  const posts = `/communities/${choir.slug}/posts`
  const thread = /href="\/en(\/communities\/[^"]+\/posts\/[0-9a-f-]{36})"/.exec(await read('gift', posts))?.[1] ?? ''
  const pages = [`/communities/${choir.slug}`, thread, '/abroad/ie/cork', `/abroad/items/${item}`]
  const leads = async (who: CastName | null) => Promise.all(pages.map(async (path) => (await read(who, path)).includes(link)))
  expect(await leads('gift')).toEqual([false, false, false, false])
  await doAs(hub, 'mai', 'profiles.choose-audience', { audience: 'members' })
  expect([await leads('gift'), await leads(null), await leads('aoife')]).toEqual([
    [true, true, true, true],
    [false, false, false, false],
    [false, false, false, false],
  ])
})

test('taking somebody out without a reason brings the form back, open, with the tick', async () => {
  const { members } = await doAs<{ members: readonly { member: string; me: boolean }[] }>(hub, 'mai', 'communities.members', {
    community: choir.id,
  })
  const gift = members.find(({ me }) => !me)?.member ?? ''
  const again = await hub.as('mai').post(`/communities/${choir.slug}/members/${gift}/removal`, { reason: 'x'.repeat(60_000), banned: 'on' })
  const [row = ''] = /<details open="".*?<\/details>/s.exec(await again.text()) ?? []
  expect([again.status, row.includes('x'.repeat(60_000)), /name="banned"[^>]* checked/.test(row)]).toEqual([422, true, true])
})

describe('somebody who said that they are under 18', () => {
  beforeAll(() => doAs(hub, 'mai', 'profiles.choose-audience', { audience: 'nobody', under18: true }))

  test('is named nowhere in public any more', async () => {
    const pages = ['/voices', '/abroad/ie/cork', `/abroad/items/${item}`, `/communities/${choir.slug}`]
    const named = await Promise.all(pages.map(async (path) => (await read(null, path)).includes(NAMES.mai)))
    expect([named, await listed('mai')]).toEqual([[false, false, false, false], []])
    // Members of a community know who looks after it all the same.
    expect(await read('gift', `/communities/${choir.slug}`)).toContain(NAMES.mai)
  })

  test('is not named as a steward of a page, an owner, a contact or an intermediary, and can end what they are', async () => {
    const again = await propose(hub, await cork(hub))
    const naming = {
      sort: 'community',
      subject: choir.id,
      sending: randomUUID(),
      about: 'Notes',
      language: 'en',
      languages: ['en'],
      days: 3,
    }
    const { link } = await doAs<{ link: string }>(hub, 'mai', 'contacts.name', naming)
    const asked = [
      doAs(hub, 'mai', 'abroad.ask-stewardship', { place: 'FR' }),
      doAs(hub, 'mai', 'abroad.publish-item', { item: again }),
      doAs(hub, 'mai', 'contacts.accept', { link }),
      doAs(hub, 'mai', 'voices.answer-naming', { ...NAMING, serve: true }),
      doAs(hub, 'mai', 'voices.answer-naming', { serve: false }),
    ]
    expect(await Promise.all(asked.map(refusalOf))).toEqual(['abroad.young', 'abroad.young', 'contact.young', 'voice.young', 'done'])
  })

  test('is told before coming into an open community that grown-ups answer there, and a no is one press', async () => {
    const open = await stageCommunity(hub, 'idrissa', { slug: 'open-to-all' })
    const others = await stageCommunity(hub, 'idrissa', { slug: 'of-the-young', sort: 'youth', youth: true })
    const note = 'grown-ups whom you do not know'
    const told = [await read('mai', `/communities/${open.slug}/join`), await read('gift', `/communities/${open.slug}/join`)]
    expect([...told, await read('mai', `/communities/${others.slug}/join`)].map((page) => page.includes(note))).toEqual([
      true,
      false,
      false,
    ])
    await joinAll(hub, open.id, ['mai'])
    const said = { community: open.id, sending: randomUUID(), title: 'Hall', text: 'Who has a key?', language: 'en' }
    const { id } = await doAs<{ id: string }>(hub, 'idrissa', 'posts.write', said)
    const near = (page: string): boolean => page.replaceAll(/<details.*?<\/details>/gs, '').includes('/no-contact"')
    const thread = `/communities/${open.slug}/posts/${id}`
    await joinAll(hub, open.id, ['gift'])
    expect([await read('mai', thread), await read('gift', thread)].map(near)).toEqual([true, false])
  })

  test('tells nobody where they live, and the hub keeps it no more', async () => {
    const page = await read('mai', '/me/card')
    expect([page.includes('/me/facets/residence'), page.includes('/me/facets/languages')]).toEqual([false, true])
  })
})
