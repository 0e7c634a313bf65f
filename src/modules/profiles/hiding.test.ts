import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { LYON, UNIT } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { profiles } from './index.ts'

let hub: Hub
let mai: string
beforeAll(async () => {
  hub = await openHub()
  mai = hub.cast.members.get('mai')?.person ?? ''
})
afterAll(() => hub.close())
beforeEach(async () => {
  await hub.db.deleteFrom('hiding').execute()
  await show('public')
})

const show = (audience: string) => hub.as('mai').api('PUT', '/me/audience', { audience })
const CAST = ['gift', 'aoife', 'idrissa', 'samir', null] as const satisfies readonly (CastName | null)[]
const seen = () => Promise.all(CAST.map(async (who) => (await hub.as(who).get(`/people/${mai}`)).status === 200))
const hide = (form: Record<string, string>) => hub.as('mai').post('/me/hiding', form)
const hidings = async () =>
  (await (await hub.as('mai').api('GET', '/me/hidings')).json()) as {
    hiding: string
    from: string
    name: string | null
    person: string | null
  }[]

test.each([
  ['a body: whoever holds an office there', { from: 'body', body: UNIT }, [true, false, true, false, true]],
  ['another body', { from: 'body', body: LYON }, [true, true, false, true, true]],
  ['all governments', { from: 'governments' }, [true, false, true, false, true]],
] as const)('hidden from %s', async (_name, form, expected) => {
  expect(await seen()).toEqual([true, true, true, true, true])
  expect((await hide(form)).status).toBe(303)
  expect(await seen()).toEqual(expected)
  const [hiding] = await hidings()
  expect((await hub.as('mai').post(`/me/hiding/${hiding?.hiding}/ending`)).status).toBe(303)
  expect(await seen()).toEqual([true, true, true, true, true])
})

test('hidden from a person, given by the address of their card, under each of their names, and silently', async () => {
  const idrissa = hub.cast.members.get('idrissa')
  const other = await secondIdentity(idrissa?.actor.account ?? '', 'Somebody from Lyon')
  expect((await hide({ from: 'person', person: `http://hub.test/fr/people/${other}` })).status).toBe(303)
  expect(await seen()).toEqual([true, true, false, true, true])
  // Whoever hides learns neither that this is Idrissa nor that there is such a person.
  expect(await hidings()).toMatchObject([{ from: 'person', person: other, name: null }])
  expect(JSON.stringify(await hidings())).not.toContain('Idrissa')
  expect(await (await hub.as('mai').get('/me/hiding')).text()).not.toMatch(/Idrissa|Somebody from Lyon/)
  const actor = idrissa?.actor
  if (actor === undefined) throw new Error('Idrissa is missing')
  expect(await profiles.namesFor(hub.db, actor, [mai])).toEqual(new Map())
  expect((await hub.as('mai').api('GET', `/people/${idrissa?.person}`)).status).toBe(404)
  // One-directional: once they show themselves, Mai sees them.
  await hub.as('idrissa').api('PUT', '/me/audience', { audience: 'members' })
  expect((await hub.as('mai').api('GET', `/people/${idrissa?.person}`)).status).toBe(200)
  await hub.as('idrissa').api('PUT', '/me/audience', { audience: 'nobody' })
})

test('the two names of one account can each be hidden from, and nothing tells that they are one', async () => {
  const account = hub.cast.members.get('samir')?.actor.account ?? ''
  const other = await secondIdentity(account, 'Somebody at night')
  const nowhere = '11111111-1111-4111-8111-111111111111'
  const answers = await Promise.all(
    [hub.cast.members.get('samir')?.person ?? '', other, nowhere].map(async (person) => {
      const answer = await hub.as('mai').api('POST', '/me/hidings', { from: 'person', person })
      return [answer.status, await answer.text()]
    }),
  )
  expect(answers).toEqual(answers.map(() => answers[0]))
  const listed = await hidings()
  expect(new Map(listed.map(({ person, name }) => [person, name]))).toEqual(
    new Map([hub.cast.members.get('samir')?.person, other, nowhere].map((person) => [person, null])),
  )
  expect(listed.map((one) => Object.keys(one))).toEqual(listed.map(() => ['hiding', 'from', 'body', 'person', 'name', 'since']))
  // One of them ended, the other still holds, for the whole account.
  const first = listed.find(({ person }) => person === other)
  await hub.as('mai').api('DELETE', `/me/hidings/${first?.hiding}`)
  expect((await hub.as('samir').get(`/people/${mai}`)).status).toBe(404)
})

