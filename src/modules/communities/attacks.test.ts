import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pairs, walk, type Answer } from '../../testing/attack/outsider.ts'
import { signUp, type CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { addMember } from './commands/add-member.ts'

// What outsiders read of a hidden community, and what they ask the API about it, is tried in src/testing/attack/hidden-community.test.ts.

const NAME = 'Zaffre Lantern'
const OUTSIDERS: readonly (CastName | null)[] = [null, 'gift', 'aoife']
const NEVER = { slug: 'q7x9never0was0q7x9never0was', community: '00000000-0000-4000-8000-00000000beef' }

let hub: Hub
let hidden: { readonly id: string; readonly slug: string }
let told: readonly string[]
let minutes = 0

beforeAll(async () => {
  hub = await openHub()
  // For hundreds of questions the clock goes on for longer than whoever runs the hub stays signed in.
  await hub.db
    .updateTable('session')
    .set({ expires_at: new Date(NOON.getTime() + 7 * 86_400_000) })
    .execute()
  hidden = await stageCommunity(hub, 'mai', { access: 'hidden', name: NAME, sort: 'gender', languages: ['en'] })
  await joinAll(hub, hidden.id, ['idrissa'])
  const names = Array.from({ length: 10 }, (_, at) => `Wren Nightingale ${at}`)
  for (const [at, name] of names.entries()) {
    const { person } = await signUp(hub.runner, `wren${at}@example.org`, name)
    const { account } = await hub.db.selectFrom('person').select('account_id as account').where('id', '=', person).executeTakeFirstOrThrow()
    const { outside } = hub.runner
    await hub.db
      .transaction()
      .execute((tx) => addMember(tx, outside, { community: hidden.id, account: account ?? '', person, role: 'member', now: outside.now() }))
  }
  const members = await hub.db.selectFrom('community_member').select('id').where('community_id', '=', hidden.id).execute()
  if (members.length !== 12) throw new Error('a hidden community of twelve was to be staged')
  // What was told is where rooms that search, follow and share would take it from.
  await hub.settle()
  told = [NAME, hidden.id, hidden.slug, 'Wren Nightingale', ...members.map(({ id }) => id)]
}, 60_000)
afterAll(() => hub.close())
// Whoever asks for hundreds of things has to wait; the clock of the hub goes on for that.
const goOn = (): void => {
  minutes += 1
  hub.setNow(new Date(NOON.getTime() + minutes * 60_000))
}
beforeEach(goOn)

const leaksIn = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ what, body }) => told.filter((word) => body.includes(word)).map((word) => `${what}: ${word}`))

test('its members find it, so that there is something that could leak', async () => {
  const seen = await walk(
    hub.as('mai'),
    ['', '/members'].map((rest) => `/en/communities/${hidden.slug}${rest}`),
    2,
  )
  expect(new Set(leaksIn(seen).map((line) => line.split(': ')[1]))).toContain(NAME)
  expect(leaksIn(seen)).toContain(`GET /en/communities/${hidden.slug}/members: Wren Nightingale`)
})

test.each(OUTSIDERS)('whatever form %s sends about it is answered as for one that never was', { timeout: 60_000 }, async (name) => {
  const tried = await pairs(hub, hub.as(name), {
    names: ['slug', 'community'],
    there: { slug: hidden.slug, community: hidden.id },
    never: NEVER,
    between: goOn,
  })
  expect(tried.length).toBeGreaterThan(50)
  expect(tried.filter(({ there }) => there.status >= 500 || there.status === 429).map(({ there }) => there.what)).toEqual([])
  const differing = tried.flatMap((one) =>
    one.there.status === one.never.status && one.there.body === one.never.body
      ? []
      : [`${one.there.what}: ${one.there.status} ${one.never.status}`],
  )
  expect(differing).toEqual([])
})

test('one member by another of their names is a stranger there, and comes in a second time by no way', async () => {
  const browser = hub.as('idrissa')
  const { person } = (await (await browser.api('POST', '/me/identities', { name: 'Quail' })).json()) as { person: string }
  await browser.post(`/me/identities/${person}/acting`)
  expect((await browser.get(`/communities/${hidden.slug}`)).status).toBe(404)
  const joined = await browser.api('POST', `/communities/${hidden.id}/membership`, {})
  expect([joined.status, ((await joined.json()) as { type: string }).type]).toEqual([404, 'community.missing'])
  expect((await hub.db.selectFrom('community_member').select('id').where('community_id', '=', hidden.id).execute()).length).toBe(12)
})

test('a stranger learns nothing from a link before it is used, and once it is used up nothing more', async () => {
  const made = await hub.as('mai').api('POST', `/communities/${hidden.id}/invitations`, { sentence: 'It is Mai.', uses: 1 })
  const { path } = (await made.json()) as { path: string }
  const [ana, gift] = [await (await hub.as(null).get(path)).text(), await (await hub.as('gift').get(path)).text()]
  expect([ana.includes('It is Mai.'), gift.includes('It is Mai.')]).toEqual([false, true])
  expect(
    leaksIn([
      { what: 'ana', status: 200, body: ana },
      { what: 'gift', status: 200, body: gift },
    ]),
  ).toEqual([])
  const came = await hub.as('gift').post(path, { as: '', accepted: 'on' })
  expect([came.status, came.headers.get('location')]).toEqual([303, `/en/communities/${hidden.slug}/welcome`])
  expect((await hub.as('niamh').post(path, { as: '' })).status).toBe(404)
  await hub.as('gift').post(`/communities/${hidden.slug}/leave`, { posts: 'keep' })
  expect((await hub.as('gift').get(`/communities/${hidden.slug}`)).status).toBe(404)
})

test('nobody finds out by founding, or by looking for one alike, whether there is one of that address or name', async () => {
  const found = async (slug: string, name: string) => {
    const texts = [{ language: 'en', name, summary: 'Invented.' }]
    const answer = await hub.as('gift').api('POST', '/communities', { sort: 'interest', access: 'open', slug, texts, languages: ['en'] })
    return [answer.status, ((await answer.json()) as { type: string }).type]
  }
  expect(await found(hidden.slug, 'Other')).toEqual(await found(NEVER.slug, 'Another'))
  const alike = await hub.as('gift').api('GET', `/community-look-alikes?name=${encodeURIComponent(NAME)}&sort=gender`)
  expect(await alike.json()).toEqual([])
})

test('an address that asks for what there is not is answered with a list, and not with a fault', async () => {
  for (const word of ['%E2%80%AE', "'%22%3E%3Cb", '%25', 'a'.repeat(300)]) {
    const query = ['origin', 'topic', 'language', 'generation', 'sort', 'order', 'part', 'q'].map((name) => `${name}=${word}`).join('&')
    expect([word.slice(0, 10), (await hub.as(null).get(`/communities?${query}`)).status]).toEqual([word.slice(0, 10), 200])
  }
})
