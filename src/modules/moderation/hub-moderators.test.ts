import { afterAll, beforeAll, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { makeOpen, refusalOf, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { stageCommunity } from '../../testing/communities.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { statementOfReasons } from './queries/statement-of-reasons.ts'

// Of the cast Aoife, Samir and Niamh hold offices of a government unit; Idrissa and Mai belong to an association; Gift runs the hub.

let hub: Hub
let dialogue: Made
let secret: string
beforeAll(async () => {
  hub = await openHub()
  dialogue = await makeOpen(hub)
  await stageCommunity(hub, 'niamh')
  secret = (await stageCommunity(hub, 'gift', { access: 'hidden', slug: 'kept', name: 'Kept to ourselves' })).slug
})
afterAll(() => hub.close())

const UNTIL = '2026-09-01'
const offer = async (until = UNTIL) =>
  (await (await hub.as('gift').api('POST', '/moderation/moderators/offers', { until })).json()) as { link: string }
const accept = async (who: CastName, link: string) => hub.as(who).api('POST', '/moderation/moderators', { link })
const person = (who: CastName) => hub.cast.members.get(who)?.person ?? ''

async function report(about: string): Promise<{ scope: string; case: string; link: string }> {
  const made = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'It attacks us.', language: 'en' })
  const { case: id, link } = (await made.json()) as { case: string; link: string }
  const row = await hub.db.selectFrom('moderation_case').select('scope_id').where('id', '=', id).executeTakeFirstOrThrow()
  return { scope: row.scope_id, case: id, link }
}
const caseAt = (one: { scope: string; case: string }) => `/moderation/cases/${one.scope}/${one.case}`
const HIDE = { outcome: 'hidden', rule: 'no-attack', facts: 'It attacks them.' }

test('offered by whoever runs the hub, until a day; the form comes back with what is wrong', async () => {
  for (const who of ['aoife', 'mai', null] as const)
    expect((await hub.as(who).post('/moderation/moderators/offers', { until: UNTIL })).status).toBe(403)
  const late = await hub.as('gift').post('/moderation/moderators/offers', { until: '2027-06-01' })
  expect(late.status).toBe(422)
  const html = await late.text()
  expect(html).toContain('The last day lies between tomorrow and a year from today.')
  expect(html).toContain('value="2027-06-01"')
  expect(await (await hub.as('gift').post('/moderation/moderators/offers', { until: UNTIL })).text()).toContain(
    'http://hub.test/en/moderators/',
  )
})

test('accepted by whom it was handed to, once; not by who runs the hub, nor by who speaks for a state', async () => {
  const { link } = await offer()
  expect((await hub.as(null).get(`/moderators/${link}`)).status).toBe(200)
  expect((await hub.as(null).get(`/moderators/${link}x`)).status).toBe(404)
  expect(await refusalOf(await accept('aoife', link))).toEqual([409, 'moderator.government'])
  expect(await (await hub.as('aoife').get(`/moderators/${link}`)).text()).not.toContain('>Accept<')
  expect(await refusalOf(await accept('gift', link))).toEqual([409, 'moderator.runs-it'])
  expect((await hub.as('mai').get('/moderation/queue')).status).toBe(403)
  expect((await hub.as('mai').post(`/moderators/${link}`, {})).status).toBe(303)
  expect(await refusalOf(await accept('idrissa', link))).toEqual([409, 'moderator.link-spent'])
  expect(await refusalOf(await accept('mai', (await offer()).link))).toEqual([409, 'moderator.already'])
  expect((await accept('idrissa', (await offer()).link)).status).toBe(200)
})