test('who is hidden from stays so when the name that was given is gone; of an account that is gone nothing is kept', async () => {
  const account = hub.cast.members.get('idrissa')?.actor.account ?? ''
  const other = await secondIdentity(account, 'Somebody for a day')
  await hide({ from: 'person', person: other })
  await hub.db.deleteFrom('person').where('id', '=', other).execute()
  await hub.work({ kind: 'people.person.left', scope: other, subject: other, data: {}, visibility: 'internal', at: new Date() })
  expect(await seen()).toEqual([true, true, false, true, true])
  // The hiding stays in her hands: two that ended together would tell her which names were one.
  await hub.db.updateTable('hiding').set({ target_account: '22222222-2222-4222-8222-222222222222' }).execute()
  await hub.work({ kind: 'people.person.left', scope: other, subject: other, data: {}, visibility: 'internal', at: new Date() })
  expect(await hidings()).toMatchObject([{ person: other, name: null }])
  expect(await hub.db.selectFrom('hiding').select('target_account').execute()).toEqual([{ target_account: null }])
})

test('twice is once; oneself, no body, no card are refused with what was written', async () => {
  await hide({ from: 'body', body: LYON })
  await hide({ from: 'body', body: LYON })
  await hide({ from: 'governments' })
  await hide({ from: 'governments' })
  expect((await hidings()).map(({ from }) => from).toSorted()).toEqual(['body', 'governments'])
  const own = await hide({ from: 'person', person: mai })
  expect([own.status, (await own.text()).includes(`value="${mai}"`)]).toEqual([409, true])
  const words = await hide({ from: 'person', person: 'my cousin' })
  const page = await words.text()
  expect([words.status, page.includes('value="my cousin"'), page.includes('it contains /people/')]).toEqual([422, true, true])
  expect((await hide({ from: 'body', body: '' })).status).toBe(422)
  expect((await hide({ from: 'body', body: 'nowhere' })).status).toBe(404)
  expect((await hide({ from: 'moon' })).status).toBe(422)
})

test('others hide nobody: one who is hidden from is not told, and their pages say nothing of it', async () => {
  await hide({ from: 'person', person: hub.cast.members.get('idrissa')?.person ?? '' })
  for (const path of ['/me/hiding', '/me/seen', '/me/card', `/people/${mai}`])
    expect(await (await hub.as('idrissa').get(path)).text()).not.toContain(mai === '' ? 'x' : 'Mai<')
  expect(await (await hub.as('idrissa').api('GET', '/me/hidings')).json()).toEqual([])
})

test('what others see of me says what they find', async () => {
  await show('groups')
  await hide({ from: 'body', body: LYON })
  const { looks } = (await (await hub.as('mai').api('GET', '/me/seen')).json()) as {
    looks: { viewer: string; hidden: boolean; card: { name: string } | null; body: { name: string } | null }[]
  }
  expect(looks.map(({ viewer, hidden, card, body }) => [viewer, body?.name ?? null, hidden, card?.name ?? null])).toEqual([
    ['anybody', null, false, null],
    ['member', null, false, null],
    ['companion', null, false, 'Mai'],
    ['body', 'Pulaar Lyon', true, null],
    ['government', null, false, null],
  ])
  // The page agrees with what those very people find.
  expect(await seen()).toEqual([false, false, false, false, false])
})

test('who speaks for a state is told that offices are public, and sees in themselves a government', async () => {
  await hub.as('niamh').api('PUT', '/me/audience', { audience: 'members' })
  const page = await (await hub.as('niamh').get('/me/seen')).text()
  expect([page.includes('offices are public'), page.includes('Department of the Diaspora')]).toEqual([true, true])
  const { looks } = (await (await hub.as('niamh').api('GET', '/me/seen')).json()) as { looks: { viewer: string; card: object | null }[] }
  // Her own unit is a government: its officers are none of her companions.
  expect(looks.map(({ viewer, card }) => [viewer, card !== null])).toEqual([
    ['anybody', false],
    ['member', true],
    ['companion', true],
    ['body', false],
    ['government', false],
  ])
  const niamh = hub.cast.members.get('niamh')?.person
  expect((await hub.as('samir').get(`/people/${niamh}`)).status).toBe(404)
  expect((await hub.as('mai').get(`/people/${niamh}`)).status).toBe(200)
})

async function secondIdentity(account: string, name: string): Promise<string> {
  const id = hub.runner.outside.uuid()
  const first = await hub.db.selectFrom('person').selectAll().where('account_id', '=', account).executeTakeFirstOrThrow()
  await hub.db
    .insertInto('person')
    .values({ ...first, id, name, operator: false, at_sign_in: false })
    .execute()
  return id
}
