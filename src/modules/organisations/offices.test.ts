import { afterAll, beforeAll, expect, test } from 'vitest'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import type { CastName } from '../../testing/cast.ts'
import { organisations } from './index.ts'
import { sweeps } from './jobs.ts'
import type { BodyProfile } from './queries/body-profile.ts'

const DEPARTMENT = 'department-of-the-diaspora'
const DAY = 86_400_000
const at = (days: number): Date => new Date(NOON.getTime() + days * DAY)
const dayAt = (days: number): string => at(days).toISOString().slice(0, 10)

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const refusal = async (answer: Response): Promise<unknown> => [answer.status, ((await answer.json()) as { type: string }).type]
const personOf = (name: CastName): string => hub.cast.members.get(name)?.person ?? ''
const profile = async (locale = 'en') => (await (await hub.as(null, locale).api('GET', `/bodies/${DEPARTMENT}`)).json()) as BodyProfile
const officerOf = async (name: CastName, role: string) =>
  (await profile()).officers.find((officer) => officer.person === personOf(name) && officer.role === role)
const page = async (who: CastName | null = null) => (await hub.as(who).get(`/bodies/${DEPARTMENT}`)).text()
const officePage = (name: CastName, role: string) => `/bodies/${DEPARTMENT}/offices/${personOf(name)}/${role}`
const standing = (name: CastName) => organisations.standingOf(hub.db, hub.cast.bodies.unit, personOf(name))

async function invite(more: Record<string, unknown>): Promise<string> {
  const answer = await hub.as('aoife').api('POST', `/bodies/${DEPARTMENT}/invitations`, more)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { path: string }).path
}

/** Sessions end when a clock goes on for long; a term can be moved instead. */
const moveTerm = (name: CastName, termEnds: Date) =>
  hub.db.updateTable('office').set({ term_ends: termEnds }).where('person_id', '=', personOf(name)).execute()

test('the door says where somebody holds an office, and who belongs together', async () => {
  const [aoife, idrissa, mai, gift] = (['aoife', 'idrissa', 'mai', 'gift'] as const).map(personOf)
  const { unit, lyon } = hub.cast.bodies
  expect(await organisations.officesOf(hub.db, [aoife ?? ''])).toEqual({ bodies: [unit], government: true })
  expect(await organisations.officesOf(hub.db, [idrissa ?? ''])).toMatchObject({ bodies: [lyon], government: false })
  expect(await organisations.officesOf(hub.db, [])).toEqual({ bodies: [], government: false })
  const others = [idrissa ?? '', gift ?? '']
  expect(await organisations.companionsOf(hub.db, mai ?? '', others)).toEqual(new Set([idrissa]))
  expect(await organisations.companionsOf(hub.db, gift ?? '', others)).toEqual(new Set())
  expect(await organisations.companionsOf(hub.db, null, others)).toEqual(new Set())
})

test('an office has a term, which is shown, is said again two months before its end, and takes nothing away when it is over', async () => {
  const path = await invite({ role: 'convener', termEnds: dayAt(100) })
  expect(await (await hub.as('mai').get(path)).text()).toContain('Term until 9 June 2026')
  await hub.as('mai').post(path)
  expect(await officerOf('mai', 'convener')).toMatchObject({ termEnds: '2026-06-09T12:00:00.000Z', endsAt: null })
  expect(await page()).toContain('Term until 9 June 2026')
  expect(await page('aoife')).not.toContain('ends on 9 June 2026')
  await moveTerm('mai', at(50))
  expect(await page('aoife')).toContain('The term of \u2068Mai\u2069 (Convener) ends on 20 April 2026.')
  expect(await page()).not.toContain('ends on 20 April 2026')
  await moveTerm('mai', at(-1))
  expect(await page()).toContain('The term ended on 28 February 2026; still acting')
  expect((await standing('mai')).convener).toBe(true)
  expect(await page('aoife')).toContain('ended on 28 February 2026. Readers see that.')
})

