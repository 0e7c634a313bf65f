import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callAs } from '../../testing/rights/callers.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { thrice } from '../../testing/deeds.ts'
import { doAsHub, kindsOf, refusalOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { DEFAULTS } from './rules.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const inDays = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)
const deed = (name: CastName) => callAs(hub, hub.cast.members.get(name)?.actor ?? hub.cast.members.values().toArray()[0]?.actor ?? never())
const never = (): never => {
  throw new Error('the cast is empty')
}
const codeOf = (done: Promise<unknown>): Promise<string> =>
  done.then(
    () => 'done',
    (error: { refusal?: { code: string } }) => error.refusal?.code ?? 'a fault',
  )
const memberOf = async (community: string, name: CastName): Promise<string> => {
  const { members } = await deed(name)<{ members: { member: string; me: boolean }[] }>('communities.members', { community })
  return members.find(({ me }) => me)?.member ?? ''
}

test('founding by the short form: look-alikes are shown once, and what was written is kept', async () => {
  await stageCommunity(hub, 'idrissa', { slug: 'pulaar-choir', name: 'Pulaar choir of Cork' })
  const form = {
    sort: 'culture',
    name: 'Pulaar choir of Cork',
    summary: 'We sing.',
    language: 'en',
    access: 'open',
    languages: 'English, Wolof',
  }
  const shown = await hub.as('mai').post('/communities', form)
  const page = await shown.text()
  expect([shown.status, page.includes('Is it one of these?'), page.includes('value="English, Wolof"')]).toEqual([200, true, true])
  const made = await hub.as('mai').post('/communities', { ...form, looked: 'on' })
  expect(made.headers.get('location')).toMatch(/^\/en\/communities\/pulaar-choir-of-cork[a-z0-9-]*\/welcome$/)
  // Whoever founded it greets nobody yet: they read what it needs first.
  const steps = await (await hub.as('mai').get((made.headers.get('location') ?? '').replace(/^\/en/, ''))).text()
  expect(['Find a second steward', 'Introduce yourself'].map((step) => steps.includes(step))).toEqual([true, false])
  const refused = await hub.as('mai').post('/communities', { ...form, looked: 'on', languages: 'Klingonese', name: 'Another' })
  expect([refused.status, (await refused.text()).includes('value="Another"')]).toEqual([422, true])
})

test('a place and a topic of the short form find what is about the same, and stand in what is founded', async () => {
  const facets = [
    { sort: 'residence', value: 'IE' },
    { sort: 'topic', value: 'housing' },
  ]
  await stageCommunity(hub, 'idrissa', { slug: 'roofs', name: 'Roofs', sort: 'interest', facets })
  const form = {
    ...{
      sort: 'interest',
      name: 'Tenants together',
      summary: 'Letters to landlords.',
      language: 'en',
      access: 'open',
      languages: 'English',
    },
    ...{ residence: 'Ireland', topic: 'housing' },
  }
  const { status: one } = await hub.as('mai').post('/communities', { ...form, topic: '', name: 'Tenants apart' })
  const shown = await hub.as('mai').post('/communities', form)
  const page = await shown.text()
  expect([one, shown.status, page.includes('Is it one of these?'), page.includes('Roofs'), page.includes('value="Ireland"')]).toEqual([
    ...[303, 200],
    ...[true, true, true],
  ])
  const unknown = await hub.as('mai').post('/communities', { ...form, looked: 'on', residence: 'Nowhere at all' })
  expect([unknown.status, (await unknown.text()).includes('value="Nowhere at all"')]).toEqual([422, true])
  await hub.as('mai').post('/communities', { ...form, looked: 'on' })
  const rows = await hub.db
    .selectFrom('community_facet')
    .innerJoin('community', 'community.id', 'community_facet.community_id')
    .select(['community_facet.sort', 'value'])
    .where('slug', '=', 'tenants-together')
    .orderBy('value')
    .execute()
  expect(rows).toEqual(facets)
})

test('a state founds no gender and no hidden one, and its body comes after a steward who is free', async () => {
  const texts = [{ language: 'en', name: 'Anything', summary: 'Invented.' }]
  const wanted = { sort: 'interest', access: 'open', texts, languages: ['en'], body: hub.cast.bodies.unit }
  expect(await codeOf(deed('aoife')('communities.found', wanted))).toBe('community.government-not-alone')
  expect(await codeOf(deed('aoife')('communities.found', { ...wanted, sort: 'gender' }))).toBe('community.government-not-here')
  expect(await codeOf(deed('niamh')('communities.found', { ...wanted, body: null, access: 'hidden' }))).toBe('community.not-for-officers')
  const { id } = await stageCommunity(hub, 'mai', { slug: 'nurses', name: 'Nurses', sort: 'interest' })
  await joinAll(hub, id, ['aoife'])
  await deed('mai')('communities.offer-role', { community: id, member: await memberOf(id, 'aoife'), role: 'steward' })
  await deed('aoife')('communities.accept-role', { community: id })
  await deed('aoife')('communities.edit', { community: id, body: hub.cast.bodies.unit })
  // The last steward who is free goes: the body goes as well.
  await deed('mai')('communities.leave', { community: id })
  const row = await hub.db.selectFrom('community').select('body_id').where('id', '=', id).executeTakeFirstOrThrow()
  expect(row.body_id).toBe(null)
  expect(await codeOf(deed('aoife')('communities.edit', { community: id, access: 'hidden' }))).toBe('community.not-for-officers')
})

test('asking: one request for each account, answers are read by those who decide, and gone a month later', async () => {
  const questions = [{ language: 'en', text: 'Why do you come?' }]
  const { id, slug } = await stageCommunity(hub, 'idrissa', { slug: 'asked-for', name: 'Asked for', access: 'request' })
  await deed('idrissa')('communities.edit', { community: id, questions })
  const form = await hub.as('mai').get(`/communities/${slug}/join`)
  expect(await form.text()).toContain('<span lang="en" dir="ltr">Why do you come?</span>')
  const filled = { as: 'new', name: 'Mistral', accepted: 'on' }
  const empty = await hub.as('mai').post(`/communities/${slug}/join`, { ...filled, 'answer-0': '' })
  expect([empty.status, (await empty.text()).includes('value="Mistral"')]).toEqual([422, true])
  // The name that was to be made in the same form is not there either.
  expect(await hub.db.selectFrom('person').select('id').where('name', '=', 'Mistral').execute()).toEqual([])
  const asked = await hub.as('mai').post(`/communities/${slug}/join`, { ...filled, 'answer-0': 'To sing low.' })
  expect([asked.status, (await asked.text()).includes('Mistral')]).toEqual([200, true])
  expect(await codeOf(deed('mai')('communities.request', { community: id, answers: ['Again.'] }))).toBe('community.requested-already')
  const [request] = await deed('idrissa')<{ id: string; name: string; answers: { answer: string }[] }[]>('communities.requests', {
    community: id,
  })
  expect([request?.name, request?.answers.map(({ answer }) => answer)]).toEqual(['Mistral', ['To sing low.']])
  expect(await codeOf(deed('samir')('communities.requests', { community: id }))).toBe('community.members-only')
  const decide = { community: id, request: request?.id, outcome: 'declined' }
  expect(await codeOf(deed('idrissa')('communities.decide-request', decide))).toBe('community.reason-missing')
  await deed('idrissa')('communities.decide-request', { ...decide, reason: 'We are full.' })
  expect(await (await hub.as('mai').get('/me/communities')).text()).toContain('We are full.')
  hub.setNow(inDays(31))
  await doAsHub(hub, 'communities.forget-stale', {})
  hub.setNow(NOON)
  expect(await hub.db.selectFrom('community_request').select('id').where('community_id', '=', id).execute()).toEqual([])
})

test('links are counted by the month, and without two who vouch a membership lapses', async () => {
  const { id } = await stageCommunity(hub, 'idrissa', { name: 'Lanterns', access: 'hidden', sort: 'gender' })
  await deed('idrissa')('communities.edit', { community: id, vouching: true, monthlyInvitations: 1 })
  await joinAll(hub, id, ['mai'])
  const invite = { community: id, sentence: 'Come along.', uses: 3 }
  const { path } = await deed('mai')<{ path: string }>('communities.invite', invite)
  expect(await codeOf(deed('mai')('communities.invite', invite))).toBe('community.invitations-spent')
  await deed('idrissa')('communities.invite', invite)
  const token = path.split('/').at(-1)
  await deed('gift')('communities.accept-invitation', { token })
  await deed('samir')('communities.accept-invitation', { token })
  const gift = await memberOf(id, 'gift')
  expect(await codeOf(deed('samir')('communities.vouch', { community: id, member: gift }))).toBe('community.not-waiting')
  for (const name of ['mai', 'idrissa'] as const) await deed(name)('communities.vouch', { community: id, member: gift })
  await deed('mai')('communities.vouch', { community: id, member: await memberOf(id, 'samir') })
  type Seen = { members: { name: string; vouchers: string[] | null }[] }
  const vouchersSeenBy = async (name: CastName) =>
    (await deed(name)<Seen>('communities.members', { community: id })).members.find((one) => one.name === 'Samir')?.vouchers
  expect([await vouchersSeenBy('idrissa'), await vouchersSeenBy('gift')]).toEqual([['Mai'], null])
  hub.setNow(inDays(15))
  await doAsHub(hub, 'communities.forget-stale', {})
  hub.setNow(NOON)
  const seen = await deed('idrissa')<Seen>('communities.members', { community: id })
  expect(seen.members.map(({ name }) => name)).toEqual(['Idrissa', 'Gift', 'Mai'])
})

test('leaving is silent; a sole steward hands on first, and whoever is removed reads why and is heard', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { slug: 'bakers', name: 'Bakers' })
  await joinAll(hub, id, ['idrissa', 'samir'])
  expect(await codeOf(deed('mai')('communities.leave', { community: id }))).toBe('community.last-steward')
  await deed('mai')('communities.remove-member', { community: id, member: await memberOf(id, 'samir'), reason: 'Shouts.', banned: true })
  const other = await deed('samir')<{ person: string }>('people.make-identity', { name: 'Sirocco' })
  const actor = { ...(hub.cast.members.get('samir')?.actor ?? never()), person: other.person } as Parameters<typeof callAs>[1]
  expect(await codeOf(callAs(hub, actor)('communities.join', { community: id }))).toBe('community.removed')
  await hub.as('samir').post(`/me/communities/${id}/appeal`, { text: 'I did not.' })
  const [appeal] = await deed('gift')<{ appeal: string; reason: string }[]>('communities.appeals', {})
  expect(appeal?.reason).toBe('Shouts.')
  expect(await codeOf(deed('mai')('communities.appeals', {}))).toBe('community.removal-missing')
  await deed('gift')('communities.answer-appeal', { appeal: appeal?.appeal, text: 'Come back.', lift: true })
  expect(await codeOf(deed('samir')('communities.join', { community: id }))).toBe('done')
  await deed('idrissa')('communities.leave', { community: id, posts: 'erase' })
  const told = await hub.db
    .selectFrom('event')
    .select(['data', 'person_id', 'visibility'])
    .where('kind', '=', 'communities.member.left')
    .where('scope_id', '=', id)
    .orderBy('sequence')
    .execute()
  expect(told.map(({ data, person_id: person, visibility }) => [data, person, visibility])).toEqual([
    [{ posts: 'keep' }, null, 'internal'],
    [{ posts: 'erase' }, null, 'internal'],
  ])
  expect((await hub.as('idrissa').get(`/communities/${slug}/members`)).status).toBe(403)
  expect((await kindsOf(hub, id)).every((kind) => kind.startsWith('communities.'))).toBe(true)
})

