import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import { Refused } from '../../core/refused.ts'
import type { Db } from '../../platform/db.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { requestSignInLink } from './commands/request-sign-in-link.ts'
import { useRecoveryCode } from './commands/use-recovery-code.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())
beforeEach(() => hub.setNow(NOON))

type Reader = ReturnType<Hub['as']>
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000)

async function signIn(email: string): Promise<Reader> {
  const reader = hub.as(null)
  await reader.post('/sign-in', { email })
  await hub.settle()
  await reader.post(/(\/en\/sign-in\/\S+)/.exec(hub.letters.at(-1)?.text ?? '')?.[1] ?? '')
  return reader
}

async function makeCodes(reader: Reader): Promise<readonly string[]> {
  const answer = await reader.post('/me/recovery-codes')
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  return [...(await answer.text()).matchAll(/<code dir="ltr">([^<]+)<\/code>/g)].map(([, code = '']) => code)
}

/** Each try from a place of its own, so that only the count by address can stop it. */
let place = 0
const enter = (address: string, code: string, reader = hub.as(null)): Promise<Response> => {
  place += 1
  return reader.post('/sign-in/code', { address, code }, { 'x-forwarded-for': `198.51.100.${place % 250}` })
}
type Ways = { codes: { made: number; left: number; madeAt: string | null; usedAt: string | null } }
const codesOf = async (reader: Reader) => ((await (await reader.api('GET', '/me/ways-in')).json()) as Ways).codes

test('ten codes of eighty bits are shown once, and nothing in the database opens the account', async () => {
  const reader = await signIn('ten@example.org')
  expect(await codesOf(reader)).toEqual({ made: 0, left: 0, madeAt: null, usedAt: null })
  const codes = await makeCodes(reader)
  expect(codes.length).toBe(10)
  expect(new Set(codes).size).toBe(10)
  // 16 letters out of 32 are 80 bits.
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  const rows = await hub.db.selectFrom('recovery_code').selectAll().execute()
  const all = rows.map((row) => `${row.code_tag.toString('latin1')} ${row.code_tag.toString('hex')}`).join('\n')
  for (const code of codes) for (const form of [code, code.replaceAll('-', '')]) expect(all).not.toContain(form)
  expect(rows.map(({ code_tag: tag }) => tag.length)).toEqual(rows.map(() => 32))
  const back = await reader.get('/me/recovery-codes')
  expect([back.status, back.headers.get('location')]).toEqual([303, '/en/me/ways-in'])
  const page = await (await reader.get('/me/ways-in')).text()
  for (const code of codes) expect(page).not.toContain(code)
  expect(page).toContain('10 of 10 are left')
})

test('a code signs in once, however it is typed, and its owner gets a letter', async () => {
  const reader = await signIn('uses@example.org')
  const [first = '', second = ''] = await makeCodes(reader)
  hub.setNow(minutes(3 * 24 * 60))
  const paper = hub.as(null)
  paper.cookies.set('session', 'planted')
  const entered = await enter(
    ' USES@example.org',
    first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'),
    paper,
  )
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/en/me/ways-in'])
  expect(paper.cookies.get('session')).not.toBe('planted')
  expect(await codesOf(paper)).toEqual({
    made: 10,
    left: 9,
    madeAt: '2026-03-01T00:00:00.000Z',
    usedAt: '2026-03-04T00:00:00.000Z',
  })
  await hub.settle()
  expect(hub.letters.at(-1)).toMatchObject({ to: 'uses@example.org', subject: 'How you sign in to Passerelle' })
  expect(hub.letters.at(-1)?.text).toContain('with one of your recovery codes')
  expect((await enter('uses@example.org', first)).status).toBe(422)
  const both = await Promise.all([enter('uses@example.org', second), enter('uses@example.org', second)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422])
  expect(await (await paper.get('/me/ways-in')).text()).toContain('One was last used on')
  const events = await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'people.recovery%').execute()
  expect(
    events.every(({ person_id: person, visibility, at }) => person === null && visibility === 'internal' && at.getUTCHours() === 0),
  ).toBe(true)
  expect(JSON.stringify(events)).not.toContain(first)
})

test('new codes make the old ones void', async () => {
  const reader = await signIn('anew@example.org')
  const [old = ''] = await makeCodes(reader)
  const [fresh = ''] = await makeCodes(reader)
  expect((await enter('anew@example.org', old)).status).toBe(422)
  expect(await codesOf(reader)).toMatchObject({ made: 10, left: 10 })
  expect((await enter('anew@example.org', fresh)).status).toBe(303)
})