test('a term of a day that has passed, of a member, or that is no day is refused', async () => {
  const invitations = `/bodies/${DEPARTMENT}/invitations`
  const asked = async (more: Record<string, unknown>) => refusal(await hub.as('aoife').api('POST', invitations, more))
  expect(await asked({ role: 'convener', termEnds: dayAt(-1) })).toEqual([409, 'office.day-past'])
  expect(await asked({ role: 'member', termEnds: dayAt(9) })).toEqual([400, 'input.invalid'])
  expect(await asked({ role: 'convener', termEnds: 'soon' })).toEqual([400, 'input.invalid'])
  const form = await hub.as('aoife').post(invitations, { role: 'moderator', termEnds: dayAt(-1) })
  const html = await form.text()
  expect(form.status).toBe(409)
  expect(html).toContain(`value="${dayAt(-1)}"`)
  expect(html).toContain('This day has passed.')
})

test('a steward writes the term and the body’s own words for an office; nobody else does', async () => {
  const path = officePage('niamh', 'convener')
  const written = { termEnds: '2027-05-31', 'titles.en': 'Head of dialogues', 'titles.fr': 'Cheffe des dialogues', 'titles.ar': '' }
  for (const who of ['mai', 'idrissa', null] as const) {
    expect([who, (await hub.as(who).get(path)).status]).toEqual([who, 403])
    expect([who, (await hub.as(who).post(path, written)).status]).toEqual([who, 403])
  }
  expect((await hub.as('niamh').get(path)).status).toBe(200)
  expect((await hub.as('niamh').post(path, written)).status).toBe(403)
  const done = await hub.as('aoife').post(path, written)
  expect([done.status, done.headers.get('location')]).toEqual([303, `/en${path}`])
  expect((await profile('fr')).officers.find(({ person }) => person === personOf('niamh'))).toMatchObject({
    title: { language: 'fr', text: 'Cheffe des dialogues' },
    termEnds: '2027-05-31T12:00:00.000Z',
  })
  expect((await profile('ar')).officers.find(({ person }) => person === personOf('niamh'))?.title).toEqual({
    language: 'en',
    text: 'Head of dialogues',
  })
  expect(await (await hub.as('aoife').get(path)).text()).toContain('value="Cheffe des dialogues"')
  const faulty = await hub.as('aoife').post(path, { ...written, 'titles.en': 'x'.repeat(61) })
  const html = await faulty.text()
  expect(faulty.status).toBe(422)
  expect(html).toContain('id="fault-titles.en"')
  expect(html).toContain('x'.repeat(61))
  expect(
    await refusal(
      await hub.as('aoife').api('PUT', `/bodies/${DEPARTMENT}/offices/${personOf('niamh')}/steward`, { termEnds: null, titles: {} }),
    ),
  ).toEqual([404, 'office.missing'])
  expect((await hub.as('aoife').get(officePage('niamh', 'steward'))).status).toBe(404)
})

test('what is delegated says by whom and until when, and ends by itself or by one button', async () => {
  const path = await invite({ role: 'moderator', delegatedUntil: dayAt(10) })
  await hub.as('idrissa').post(path)
  expect(await officerOf('idrissa', 'moderator')).toMatchObject({ delegatedBy: 'Aoife', endsAt: at(10).toISOString() })
  expect(await page()).toContain('By delegation of \u2068Aoife\u2069, until 11 March 2026')
  expect((await standing('idrissa')).moderator).toBe(true)
  for (const one of sweeps('http://hub.test')) await one.sweep(hub.runner)
  expect((await standing('idrissa')).moderator).toBe(true)
  await hub.db
    .updateTable('office')
    .set({ ends_at: at(-0.01) })
    .where('ends_at', 'is not', null)
    .execute()
  for (const one of sweeps('http://hub.test')) await one.sweep(hub.runner)
  expect((await standing('idrissa')).moderator).toBe(false)
  const past = (await profile()).before.find(({ person }) => person === personOf('idrissa'))
  expect(past).toMatchObject({ role: 'moderator', delegated: true, until: at(-0.01).toISOString() })
  const told = await hub.db.selectFrom('event').select(['visibility', 'data']).where('kind', '=', 'organisations.office.ended').execute()
  expect(told).toEqual([{ visibility: 'public', data: { role: 'moderator', delegated: true } }])
  hub.setNow(at(0.01))
  const again = await invite({ role: 'moderator', delegatedUntil: dayAt(20) })
  await hub.as('idrissa').post(again)
  expect(await page('aoife')).toContain('/offices/')
  expect(await (await hub.as('aoife').get(`/bodies/${DEPARTMENT}/people`)).text()).toContain(
    'Withdraw the delegation of \u2068Idrissa\u2069 (Moderator)',
  )
  await hub.as('aoife').post(`/bodies/${DEPARTMENT}/offices/ending`, { person: personOf('idrissa'), role: 'moderator' })
  expect((await standing('idrissa')).moderator).toBe(false)
  hub.setNow(NOON)
})