test('turned hidden, it gets another address and the old ones are gone; ended, it is read only, until that is taken back', async () => {
  const { id } = await stageCommunity(hub, 'mai', { slug: 'old-name', name: 'Weavers' })
  await deed('mai')('communities.edit', { community: id, slug: 'weavers' })
  const moved = await hub.as(null).get('/communities/old-name')
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/en/communities/weavers'])
  await deed('mai')('communities.end', { community: id })
  expect(await codeOf(deed('samir')('communities.join', { community: id }))).toBe('community.ended')
  expect((await hub.as(null).get('/communities/weavers')).status).toBe(200)
  hub.setNow(inDays(31))
  expect(await codeOf(deed('mai')('communities.resume', { community: id }))).toBe('community.undo-too-late')
  hub.setNow(inDays(29))
  await deed('mai')('communities.resume', { community: id })
  hub.setNow(NOON)
  const { slug } = await deed('mai')<{ slug: string }>('communities.edit', { community: id, access: 'hidden' })
  expect(slug).not.toContain('weav')
  for (const old of ['weavers', 'old-name', slug]) expect((await hub.as(null).get(`/communities/${old}`)).status).toBe(404)
  expect((await hub.as('mai').get(`/communities/${slug}`)).status).toBe(200)
})

test('where there is no charter, the ground rules are shown and accepted on coming in, also by a link that says nothing else', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { slug: 'walkers', name: 'Walkers' })
  const rules = ['Nobody is put under pressure', 'I accept the ground rules', `/en/communities/${slug}/governance`]
  const shown = async (path: string) => {
    const page = await (await hub.as('idrissa').get(path)).text()
    return rules.map((rule) => page.includes(rule))
  }
  expect(await shown(`/communities/${slug}/join`)).toEqual([true, true, true])
  const refused = await hub.as('idrissa').post(`/communities/${slug}/join`, { as: '' })
  expect([refused.status, (await refused.text()).includes('the ground rules have to be accepted')]).toEqual([422, true])
  const { path } = await deed('mai')<{ path: string }>('communities.invite', { community: id, sentence: 'Come along.', uses: 1 })
  expect(await shown(path)).toEqual([true, true, false])
  expect((await hub.as('idrissa').post(path, { as: '' })).status).toBe(422)
  expect(await codeOf(deed('idrissa')('communities.members', { community: id }))).toBe('community.members-only')
  expect((await hub.as('idrissa').post(`/communities/${slug}/join`, { as: '', accepted: 'on' })).status).toBe(303)
  expect(await memberOf(id, 'idrissa')).not.toBe('')
})

