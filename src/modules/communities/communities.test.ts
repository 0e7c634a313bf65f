import { afterAll, beforeAll, expect, test } from 'vitest'
import { stageCommunity, joinAll } from '../../testing/communities.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { communities } from './index.ts'

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