test('only stewards of the body delegate, no stewardship, and for a year at most', async () => {
  const invitations = `/bodies/${DEPARTMENT}/invitations`
  const asked = async (who: CastName, more: Record<string, unknown>) => refusal(await hub.as(who).api('POST', invitations, more))
  expect(await asked('gift', { role: 'moderator', delegatedUntil: dayAt(5) })).toEqual([403, 'delegation.stewards-only'])
  expect(await asked('samir', { role: 'moderator', delegatedUntil: dayAt(5) })).toEqual([403, 'body.stewards-only'])
  expect(await asked('aoife', { role: 'steward', delegatedUntil: dayAt(5) })).toEqual([400, 'input.invalid'])
  expect(await asked('aoife', { role: 'moderator', delegatedUntil: dayAt(400) })).toEqual([409, 'delegation.too-long'])
  const empty = await hub.as('aoife').post(`/bodies/${DEPARTMENT}/delegations`, { role: 'moderator', delegatedUntil: '' })
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('id="fault-delegatedUntil"')
  const open = await invite({ role: 'convener', delegatedUntil: dayAt(3) })
  const form = await hub.as('aoife').post(`/bodies/${DEPARTMENT}/delegations`, { role: 'convener', delegatedUntil: dayAt(4) })
  expect(form.headers.get('location')).toBe(`/en/bodies/${DEPARTMENT}/people#invitations`)
  const ends = await hub.db.selectFrom('invitation').select('expires_at').where('delegated_until', '=', at(3)).execute()
  expect(ends).toEqual([{ expires_at: at(3) }])
  await hub.db.updateTable('invitation').set({ expires_at: NOON }).where('delegated_until', '=', at(3)).execute()
  expect((await hub.as('samir').post(open)).status).toBe(409)
})

test('a handover is one deed: the old office ends and the new one begins, and the page shows who came before', async () => {
  const path = officePage('aoife', 'steward')
  for (const who of ['samir', 'mai', null] as const) expect([who, (await hub.as(who).post(`${path}/handovers`)).status]).toEqual([who, 403])
  expect((await hub.as('aoife').post(`${path}/handovers`)).headers.get('location')).toBe(`/en${path}#handover`)
  const html = await (await hub.as('aoife').get(path)).text()
  const link = /http:\/\/hub\.test\/en(\/bodies\/[^<]+\/invitations\/[^<]+)</.exec(html)?.[1] ?? ''
  const invited = await (await hub.as('samir').get(link)).text()
  expect(invited).toContain('You take this office over from \u2068Aoife\u2069')
  expect(await officerOf('aoife', 'steward')).toMatchObject({ name: 'Aoife' })
  hub.setNow(at(0.1))
  expect((await hub.as(null).post(link)).status).toBe(403)
  expect((await hub.as('aoife').post(link)).status).toBe(409)
  expect((await hub.as('samir').post(link)).status).toBe(303)
  expect(await officerOf('aoife', 'steward')).toBeUndefined()
  expect(await officerOf('samir', 'steward')).toMatchObject({ since: at(0.1).toISOString(), before: 'Aoife' })
  expect((await profile()).before[0]).toMatchObject({ name: 'Aoife', role: 'steward', until: at(0.1).toISOString() })
  const told = await hub.db
    .selectFrom('event')
    .select(['kind', 'subject', 'visibility', 'data'])
    .where('at', '=', at(0.1))
    .where('scope_id', '=', hub.cast.bodies.unit)
    .execute()
  expect(told).toEqual([
    {
      kind: 'organisations.office.handed-over',
      subject: personOf('samir'),
      visibility: 'public',
      data: { role: 'steward', before: personOf('aoife') },
    },
  ])
  const shown = await page()
  expect(shown).toContain('Took over from \u2068Aoife\u2069')
  expect(shown).toContain('Steward, from 1 March 2026 to 1 March 2026')
  expect((await hub.as('mai').post(link)).status).toBe(409)
})

