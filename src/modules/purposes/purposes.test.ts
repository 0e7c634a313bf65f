import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { CastName } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord, sharedAt } from '../../testing/published.ts'
import { AIM } from '../../testing/rights/stage-purposes.ts'
import { confirmPurpose } from './commands/confirm-purpose.ts'
import { newsOf } from './queries/news.ts'
import { heldOfPurposes } from './queries/held.ts'
import { publication } from './queries/published.ts'

let hub: Hub
/** Idrissa and Samir decide; Mai is a member, Aoife is not. */
let books: { readonly id: string; readonly slug: string }
let hidden: { readonly id: string; readonly slug: string }
let start: Date
beforeAll(async () => {
  hub = await openHub()
  start = hub.runner.outside.now()
  books = await stageCommunity(hub, 'idrissa', { slug: 'books', name: 'Books' })
  hidden = await stageCommunity(hub, 'idrissa', { access: 'hidden', readable: 'members', name: 'Unseen' })
  await joinAll(hub, books.id, ['mai', 'samir'])
  await joinAll(hub, hidden.id, ['mai'])
  await hub.db.updateTable('community_member').set({ role: 'steward' }).where('community_id', '=', books.id).execute()
  await hub.db
    .updateTable('community_member')
    .set({ role: 'member' })
    .where('community_id', '=', books.id)
    .where('id', '=', await memberOf('mai'))
    .execute()
})
afterAll(() => hub.close())

