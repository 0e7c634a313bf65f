import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { makeDraft } from '../dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../hub.ts'

// What an answer tells by its time. A clock on a shared machine says little, so what takes the time is compared: what the database is asked,
// in its order, and how much is sent back. Two cases that must not be told apart must ask the same and answer as long.

let hub: Hub
beforeAll(async () => {
  hub = await openHub({ publicUrl: 'https://hub.test' })
})
afterAll(() => hub.close())
afterEach(() => vi.restoreAllMocks())

type Work = { readonly status: number; readonly length: number; readonly asked: readonly string[] }

/** The statements of one request, as the driver is given them, and the answer's size. */
async function workOf(send: (visitor: Visitor) => Promise<Response>, visitor = hub.as(null)): Promise<Work> {
  const asked: string[] = []
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  const answer = await send(visitor)
  for (const [first] of spy.mock.calls as unknown as readonly (readonly [unknown])[]) asked.push(textOf(first))
  spy.mockRestore()
  return { status: answer.status, length: (await answer.text()).replace(/value="[\w.-]{40,}"/g, '').length, asked }
}

const textOf = (first: unknown): string =>
  typeof first === 'string' ? first : typeof first === 'object' && first !== null && 'text' in first ? String(first.text) : ''

/** The cases whose work is another than that of the first; without a statement of the database nothing was compared. */
async function different(...cases: readonly ((visitor: Visitor) => Promise<Response>)[]): Promise<readonly Work[]> {
  const works: Work[] = []
  for (const one of cases) works.push(await workOf(one))
  return works.filter((work) => work.asked.length === 0 || !isDeepStrictEqual(work, works[0]))
}

test('asking for a link: an address with an account and one without', async () => {
  expect(
    await different(
      (visitor) => visitor.post('/sign-in', { email: 'mai@example.org' }),
      (visitor) => visitor.post('/sign-in', { email: 'zoe@example.org' }),
    ),
  ).toEqual([])
})

test('a recovery code: a known address, an unknown one, and one without any codes', async () => {
  const code = 'AAAA-AAAA-AAAA-AAAA'
  const { codes } = (await (
    await hub.as('mai').api('POST', '/me/recovery-codes', { held: hub.as('mai').cookies.get('__Host-session') })
  ).json()) as { codes: string[] }
  expect(codes).toHaveLength(10)
  expect(
    await different(
      (visitor) => visitor.post('/sign-in/code', { address: 'mai@example.org', code }),
      (visitor) => visitor.post('/sign-in/code', { address: 'zoe@example.org', code }),
      (visitor) => visitor.post('/sign-in/code', { address: 'ida@example.org', code }),
    ),
  ).toEqual([])
})

test('a link to sign in that is forged: of nobody, of a link that is there, of one that was used', async () => {
  await hub.as(null).post('/sign-in', { email: 'mai@example.org' })
  const { id } = await hub.db.selectFrom('sign_in_link').select('id').orderBy('created_at', 'desc').executeTakeFirstOrThrow()
  const forged = (link: string) => (visitor: Visitor) => visitor.post(`/sign-in/${link}.${'A'.repeat(43)}`)
  expect(await different(forged(id), forged('00000000-0000-4000-8000-000000000000'))).toEqual([])
})

test('the page of a dialogue: a draft that one may not see answers as one that never was', async () => {
  const { slug } = await makeDraft(hub)
  const absent = [...slug].toReversed().join('')
  const read = (one: string) => workOf((visitor) => visitor.get(`/dialogues/${one}`))
  const [hidden, never] = [await read(slug), await read(absent)]
  expect([hidden.status, hidden.length]).toEqual([404, never.length])
})

test('a difference is heard: what asks more, or answers longer, is not alike', async () => {
  hub.setNow(NOON)
  const [one, other] = [await workOf((visitor) => visitor.get('/bodies')), await workOf((visitor) => visitor.get('/dialogues'))]
  expect(one).not.toEqual(other)
})
