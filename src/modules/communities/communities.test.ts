import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageCommunity, joinAll } from '../../testing/communities.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { communities } from './index.ts'
import { sealPerson } from './queries/shelf.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const readingAs = (name: CastName | null) => {
  const actor = name === null ? null : hub.cast.members.get(name)?.actor
  const { outside } = hub.runner
  return {
    actor: actor ?? { account: null, person: null, operator: false, locale: 'en', guestKey: () => null },
    now: outside.now(),
    outside,
  }
}

test('what is hidden is seen by its members alone, and an account comes in once', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { access: 'hidden', name: 'Kept to ourselves' })
  await joinAll(hub, id, ['idrissa'])
  const seenBy = async (name: CastName | null) => (await communities.seen(hub.db, readingAs(name), { slug }))?.name ?? null
  expect(slug).not.toContain('kept')
  expect([await seenBy('mai'), await seenBy('idrissa')]).toEqual(['Kept to ourselves', 'Kept to ourselves'])
  expect([await seenBy('gift'), await seenBy('aoife'), await seenBy(null)]).toEqual([null, null, null])
  expect((await communities.mine(hub.db, readingAs('idrissa'))).map((one) => one.id)).toEqual([id])
  await expect(joinAll(hub, id, ['idrissa'])).resolves.toBeUndefined()
  expect(await hub.db.selectFrom('community_member').select('role').where('community_id', '=', id).orderBy('role').execute()).toEqual([
    { role: 'member' },
    { role: 'steward' },
  ])
})

test('among members one goes by the name one joined with; strangers see a name where its owner shows it to everybody', async () => {
  const { id } = await stageCommunity(hub, 'mai', { slug: 'open-choir' })
  await joinAll(hub, id, ['idrissa'])
  const me = await communities.membershipOf(hub.db, readingAs('mai'), id)
  const nameFor = async (name: CastName | null) =>
    (await communities.authorsFor(hub.db, readingAs(name), id, [me?.member ?? ''])).get(me?.member ?? '')?.name ?? null
  expect([await nameFor('idrissa'), await nameFor(null)]).toEqual(['Mai', null])
})

test('the list of communities as files: what everybody finds, as it was narrowed down, and no formula', async () => {
  const facets = [
    { sort: 'residence', value: 'IE' },
    { sort: 'topic', value: 'housing' },
  ]
  await stageCommunity(hub, 'mai', { slug: 'sums', name: '=1+1, sums', sort: 'interest', facets })
  await stageCommunity(hub, 'mai', { access: 'hidden', name: 'Never listed' })
  const get = async (name: CastName | null, path: string) => (await hub.as(name).get(path)).text()
  const csv = await get(null, '/communities/export.csv?topic=housing')
  expect(csv.split('\r\n')).toEqual([
    'address,sort,access,jointly,name,name_language,summary,languages,members,founded_on,about_origin,about_residence,about_language,about_topic,about_generation',
    `sums,interest,open,false,"'=1+1, sums",en,An invented community.,en | fr,,${hub.runner.outside.now().toISOString().slice(0, 10)},,ie,,housing,`,
    '',
  ])
  const json = JSON.parse(await get('mai', '/communities/export.json')) as { communities: { slug: string; name: string }[] }
  expect(json.communities.map(({ name }) => name)).toEqual(['=1+1, sums', 'Choir of Cork'])
  const link = 'href="/en/communities/export.csv?topic=housing"'
  expect((await get(null, '/communities?topic=housing')).includes(link)).toBe(true)
})

test('a list of more than five hundred goes on behind a cursor: everybody once, those who look after it first', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { slug: 'many' })
  await joinAll(hub, id, ['idrissa'])
  const { keys } = hub.runner.outside
  const account = hub.cast.members.get('gift')?.actor.account ?? ''
  const many = Array.from({ length: 503 }, (_, at) => ({ id: randomUUID(), account_id: account, name: `Guest ${at}`, erase_at: null }))
  await hub.db.insertInto('person').values(many).execute()
  const joined = many.map(({ id: person }) => ({
    ...{ community_id: id, id: randomUUID(), account_tag: randomBytes(32), person_sealed: sealPerson(keys, id, person) },
    ...{ role: 'member' as const, joined_on: '2026-03-01', lapses_on: null, looked_on: null },
  }))
  await hub.db.insertInto('community_member').values(joined).execute()
  type Page = { readonly members: readonly { name: string; me: boolean }[]; readonly parts: number; readonly next: string | null }
  const read = async (after: string | null, part: number): Promise<Page> =>
    (await (
      await hub.as('idrissa').api('GET', `/communities/${id}/members?part=${part}${after === null ? '' : `&after=${after}`}`)
    ).json()) as Page
  const names: string[] = []
  let [after, whole]: [string | null, Page] = [null, await read(null, 1)]
  const [first, next] = [whole, whole.next]
  for (;;) {
    for (let part = 1; part <= whole.parts; part++) names.push(...(await read(after, part)).members.map(({ name }) => name))
    if (whole.next === null) break
    after = whole.next
    whole = await read(after, 1)
  }
  expect([first.members[0]?.name, first.parts, names.length, new Set(names).size]).toEqual(['Mai', 11, 505, 505])
  const page = async (rest: string) => (await hub.as('idrissa').get(`/communities/${slug}/members${rest}`)).text()
  expect([(await page('')).includes(`?after=${next ?? ''}"`), (await page(`?after=${next ?? ''}`)).includes('Back to the first')]).toEqual([
    true,
    true,
  ])
  expect(await page(`?after=${next ?? ''}`)).not.toContain('Further members')
})
