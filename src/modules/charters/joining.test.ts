import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { THE_HUB } from '../../core/event.ts'
import { LYON } from '../../testing/cast.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { heldOfCharters } from './queries/held.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

/** The path in the letter that this address got. */
async function linkFor(email: string): Promise<string> {
  await hub.as(null).post('/sign-in', { email })
  await hub.settle()
  return /\/en(\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? ''
}
const replies = (scope: string) =>
  hub.db.selectFrom('charter_reply').select(['holder_id', 'number', 'accepted']).where('scope_id', '=', scope).execute()
const accountsOf = async () => (await hub.db.selectFrom('account').select('id').execute()).length
const publish = async (visitor: Visitor, body?: string) => {
  const whose = body === undefined ? {} : { body }
  await visitor.api('PUT', '/charter/draft/en', { ...whose, text: 'We speak of ideas.', changed: 'New.' })
  expect((await visitor.api('POST', '/charter/versions', whose)).status).toBe(200)
}

describe('joining the hub', () => {
  test('without a charter asks for nothing', async () => {
    const link = await linkFor('early@example.org')
    expect(await (await hub.as(null).get(link)).text()).not.toContain('name="accepted"')
    expect((await hub.as(null).post(link)).status).toBe(303)
    expect(await replies(THE_HUB)).toEqual([])
  })

  test('with a charter, a newcomer accepts the version that holds; without it nothing is made and the link still works', async () => {
    await publish(hub.as('gift'))
    const link = await linkFor('newcomer@example.org')
    const before = await accountsOf()
    const ana = hub.as(null)
    const shown = await (await ana.get(link)).text()
    expect(shown).toContain('I accept the charter (version 1)')
    expect(shown).toContain('href="/en/charter/versions/1"')
    for (const form of [{}, { accepted: '2' }, { accepted: 'on' }]) {
      const refused = await ana.post(link, form)
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('the charter has to be accepted')
    }
    expect(await accountsOf()).toBe(before)
    const done = await ana.post(link, { accepted: '1' })
    expect(done.status).toBe(303)
    expect(await accountsOf()).toBe(before + 1)
    const [reply] = await replies(THE_HUB)
    expect(reply).toMatchObject({ number: 1, accepted: true })
    expect(
      await hub.db
        .selectFrom('person')
        .select('id')
        .where('account_id', '=', reply?.holder_id ?? '')
        .execute(),
    ).toHaveLength(1)
    expect(await (await ana.get('/')).text()).not.toContain('Do you accept it?')
  })

  test('who has an account is asked for nothing on the way in', async () => {
    const link = await linkFor('mai@example.org')
    expect(await (await hub.as(null).get(link)).text()).not.toContain('name="accepted"')
    const mai = hub.as(null)
    expect((await mai.post(link)).status).toBe(303)
    expect(await (await mai.get('/')).text()).toContain('Do you accept it?')
  })

  test('an account and its acceptance are one: where the one fails there is no other', async () => {
    const link = await linkFor('broken@example.org')
    const before = [await accountsOf(), (await replies(THE_HUB)).length]
    await hub.db.schema.alterTable('charter_reply').renameTo('charter_reply_away').execute()
    expect((await hub.as(null).post(link, { accepted: '1' })).status).toBe(500)
    await hub.db.schema.alterTable('charter_reply_away').renameTo('charter_reply').execute()
    expect([await accountsOf(), (await replies(THE_HUB)).length]).toEqual(before)
    expect((await hub.as(null).post(link, { accepted: '1' })).status, 'the link was not spent').toBe(303)
  })

  test('who leaves the hub leaves no reply behind', async () => {
    const ana = hub.as(null)
    await ana.post(await linkFor('leaver@example.org'), { accepted: '1' })
    const before = (await replies(THE_HUB)).length
    const held = ana.cookies.get('session') ?? ''
    expect((await ana.api('DELETE', '/me/account', { sure: true, held })).status).toBe(200)
    await hub.settle()
    expect((await replies(THE_HUB)).length).toBe(before - 1)
  })
})

describe('joining a body', () => {
  const invite = async (role: string) =>
    ((await (await hub.as('idrissa').api('POST', `/bodies/${LYON}/invitations`, { role })).json()) as { path: string }).path

  test('that has a charter: the box stands on the invitation, and must be ticked', async () => {
    await publish(hub.as('idrissa'), LYON)
    const path = await invite('member')
    const samir = hub.as('samir')
    expect(await (await samir.get(path)).text()).toContain('I accept the charter (version 1)')
    const refused = await samir.post(path)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('href="/en/bodies/pulaar-lyon/charter/versions/1"')
    expect(await replies(hub.cast.bodies.lyon)).toEqual([])
    expect((await samir.post(path, { accepted: '1' })).status).toBe(303)
    expect(await replies(hub.cast.bodies.lyon)).toEqual([{ holder_id: hub.cast.members.get('samir')?.person, number: 1, accepted: true }])
    expect(await (await samir.get(`/bodies/${LYON}`)).text()).not.toContain('Do you accept it?')
  })

  test('an invitation that is spent leaves no acceptance', async () => {
    const path = await invite('member')
    await hub.as('niamh').post(path, { accepted: '1' })
    const before = await replies(hub.cast.bodies.lyon)
    expect((await hub.as('aoife').post(path, { accepted: '1' })).status).toBe(409)
    expect(await replies(hub.cast.bodies.lyon)).toEqual(before)
  })

  test('an office ends: so does the reply', async () => {
    const path = await invite('moderator')
    await hub.as('aoife').post(path, { accepted: '1' })
    const aoife = hub.cast.members.get('aoife')?.person ?? ''
    expect((await replies(hub.cast.bodies.lyon)).map(({ holder_id }) => holder_id)).toContain(aoife)
    expect((await hub.as('idrissa').api('DELETE', `/bodies/${LYON}/offices/${aoife}/moderator`, {})).status).toBe(200)
    await hub.settle()
    expect((await replies(hub.cast.bodies.lyon)).map(({ holder_id }) => holder_id)).not.toContain(aoife)
  })
})

describe('what a reader hears and holds', () => {
  const owner = async (name: 'mai' | 'samir') => {
    const { actor, person } = hub.cast.members.get(name) ?? {}
    if (actor?.account == null || person === undefined) throw new Error(`${name} has no seat`)
    return { account: actor.account, persons: [person], operator: false }
  }
  test('news: the hub’s charter for everybody, a body’s for those who belong to it; neutral, and the same at each look', async () => {
    const since = new Date(NOON.getTime() - 86_400_000)
    const of = async (name: 'mai' | 'samir') =>
      (await hub.kit.news({ owners: [await owner(name)], since, sorts: ['hub'] })).filter(({ key }) => key.startsWith('charter/'))
    expect((await of('mai')).map(({ key, path }) => [key, path])).toEqual([
      [`charter/${THE_HUB}`, '/charter/versions/1'],
      [`charter/${hub.cast.bodies.lyon}`, `/bodies/${LYON}/charter/versions/1`],
    ])
    expect((await of('samir')).length, 'a member since a moment ago').toBe(2)
    expect((await of('mai')).map(({ line }) => line(hub.kit.books.say('en')))).toEqual([
      'The charter of this hub has a new version.',
      'The charter of a body to which you belong has a new version.',
    ])
    expect(await hub.kit.news({ owners: [await owner('mai')], since: new Date(NOON.getTime() + 86_400_000), sorts: ['hub'] })).toEqual([])
  })
  test('the export: one’s own replies and nobody else’s', async () => {
    await hub.as('mai').api('PUT', '/charter/versions/1/reply', { reply: 'aside' })
    expect(await heldOfCharters(hub.db, await owner('mai'))).toEqual({
      'charter-replies': [{ charter: 'hub', version: 1, accepted: false, on: '2026-03-01' }],
    })
    expect(await heldOfCharters(hub.db, await owner('samir'))).toEqual({
      'charter-replies': [{ charter: LYON, version: 1, accepted: true, on: '2026-03-01' }],
    })
  })
})