test('the last steward cannot go without a successor, and the handover of one who has gone is over', async () => {
  const path = officePage('samir', 'steward')
  expect(await refusal(await hub.as('samir').api('DELETE', `/bodies/${DEPARTMENT}/offices/${personOf('samir')}/steward`, {}))).toEqual([
    409,
    'body.last-steward',
  ])
  expect(await (await hub.as('samir').get(`/bodies/${DEPARTMENT}/people`)).text()).toContain(`href="/en${path}#handover"`)
  const offered = await hub.as('samir').api('POST', `${path}/handovers`, {})
  const link = ((await offered.json()) as { path: string }).path
  await hub.as('gift').api('DELETE', `/bodies/${DEPARTMENT}/offices/${personOf('samir')}/steward`, {})
  expect(await refusal(await hub.as('idrissa').api('POST', `${link}/acceptance`, {}))).toEqual([409, 'handover.over'])
  expect(await (await hub.as('idrissa').get(link)).text()).toContain('does not hold it any more')
  hub.setNow(at(0.2))
  await hub.as('gift').api('POST', `/bodies/${DEPARTMENT}/offices`, { person: personOf('aoife'), role: 'steward', termEnds: dayAt(9) })
  expect(await officerOf('aoife', 'steward')).toMatchObject({ termEnds: at(9).toISOString() })
})

test('who holds an office and is no steward makes the link, sees it and takes it back; a steward makes it for another', async () => {
  const path = officePage('niamh', 'convener')
  await hub.as('niamh').post(`${path}/handovers`)
  const html = await (await hub.as('niamh').get(path)).text()
  const id = /name="invitation" value="([^"]+)"/.exec(html)?.[1] ?? ''
  expect([id.length, (await hub.as('mai').post(`${path}/handovers/withdrawal`, { invitation: id })).status]).toEqual([36, 403])
  expect((await hub.as('niamh').post(`${path}/handovers/withdrawal`, { invitation: id })).status).toBe(303)
  expect(await (await hub.as('niamh').get(path)).text()).not.toContain('name="invitation"')
  const answer = await hub.as('aoife').api('POST', `${path}/handovers`, {})
  const link = ((await answer.json()) as { path: string }).path
  expect((await hub.as('idrissa').post(link)).status).toBe(303)
  expect(await officerOf('idrissa', 'convener')).toMatchObject({ before: 'Niamh', title: { language: 'en', text: 'Head of dialogues' } })
  expect((await standing('niamh')).convener).toBe(false)
})

test('a delegated office is not handed on, and of two who accept at once one takes over', async () => {
  const delegation = await invite({ role: 'moderator', delegatedUntil: dayAt(30) })
  await hub.as('gift').post(delegation)
  expect(await refusal(await hub.as('gift').api('POST', `${officePage('gift', 'moderator')}/handovers`, {}))).toEqual([
    409,
    'office.delegated',
  ])
  const answer = await hub.as('idrissa').api('POST', `${officePage('idrissa', 'convener')}/handovers`, {})
  const link = ((await answer.json()) as { path: string }).path
  const both = await Promise.all([hub.as('niamh').post(link), hub.as('samir').post(link)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409])
})
