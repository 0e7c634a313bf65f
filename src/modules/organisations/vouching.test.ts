import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { giveAttestation } from './commands/give-attestation.ts'
import { giveVouching } from './commands/give-vouching.ts'
import { sweeps } from './jobs.ts'
import type { Verification } from './queries/verification.ts'

const UNIT = 'department-of-the-diaspora'
const LYON = 'pulaar-lyon'
const DAY = 24 * 3_600_000
const at = (ms: number): Date => new Date(NOON.getTime() + ms)

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  for (const [slug, name] of [
    ['wolof-cork', 'Wolof Cork'],
    ['soninke-lille', 'Soninké Lille'],
  ] as const) {
    const texts = [{ language: 'en', name, summary: 'Invented.' }]
    await hub.as('gift').api('POST', '/bodies', { kind: 'home-town', slug, texts })
  }
  for (const [slug, who] of [
    ['wolof-cork', 'mai'],
    ['soninke-lille', 'samir'],
    ['soninke-lille', 'aoife'],
  ] as const) {
    const person = hub.cast.members.get(who)?.person
    await hub.as('gift').api('POST', `/bodies/${slug}/offices`, { person, role: 'steward' })
  }
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.setNow(NOON)
  for (const table of ['vouching', 'attestation', 'verification', 'event'] as const) await hub.db.deleteFrom(table).execute()
})

/** What the clock does in this room. */
async function sweep(): Promise<void> {
  for (const one of sweeps('http://hub.test')) await one.sweep(hub.runner)
}

type Who = 'gift' | 'aoife' | 'idrissa' | 'mai' | 'samir' | 'niamh' | null
const answered = async (answer: Response): Promise<unknown> =>
  answer.status === 200 ? 200 : [answer.status, ((await answer.json()) as { type: string }).type]
const attest = async (who: Who, slug: string) =>
  answered(await hub.as(who).api('PUT', `/bodies/${slug}/attestation`, { reason: 'We met them at their office in May.' }))
const vouch = async (who: Who, slug: string, voucher: string) =>
  answered(await hub.as(who).api('PUT', `/bodies/${slug}/vouchings/${voucher}`))
const withdraw = async (who: Who, slug: string, voucher: string) =>
  answered(await hub.as(who).api('DELETE', `/bodies/${slug}/vouchings/${voucher}`))
const shown = async (slug: string) => (await (await hub.as(null).api('GET', `/bodies/${slug}/verification`)).json()) as Verification
const kinds = async () =>
  (await hub.db.selectFrom('event').select('kind').where('visibility', '=', 'public').orderBy('sequence').execute()).map(({ kind }) => kind)

test('whoever runs the hub confirms a body with a reason that every reader sees; nobody else does', async () => {
  for (const who of ['aoife', 'idrissa', 'mai'] as const) expect(await attest(who, LYON)).toEqual([403, 'body.operators-only'])
  expect(await attest(null, LYON)).toEqual([403, 'sign-in.needed'])
  expect(await attest('gift', 'nothing')).toEqual([404, 'body.missing'])
  expect((await hub.as('idrissa').post(`/bodies/${LYON}/attestation`, { reason: 'Me' })).status).toBe(403)
  const empty = await hub.as('gift').post(`/bodies/${LYON}/attestation`, { reason: '' })
  expect([empty.status, (await empty.text()).includes('id="fault-reason"')]).toEqual([422, true])
  const done = await hub.as('gift').post(`/bodies/${LYON}/attestation`, { reason: 'We met them <b>twice</b>.' })
  expect([done.status, done.headers.get('location')]).toEqual([303, `/en/bodies/${LYON}/verification#evidence`])
  await sweep()
  expect(await shown(LYON)).toMatchObject({ level: 'attested', attestation: { reason: 'We met them <b>twice</b>.', holds: true } })
  const page = await (await hub.as(null).get(`/bodies/${LYON}/verification`)).text()
  expect(page).toContain('We met them &lt;b&gt;twice&lt;/b&gt;.')
  expect(page).not.toContain('<textarea')
  expect(await (await hub.as(null).get(`/bodies/${LYON}`)).text()).toContain('Confirmed by whoever runs this hub')
  expect(await kinds()).toEqual(['organisations.attestation.given', 'organisations.verification.reached'])

  expect((await hub.as('idrissa').post(`/bodies/${LYON}/attestation/withdrawal`)).status).toBe(403)
  expect((await hub.as('gift').post(`/bodies/${LYON}/attestation/withdrawal`)).status).toBe(303)
  expect(await answered(await hub.as('gift').api('DELETE', `/bodies/${LYON}/attestation`))).toEqual([404, 'attestation.missing'])
  await sweep()
  expect((await kinds()).slice(2)).toEqual(['organisations.attestation.withdrawn', 'organisations.verification.lapsed'])
})