const memberOf = async (name: CastName): Promise<string> => {
  const account = hub.cast.members.get(name)?.actor.account ?? ''
  const rows = await hub.db.selectFrom('community_member').select(['id', 'account_tag']).where('community_id', '=', books.id).execute()
  const tags = hub.runner.outside.keys.tags('community-member', books.id, account)
  return rows.find(({ account_tag: tag }) => tags.some((one) => one.equals(tag)))?.id ?? ''
}
const day = (days: number): string => new Date(start.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const call = (name: CastName | null, method: string, path: string, body?: object, at = books) =>
  hub.as(name).api(method, `/communities/${at.id}/purposes${path}`, body)
const begin = (name: CastName | null, more: object = {}, at = books) =>
  call(name, 'POST', '', { sending: randomUUID(), ...AIM, deadline: day(60), ...more }, at)
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>
const typeOf = async (answer: Promise<Response>) => (await json(answer))['type']
const entry = (more: object = {}) => ({
  ...{ sending: randomUUID(), happenedOn: day(0), amount: 10, text: 'A box came.', source: 'https://library.example/list', language: 'en' },
  ...more,
})
const CLOSING = { outcome: 'partly', reason: 'Half of it.', learned: 'Ask earlier.', afterwards: 'another' }
let goal = ''

test('two stewards who begin at once begin one; nobody else begins any', async () => {
  expect([await typeOf(begin(null)), await typeOf(begin('mai')), await typeOf(begin('aoife'))]).toEqual([
    'sign-in.needed',
    'purpose.stewards-only',
    'purpose.members-only',
  ])
  expect(await typeOf(begin('idrissa', { unit: null }))).toBe('purpose.number-whole')
  const sending = randomUUID()
  const both = await Promise.all([begin('idrissa', { sending }), begin('samir')])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const list = (await (await call(null, 'GET', '')).json()) as { id: string; steps: object[]; value: number }[]
  expect(list.map(({ value, steps }) => [value, steps.length])).toEqual([[20, 2]])
  goal = list[0]?.id ?? ''
})

test('what was reached adds up, a correction stands beside what it corrects, and is made once', async () => {
  const sent = entry()
  const first = await json(call('idrissa', 'POST', `/${goal}/entries`, sent))
  expect(await json(call('idrissa', 'POST', `/${goal}/entries`, sent))).toEqual(first)
  expect(await typeOf(call('mai', 'POST', `/${goal}/entries`, entry()))).toBe('purpose.leads-only')
  const wrong = [entry({ corrects: first['id'], amount: 7.5, step: 1 }), entry({ corrects: first['id'], amount: 8 })]
  const both = await Promise.all(wrong.map((one, at) => call(at === 0 ? 'idrissa' : 'samir', 'POST', `/${goal}/entries`, one)))
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const read = await json(call(null, 'GET', `/${goal}`))
  const entries = read['entries'] as { standing: boolean; amount: number; corrects: string | null }[]
  const standing = entries.filter((one) => one.standing)
  expect([entries.length, standing.length, standing[0]?.corrects]).toEqual([2, 1, first['id']])
  expect(read['value']).toBe(20 + (standing[0]?.amount ?? 0))
  const html = await (await hub.as(null).get(`/communities/${books.slug}/purposes/${goal}`)).text()
  expect([html.includes('<svg viewBox'), html.includes('<del>10</del>'), html.includes('name="amount"')]).toEqual([true, true, false])
})

test('a form that is refused comes back filled in', async () => {
  const at = `/communities/${books.slug}/purposes/${goal}`
  expect(await draftsOn(hub, 'idrissa', at)).toEqual([`${goal}/entries/`, `${goal}/needs`, `${goal}/closing`])
  expect(await draftsOn(hub, 'idrissa', `/communities/${books.slug}/purposes/new`)).toEqual([`${books.id}/purposes/new`])
  const form = { sending: randomUUID(), happenedOn: day(3), amount: '٣', text: 'Words to keep', source: 'List', language: 'en' }
  const back = await hub.as('idrissa').post(`${at}/entries`, form)
  const html = await back.text()
  expect([back.status, html.includes('Words to keep'), html.includes('This day has not come yet.')]).toEqual([422, true, true])
  expect((await hub.as('idrissa').post(`${at}/entries`, { ...form, happenedOn: day(0) })).status).toBe(303)
  expect((await hub.as('mai').post(`${at}/closing`, CLOSING)).status).toBe(403)
})

test('help is asked for until a day, on this hub alone', async () => {
  const need = { sending: randomUUID(), text: 'A van', language: 'en', until: day(20) }
  expect(await typeOf(call('idrissa', 'POST', `/${goal}/needs`, { ...need, path: 'https://pay.example' }))).toBe('input.invalid')
  expect(await typeOf(call('idrissa', 'POST', `/${goal}/needs`, { ...need, until: day(61) }))).toBe('purpose.need-end')
  const { id } = await json(call('idrissa', 'POST', `/${goal}/needs`, { ...need, path: '/events' }))
  const open = async () => ((await json(call(null, 'GET', `/${goal}`)))['needs'] as { open: boolean }[]).map((one) => one.open)
  expect(await open()).toEqual([true])
  expect((await call('samir', 'DELETE', `/${goal}/needs/${String(id)}`)).status).toBe(200)
  expect(await open()).toEqual([false])
})

test('what a hidden community wants is nowhere: not in lists, pages, publications or news of others', async () => {
  const made = await json(begin('idrissa', { goal: 'A quiet aim' }, hidden))
  const id = String(made['id'])
  const never = await hub.as('aoife').api('GET', `/communities/${randomUUID()}/purposes`)
  for (const name of [null, 'aoife', 'samir'] as const) {
    const there = await call(name, 'GET', '', undefined, hidden)
    expect([there.status, await typeOf(Promise.resolve(there))]).toEqual([never.status, 'purpose.community-missing'])
    expect((await hub.as(name).get(`/communities/${hidden.slug}/purposes/${id}`)).status).toBe(404)
    expect((await hub.as(name).get(`/purposes/${id}`)).status).toBe(404)
  }
  expect((await call('mai', 'GET', `/${id}`, undefined, hidden)).status).toBe(200)
  const all = await holdsToItsWord(hub, publication)
  expect(all.map((one) => one.id)).toEqual([goal])
  expect(await sharedAt(hub, all[0]?.path ?? '')).toBe(`/share/purpose/${goal}`)
  const reading = { actor: nobody('en'), now: start, outside: hub.runner.outside }
  expect(await publication.byIds(hub.db, [id], reading)).toEqual([])
  // The same purpose under the address of another community is not there.
  expect((await call('mai', 'GET', `/${id}`)).status).toBe(404)
})

test('those who look after it hear a month later, and a month after its deadline everybody reads that nobody closed it', async () => {
  const owners = (['idrissa', 'mai', 'aoife'] as const).flatMap((name) => {
    const actor = hub.cast.members.get(name)?.actor
    return actor?.account == null || actor.person === null ? [] : [{ account: actor.account, persons: [actor.person], operator: false }]
  })
  const told = async (since: number) => {
    const asked = { owners, since: new Date(start.getTime() + since * 86_400_000), sorts: ['answer-due'] as const }
    return (await newsOf(hub, asked)).filter(({ key }) => key === `purpose/${goal}`)
  }
  hub.setNow(new Date(start.getTime() + 31 * 86_400_000))
  expect((await told(29)).map(({ account, path }) => [account === owners[0]?.account, path])).toEqual([[true, `/purposes/${goal}`]])
  // Nobody stays signed in for so long: what happens then is done by the deed itself.
  const samir = hub.cast.members.get('samir')?.actor ?? nobody('en')
  await perform(hub.runner, confirmPurpose, { community: books.id, purpose: goal }, samir)
  expect(await told(29)).toEqual([])
  hub.setNow(new Date(start.getTime() + 91 * 86_400_000))
  expect(await json(call(null, 'GET', `/${goal}`))).toMatchObject({ state: 'late', unclosed: true })
  expect(await (await hub.as(null).get(`/communities/${books.slug}`)).text()).toContain('nobody has closed this')
  hub.setNow(start)
})

test('it is closed once, with what was learned, and then nothing changes any more', async () => {
  const both = await Promise.all([call('idrissa', 'POST', `/${goal}/closing`, CLOSING), call('samir', 'POST', `/${goal}/closing`, CLOSING)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(await json(call(null, 'GET', `/${goal}`))).toMatchObject({
    state: 'partly',
    unclosed: false,
    closing: { learned: 'Ask earlier.' },
  })
  expect(await typeOf(call('idrissa', 'POST', `/${goal}/entries`, entry()))).toBe('purpose.closed')
  expect((await begin('samir', { deadline: day(200), goal: 'Another' })).status).toBe(200)
})

test('moderation takes it from everybody but those who look after it, and gives it back', async () => {
  const at = { community: books.id, purpose: goal }
  await doAsHub(hub, 'purposes.hide', { ...at, rule: 'no-advert' })
  expect([(await call(null, 'GET', `/${goal}`)).status, (await call('mai', 'GET', `/${goal}`)).status]).toEqual([404, 404])
  expect((await call('samir', 'GET', `/${goal}`)).status).toBe(200)
  expect((await holdsToItsWord(hub, publication)).length).toBe(1)
  await doAsHub(hub, 'purposes.show', at)
  expect((await call(null, 'GET', `/${goal}`)).status).toBe(200)
})

test('who takes their data along finds what they wrote; who leaves leaves no name behind', async () => {
  const actor = hub.cast.members.get('idrissa')?.actor
  if (actor?.account == null || actor.person === null) throw new Error('the cast has no Idrissa')
  const own = { account: actor.account, persons: [actor.person], operator: false }
  const held = async () => heldOfPurposes(hub.db, hub.runner.outside, own, start)
  expect((await held())['entries']?.length).toBeGreaterThan(1)
  await doAsHub(hub, 'purposes.release-member', { community: books.id, member: await memberOf('idrissa') })
  expect((await held())['entries']).toEqual([])
  expect((await json(call(null, 'GET', `/${goal}`)))['entries']).not.toEqual([])
})