test('the charter of a community is accepted on coming in, kept by its stewards alone, and proposals of members are answered', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { slug: 'readers', name: 'Readers' })
  const draft = { community: id, language: 'en', text: 'We read slowly.' }
  expect(await codeOf(deed('gift')('charters.write-draft', draft))).toBe('charter.keepers-only')
  await deed('mai')('charters.write-draft', draft)
  await deed('mai')('charters.publish-version', { community: id })
  expect(await (await hub.as(null).get(`/communities/${slug}/charter`)).text()).toContain('We read slowly.')
  const refused = await hub.as('idrissa').post(`/communities/${slug}/join`, { as: '' })
  expect(refused.status).toBe(422)
  expect((await hub.as('idrissa').post(`/communities/${slug}/join`, { as: '', accepted: '1' })).status).toBe(303)
  const replies = () => hub.db.selectFrom('charter_reply').select(['holder_id', 'accepted']).where('scope_id', '=', id).execute()
  expect(await replies()).toEqual([{ holder_id: await memberOf(id, 'idrissa'), accepted: true }])
  const proposal = { community: id, sending: randomUUID(), sort: 'charter', text: 'Let us read aloud.', language: 'en' }
  const named = ['communities.propose-change', 'communities.proposal.made'] as const
  const { answers, told } = await thrice<{ id: string }>(hub, 'idrissa', named, proposal)
  const [made = { id: '' }] = answers
  expect([answers, told]).toEqual([[made, made, made], 1])
  await deed('mai')('communities.support-change', { community: id, proposal: made.id })
  const [seen] = await deed('mai')<{ supporters: number; threshold: number; answerBy: string }[]>('communities.proposals', {
    community: id,
  })
  expect(seen).toMatchObject({ supporters: 2, threshold: 2, answerBy: '2026-03-15' })
  const answer = { community: id, proposal: made.id, outcome: 'taken', answer: 'Gladly.' }
  expect(await codeOf(deed('idrissa')('communities.answer-change', answer))).toBe('community.stewards-only')
  await deed('mai')('communities.answer-change', answer)
  expect(await (await hub.as('idrissa').get(`/communities/${slug}/governance`)).text()).toContain('Gladly.')
  await hub.as('idrissa').post(`/communities/${slug}/leave`, { posts: 'keep' })
  await hub.settle()
  expect(await replies()).toEqual([])
})