test('two verified bodies vouch for a third, each by a steward of its own', async () => {
  await attest('gift', UNIT)
  await attest('gift', LYON)
  expect(await vouch('aoife', 'wolof-cork', UNIT)).toBe(200)
  expect((await shown('wolof-cork')).level).toBeNull()
  const alone = await (await hub.as(null).get('/bodies/wolof-cork/verification')).text()
  expect(alone).toContain('Vouching counts where two verified bodies vouch')
  expect(await vouch('idrissa', 'wolof-cork', LYON)).toBe(200)
  expect(await shown('wolof-cork')).toMatchObject({ level: 'vouched', vouchings: [{ holds: true }, { holds: true }] })
  expect(await (await hub.as(null).get('/bodies/wolof-cork')).text()).toContain(
    'Vouched for by \u2068Department of the Diaspora\u2069 and \u2068Pulaar Lyon\u2069',
  )
})

test('nobody else vouches, nor for their own, nor unverified, nor in a circle', async () => {
  await attest('gift', UNIT)
  for (const who of ['niamh', 'samir', 'mai', 'gift'] as const)
    expect(await vouch(who, LYON, UNIT)).toEqual([403, 'vouching.stewards-only'])
  expect(await vouch(null, LYON, UNIT)).toEqual([403, 'sign-in.needed'])
  expect((await hub.as('mai').post(`/bodies/${LYON}/vouchings`, { voucher: UNIT })).status).toBe(403)
  expect(await vouch('idrissa', UNIT, LYON)).toEqual([409, 'vouching.not-verified'])
  expect(await vouch('aoife', UNIT, UNIT)).toEqual([409, 'vouching.own'])
  // Aoife is steward of both.
  expect(await vouch('aoife', 'soninke-lille', UNIT)).toEqual([409, 'vouching.own'])
  expect(await vouch('aoife', 'nothing', UNIT)).toEqual([404, 'body.missing'])
  expect(await vouch('aoife', LYON, 'nothing')).toEqual([404, 'body.missing'])
  expect(await vouch('aoife', LYON, UNIT)).toBe(200)
  await attest('gift', LYON)
  expect(await vouch('idrissa', UNIT, LYON)).toEqual([409, 'vouching.circle'])
  const page = async (who: Who) => (await hub.as(who).get(`/bodies/${LYON}/verification`)).text()
  expect((await page('mai')).includes('/vouchings"')).toBe(false)
  expect((await page('aoife')).includes('/vouchings"')).toBe(true)
})

test('two that vouch for each other at one moment cannot both', async () => {
  await attest('gift', UNIT)
  await attest('gift', LYON)
  const both = await Promise.all([vouch('aoife', LYON, UNIT), vouch('idrissa', UNIT, LYON)])
  expect(both.filter((one) => one === 200).length).toBe(1)
  expect((await hub.db.selectFrom('vouching').select('id').execute()).length).toBe(1)
})

test('one person who stewards two bodies counts once', async () => {
  await attest('gift', UNIT)
  await attest('gift', 'soninke-lille')
  await vouch('aoife', 'wolof-cork', UNIT)
  await vouch('aoife', 'wolof-cork', 'soninke-lille')
  expect((await shown('wolof-cork')).level).toBeNull()
  await vouch('samir', 'wolof-cork', 'soninke-lille')
  expect((await shown('wolof-cork')).level).toBe('vouched')
})