test('they decide about what belongs to no body, and see nothing else', async () => {
  const [ofHub, ofBody] = [await report('/communities/choir-of-cork'), await report(`/dialogues/${dialogue.slug}/statements/1`)]
  const queue = (await (await hub.as('mai').api('GET', '/moderation/queue')).json()) as { case: string }[]
  expect(queue.map((one) => one.case)).toEqual([ofHub.case])
  expect((await hub.as('mai').get(caseAt(ofBody))).status).toBe(404)
  expect(await refusalOf(await hub.as('mai').api('POST', `${caseAt(ofBody)}/decision`, HIDE))).toEqual([404, 'case.missing'])
  for (const path of ['/moderation/pressure', '/moderation/circle', `/communities/${secret}`, '/operator/readings'])
    expect([path, [403, 404].includes((await hub.as('mai').get(path)).status)]).toEqual([path, true])
  expect((await hub.as('niamh').get(caseAt(ofHub))).status, 'who leads it decides nothing about it').toBe(404)

  expect((await hub.as('mai').api('POST', `${caseAt(ofHub)}/decision`, HIDE)).status).toBe(200)
  expect((await hub.as(null).get('/communities/choir-of-cork')).status).toBe(404)
  expect(await (await hub.as(null).get(`/reports/${ofHub.link}`)).text()).toContain('Decided by a moderator of the hub')
  const [own] = (await (await hub.as('niamh').api('GET', `/reasons/of/community/${ofHub.scope}/${ofHub.scope}`)).json()) as {
    link: string
  }[]
  const reasons = statementOfReasons.parse(await (await hub.as(null).api('GET', `/reasons/${own?.link}`)).json())
  expect(reasons.ours.decided_by_role).toBe('hub-moderator')

  // The appeal: never by the account that decided, under whatever name; by another moderator of the hub.
  const said = { link: own?.link, text: 'It attacks nobody.', language: 'en' }
  expect((await hub.as('niamh').api('POST', '/appeals', said)).status).toBe(200)
  const judge = (who: CastName) =>
    hub.as(who).api('POST', `${caseAt(ofHub)}/appeal/decision`, { outcome: 'overturned', reasons: 'It is a choir.' })
  expect(await refusalOf(await judge('mai'))).toEqual([403, 'appeal.same-person'])
  // The same account, had another of its names the office: the tag is of the account.
  const mai = hub.cast.members.get('mai')?.actor
  if (mai?.person == null) throw new Error('Mai is not there')
  const other = await callAs(hub, mai)<{ person: typeof mai.person }>('people.make-identity', { name: 'Mai elsewhere' })
  await hub.db
    .insertInto('hub_moderator')
    .values({ person_id: other.person ?? '', since: '2026-03-01', until: UNTIL, named: false })
    .execute()
  const asked = { scope: ofHub.scope, case: ofHub.case, outcome: 'overturned', reasons: 'It is a choir.' }
  const again = callAs(hub, { ...mai, person: other.person })('moderation.decide-appeal', asked)
  await expect(again).rejects.toMatchObject({ refusal: { code: 'appeal.same-person' } })
  await hub.db
    .deleteFrom('hub_moderator')
    .where('person_id', '=', other.person ?? '')
    .execute()
  expect((await judge('idrissa')).status).toBe(200)
  expect((await hub.as(null).get('/communities/choir-of-cork')).status).toBe(200)
})

test('what an authority asked for takes two of them', async () => {
  const one = await report('/communities/choir-of-cork')
  const asked = { authority: 'Ministry of Order', country: 'IE', legalBasis: 'none', territory: 'everywhere', receivedOn: '2026-02-27' }
  expect((await hub.as('mai').api('PUT', `${caseAt(one)}/request`, asked)).status).toBe(200)
  expect(await (await hub.as('mai').api('POST', `${caseAt(one)}/decision`, HIDE)).json()).toMatchObject({ waits: true })
  expect(await refusalOf(await hub.as('mai').api('POST', `${caseAt(one)}/agreement`, {}))).toEqual([403, 'case.second-person'])
  expect((await hub.as('idrissa').api('POST', `${caseAt(one)}/agreement`, {})).status).toBe(200)
  expect((await hub.as(null).get('/communities/choir-of-cork')).status).toBe(404)
})

test('in public: how many, what they did, and the names of those alone who chose it', async () => {
  const page = async (who: CastName | null) => (await hub.as(who).get('/moderation/moderators')).text()
  expect(await page(null)).not.toContain('<bdi>Mai')
  expect(await page('gift')).toContain('<bdi>Mai</bdi>')
  const read = async () => (await hub.as(null).api('GET', '/moderation/moderators')).json()
  expect(await read()).toEqual({ count: 2, decided: 2, appeals: 1, overturned: 1, named: [], own: null, all: null })
  expect((await hub.as('mai').post('/moderation/moderators/showing', { named: 'on' })).status).toBe(303)
  expect(await read()).toMatchObject({ named: [{ name: 'Mai', until: UNTIL }] })
  expect((await hub.as('niamh').post('/moderation/moderators/showing', { named: 'on' })).status).toBe(404)
})

test('the office ends: with its day, given back, ended, with an office of a state, and with the account', async () => {
  const decides = async (who: CastName) => (await hub.as(who).get('/moderation/queue')).status === 200
  const state = { body: 'department-of-the-diaspora', person: person('mai'), role: 'moderator' }
  expect((await hub.as('aoife').api('DELETE', `/moderation/moderators/${person('mai')}`)).status).toBe(403)
  expect(await decides('mai')).toBe(true)
  hub.setNow(new Date('2026-09-02T00:30:00Z'))
  expect(await (await hub.as(null).api('GET', '/moderation/moderators')).json()).toMatchObject({ count: 0, named: [] })
  hub.setNow(NOON)
  await callAs(hub, theHub)('organisations.appoint', state)
  const own = (await (await hub.as('mai').api('GET', '/moderation/queue')).json()) as { sort: string }[]
  expect(
    own.every(({ sort }) => sort === 'statement'),
    'what communities wrote is read by no state',
  ).toBe(true)
  await hub.work({ kind: 'people.person.left', scope: person('mai'), subject: person('mai'), data: {}, visibility: 'internal', at: NOON })
  expect((await hub.as('idrissa').post('/moderation/moderators/ending', { person: person('idrissa') })).status).toBe(303)
  expect(await hub.db.selectFrom('hub_moderator').selectAll().execute()).toEqual([])
})