test('a space for the young: those who said so come in, grown-ups only to look after it, and officers of a state find nothing', async () => {
  const { id, slug } = await stageCommunity(hub, 'idrissa', { slug: 'young-here', name: 'Young here', sort: 'youth', access: 'open' })
  expect(await codeOf(deed('gift')('communities.join', { community: id }))).toBe('community.youth-only')
  await deed('idrissa')('communities.edit', { community: id, guardian: true, guardianAge: 12 })
  await deed('mai')('profiles.choose-audience', { audience: 'nobody', under18: true })
  expect(await codeOf(deed('mai')('communities.join', { community: id }))).toBe('community.guardian-needed')
  await deed('mai')('communities.join', { community: id, guardian: true })
  for (const name of ['aoife', 'samir'] as const) expect((await hub.as(name).get(`/communities/${slug}`)).status).toBe(404)
  expect(await (await hub.as('aoife').get('/communities?sort=youth')).text()).not.toContain('Young here')
  expect(await codeOf(deed('idrissa')('communities.edit', { community: id, readable: 'everybody' }))).toBe('community.youth-not-open')
  const cork = { sort: 'residence', value: '00000000-0000-4000-8000-000000000001' }
  expect(await codeOf(deed('idrissa')('communities.edit', { community: id, facets: [cork] }))).toBe('input.invalid')
  expect(await codeOf(deed('mai')('communities.invite', { community: id, sentence: 'Come.' }))).toBe('community.leads-only')
  await deed('idrissa')('communities.offer-role', { community: id, member: await memberOf(id, 'mai'), role: 'facilitator' })
  expect(await codeOf(deed('mai')('communities.accept-role', { community: id }))).toBe('community.vouches-missing')
  await deed('mai')('profiles.choose-audience', { audience: 'nobody', under18: false })
})