test('a vouching is taken back by who gave it or by whoever runs the hub, and falls with the body that gave it', async () => {
  await attest('gift', UNIT)
  await attest('gift', LYON)
  await vouch('aoife', 'wolof-cork', UNIT)
  await vouch('idrissa', 'wolof-cork', LYON)
  await sweep()
  for (const who of ['mai', 'niamh', 'idrissa'] as const)
    expect(await withdraw(who, 'wolof-cork', UNIT)).toEqual([403, 'vouching.stewards-only'])
  expect(await withdraw(null, 'wolof-cork', UNIT)).toEqual([403, 'sign-in.needed'])
  expect((await hub.as('mai').post('/bodies/wolof-cork/vouchings/withdrawal', { voucher: UNIT })).status).toBe(403)
  expect((await hub.as('aoife').post('/bodies/wolof-cork/vouchings/withdrawal', { voucher: UNIT })).status).toBe(303)
  expect(await withdraw('aoife', 'wolof-cork', UNIT)).toEqual([404, 'vouching.missing'])
  await sweep()
  expect(await shown('wolof-cork')).toMatchObject({ level: null, lapsedAt: NOON.toISOString(), vouchings: [{ body: { slug: LYON } }] })
  await vouch('aoife', 'wolof-cork', UNIT)
  await sweep()
  expect((await shown('wolof-cork')).level).toBe('vouched')
  await hub.as('gift').api('DELETE', `/bodies/${LYON}/attestation`)
  await sweep()
  const { level, vouchings } = await shown('wolof-cork')
  expect([level, vouchings.map(({ body, holds }) => [body.slug, holds])]).toEqual([
    null,
    [
      [UNIT, true],
      [LYON, false],
    ],
  ])
  expect((await kinds()).slice(-2)).toEqual(['organisations.verification.lapsed', 'organisations.verification.lapsed'])
  expect(await withdraw('gift', 'wolof-cork', LYON)).toBe(200)
})

test('a body that speaks for a state says who runs the hub; an association does not', async () => {
  expect([(await shown(UNIT)).runBy, (await shown(LYON)).runBy]).toEqual([['Gift'], null])
  const said = async (slug: string) =>
    (await (await hub.as(null).get(`/bodies/${slug}`)).text()).includes('This hub is run by \u2068Gift\u2069.')
  expect([await said(UNIT), await said(LYON)]).toEqual([true, false])
  expect(await answered(await hub.as(null).api('GET', '/bodies/nothing/verification'))).toEqual([404, 'body.missing'])
  expect((await hub.as(null).get('/bodies/nothing/verification')).status).toBe(404)
})

test('it lapses after a year, which is told and shown; given again, it begins a new one', async () => {
  await attest('gift', LYON)
  await sweep()
  hub.setNow(at(365 * DAY - 1))
  expect((await shown(LYON)).level).toBe('attested')
  hub.setNow(at(365 * DAY))
  await sweep()
  expect(await shown(LYON)).toMatchObject({ level: null, lapsedAt: at(365 * DAY).toISOString(), attestation: { holds: false } })
  expect((await kinds()).at(-1)).toBe('organisations.verification.lapsed')
  expect(await (await hub.as(null).get(`/bodies/${LYON}/verification`)).text()).toContain('it ended on 1 March 2027')
  await perform(hub.runner, giveAttestation, { body: LYON, reason: 'Still there.' }, theHub)
  expect(await shown(LYON)).toMatchObject({ level: 'attested', attestation: { expiresAt: at(730 * DAY).toISOString() } })
})

test('given again, a vouching is good for another year, and the day since when stays', async () => {
  const acting = (who: CastName) => hub.cast.members.get(who)?.actor ?? theHub
  const attestAll = async () => {
    for (const body of [UNIT, LYON]) await perform(hub.runner, giveAttestation, { body, reason: 'Known to us.' }, theHub)
  }
  await attestAll()
  await perform(hub.runner, giveVouching, { body: 'wolof-cork', voucher: UNIT }, acting('aoife'))
  await perform(hub.runner, giveVouching, { body: 'wolof-cork', voucher: LYON }, acting('idrissa'))
  hub.setNow(at(200 * DAY))
  await perform(hub.runner, giveVouching, { body: 'wolof-cork', voucher: UNIT }, acting('aoife'))
  expect((await shown('wolof-cork')).vouchings.find(({ body }) => body.slug === UNIT)).toMatchObject({
    givenAt: NOON.toISOString(),
    expiresAt: at(565 * DAY).toISOString(),
  })
  hub.setNow(at(366 * DAY))
  await attestAll()
  const { level, vouchings } = await shown('wolof-cork')
  expect([level, vouchings.map(({ body, holds }) => [body.slug, holds])]).toEqual([
    null,
    [
      [UNIT, true],
      [LYON, false],
    ],
  ])
})