test('the answer is the same for an unknown address, a wrong code, a used one and another’s', async () => {
  const reader = await signIn('same@example.org')
  const [used = '', open = ''] = await makeCodes(reader)
  await enter('same@example.org', used)
  const other = await signIn('same-other@example.org')
  const [theirs = ''] = await makeCodes(other)
  const answerTo = async (address: string, code: string) => {
    const answer = await enter(address, code)
    const html = (await answer.text()).replaceAll(address, 'ADDRESS')
    return { status: answer.status, html, cookies: answer.headers.getSetCookie() }
  }
  const wrong = await answerTo('same@example.org', '0000-0000-0000-0000')
  expect([wrong.status, wrong.cookies, wrong.html.includes('do not open an account together')]).toEqual([422, [], true])
  for (const [address, code] of [
    ['same@example.org', used],
    ['same@example.org', theirs],
    ['same@example.org', 'x'],
    ['same-nobody@example.org', open],
    ['same-nobody@example.org', '0000-0000-0000-0000'],
  ] as const) {
    expect(await answerTo(address, code)).toEqual(wrong)
  }
  expect((await enter('same@example.org', open)).status).toBe(303)
})

/** The statements that a deed makes, without what is filled in. */
function listening(): { db: Db; heard: string[] } {
  const heard: string[] = []
  const db = hub.db.withPlugin({
    transformQuery({ node }) {
      heard.push(JSON.stringify(node, (key, value: unknown) => (key === 'value' || key === 'values' ? undefined : value)))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { db, heard }
}

const stranger: Actor = { ...theHub, operator: false }

test('the work is the same too: the same statements, whether there is an account or not', async () => {
  const reader = await signIn('work@example.org')
  const [used = ''] = await makeCodes(reader)
  await enter('work@example.org', used)
  const workOf = async (address: string, code: string) => {
    const { db, heard } = listening()
    await expect(perform({ ...hub.runner, db }, useRecoveryCode, { address, code }, stranger)).rejects.toBeInstanceOf(Refused)
    return heard
  }
  const known = await workOf('work@example.org', '0000-0000-0000-0000')
  expect(known.length).toBe(1)
  expect(await workOf('work@example.org', used)).toEqual(known)
  expect(await workOf('work-nobody@example.org', used)).toEqual(known)
  expect(await workOf('work-nobody@example.org', '0000-0000-0000-0000')).toEqual(known)

  const askingFor = async (email: string) => {
    const { db, heard } = listening()
    await perform({ ...hub.runner, db }, requestSignInLink, { email }, stranger)
    return heard
  }
  const asked = await askingFor('work@example.org')
  expect(asked.length).toBeGreaterThan(1)
  expect(await askingFor('work-nobody@example.org')).toEqual(asked)
})

test('tries are counted by address, known or not, whatever place they come from, and by place', async () => {
  await signIn('counted@example.org')
  for (const address of ['counted@example.org', 'counted-nobody@example.org']) {
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) statuses.push((await enter(address, '0000')).status)
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429])
    expect((await enter(address.toUpperCase(), '0000')).status).toBe(429)
  }
  expect((await enter('counted-else@example.org', '0000')).status).toBe(422)
  const one = { 'x-forwarded-for': '203.0.113.77' }
  const fromOne = async (count: number) => hub.as(null).post('/sign-in/code', { address: `place${count}@example.org`, code: '0' }, one)
  const statuses: number[] = []
  for (let count = 0; count < 11; count += 1) statuses.push((await fromOne(count)).status)
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429])
  expect((await hub.as(null).post('/sign-in/passkey/question', {}, one)).status).toBe(429)
})

test('what is written wrong comes back with a sentence; the code does not', async () => {
  const answer = await enter('no-address', 'MY-SECRET-CODE')
  const html = await answer.text()
  expect([answer.status, html.includes('does not look like an e-mail address'), html.includes('value="no-address"')]).toEqual([
    422,
    true,
    true,
  ])
  expect(html).not.toContain('MY-SECRET-CODE')
  expect((await enter('no-code@example.org', ' ')).status).toBe(422)
  const foreign = await hub.as(null).post('/sign-in/code', { address: 'a@example.org', code: '0', then: '//evil.example' })
  expect(await foreign.text()).not.toContain('evil.example')
})