test('five hundred are found by a bounded number of readings, by crossing facets and by words without accents', async () => {
  const row = await hub.db.selectFrom('community').selectAll().where('slug', '=', 'bakers').executeTakeFirstOrThrow()
  const many = Array.from({ length: 500 }, (_, at) => ({ ...row, id: randomUUID(), slug: `many-${at}` }))
  await hub.db.insertInto('community').values(many).execute()
  const text = (community: string, at: number) => ({
    ...{
      community_id: community,
      language: 'fr',
      position: 0,
      name: `Société ${at}`,
      summary: 'Un essai.',
      plain: `societe ${at} un essai.`,
    },
    ...{ guardians: '', member_id: null },
  })
  await hub.db
    .insertInto('community_text')
    .values(many.map(({ id }, at) => text(id, at)))
    .execute()
  const facets = many.flatMap(({ id }, at) => [
    { community_id: id, sort: 'origin' as const, value: at % 2 === 0 ? 'ML' : 'SN' },
    { community_id: id, sort: 'residence' as const, value: at % 5 === 0 ? 'IE' : 'FR' },
  ])
  await hub.db.insertInto('community_facet').values(facets).execute()
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  const page = await (await hub.as(null).get('/communities?origin=ML&residence=IE&q=soci%C3%A9t%C3%A9')).text()
  const count = asked.mock.calls.length
  asked.mockRestore()
  expect(count).toBeLessThanOrEqual(16)
  expect(page).toContain('50 communities.')
  const found = (await (await hub.as(null).api('GET', '/communities?origin=ML&residence=IE&order=newest&part=3')).json()) as {
    total: number
    communities: unknown[]
  }
  expect([found.total, found.communities.length]).toEqual([50, 10])
  expect(await refusalOf(await hub.as(null).api('GET', '/communities/never-was'))).toEqual([404, 'community.missing'])
})

test('what moderation takes from the public its members still see, and it comes back after an appeal', async () => {
  const { id, slug } = await stageCommunity(hub, 'mai', { slug: 'sellers', name: 'Sellers' })
  expect(await codeOf(deed('samir')('communities.hide', { community: id, rule: 'no-advert' }))).toBe('community.missing')
  await deed('gift')('communities.hide', { community: id, rule: 'no-advert' })
  const seenBy = async (name: CastName | null) => (await hub.as(name).get(`/communities/${slug}`)).status
  expect([await seenBy(null), await seenBy('idrissa'), await seenBy('mai')]).toEqual([404, 404, 200])
  expect(await (await hub.as(null).get('/communities?q=sellers')).text()).not.toContain(`/communities/${slug}`)
  await deed('gift')('communities.show', { community: id })
  expect(await seenBy(null)).toBe(200)
})

test('who leaves the hub leaves every community, and what would be without a steward is offered on', async () => {
  const { id } = await stageCommunity(hub, 'niamh', { slug: 'sailors', name: 'Sailors' })
  await joinAll(hub, id, ['gift'])
  const gift = await memberOf(id, 'gift')
  await deed('niamh')('communities.offer-role', { community: id, member: gift, role: 'facilitator' })
  await deed('gift')('communities.accept-role', { community: id })
  await doAsHub(hub, 'communities.release-person', { person: hub.cast.members.get('niamh')?.person })
  expect(await hub.db.selectFrom('community_offer').select(['member_id', 'role']).where('community_id', '=', id).execute()).toEqual([
    { member_id: gift, role: 'steward' },
  ])
  expect(await (await hub.as(null).get('/communities/sailors')).text()).toContain('Nobody looks after it now.')
  expect(DEFAULTS.gender).toEqual({ access: 'hidden', readable: 'members' })
})
