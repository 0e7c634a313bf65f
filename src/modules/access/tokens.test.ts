import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLog } from '../../platform/log.ts'
import { makeOpen, operationsOf, type Made } from '../../testing/dialogues.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { operationsByToken, scopeOf, SCOPES } from '../../core/scopes.ts'

let hub: Hub
let made: Made
let written = ''
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  hub = await openHub({ log: openLog('trace', sink) })
  made = await makeOpen(hub)
})
afterAll(() => hub.close())

type Wanted = { readonly scopes?: readonly string[]; readonly days?: string; readonly name?: string; readonly person?: string }
type Who = Parameters<Hub['as']>[0]

const personOf = (who: Who) => (who === null ? '' : (hub.cast.members.get(who)?.person ?? ''))

const ask = (who: Who, { scopes = ['read'], days = '90', name = 'A program', person }: Wanted = {}) =>
  hub.as(who).post('/me/tokens', { name, scopes, days, person: person ?? personOf(who) })

/** By the page that people use; the token is read off it, as they would. */
async function makeToken(who: Who, wanted: Wanted = {}): Promise<string> {
  const html = await (await ask(who, wanted)).text()
  const token = /psl_[\w-]+/.exec(html)?.[0]
  if (token === undefined) throw new Error(html)
  return token
}

const call = (token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  hub.app.request(`http://hub.test/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const outcome = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer
  const text = await (await answer).text()
  const type = headers.get('content-type') === 'application/problem+json' ? (JSON.parse(text) as { type: string }).type : null
  return [status, type, headers.get('www-authenticate')] as const
}

const WRONG = [401, 'token.wrong', 'Bearer realm="api", error="invalid_token"'] as const

test('a token does what its scope opens, as the identity for which it was made, and nothing else', async () => {
  const token = await makeToken('mai', { scopes: ['read', 'write:dialogue'] })
  expect(token).toMatch(/^psl_[\w-]{27}$/)
  expect((await call(token, 'GET', `/dialogues/${made.slug}`)).status).toBe(200)
  expect((await call(token, 'POST', `/dialogues/${made.id}/participation`)).status).toBe(200)
  expect((await call(token, 'PUT', `/dialogues/${made.id}/statements/0/vote`, { choice: 'agree' })).status).toBe(200)
  // The vote is Mai's: her own browser finds it.
  const part = await (await hub.as('mai').api('GET', `/dialogues/${made.id}/participation`)).text()
  expect(part).toContain('agree')
  expect(await outcome(call(token, 'POST', '/reports', {}))).toEqual([
    403,
    'token.scope',
    'Bearer realm="api", error="insufficient_scope", scope="write:moderation"',
  ])
})

test('a token that may read only does not write, and one that may write only does not read', async () => {
  const [reads, writes] = [await makeToken('niamh', { scopes: ['read'] }), await makeToken('niamh', { scopes: ['write:dialogue'] })]
  expect((await outcome(call(reads, 'POST', `/dialogues/${made.id}/closure`)))[1]).toBe('token.scope')
  expect((await outcome(call(writes, 'GET', '/dialogues')))[1]).toBe('token.scope')
})

test('what its owner may not do, a token may not either', async () => {
  const token = await makeToken('mai', { scopes: ['write:dialogue'] })
  expect((await call(token, 'POST', `/dialogues/${made.id}/closure`)).status).toBe(403)
})

test('the right to run the hub is not handed on', async () => {
  const token = await makeToken('gift', { scopes: SCOPES })
  // Gift may close anybody's dialogue herself; her program is nobody there.
  expect((await call(token, 'POST', `/dialogues/${made.id}/closure`)).status).toBe(403)
  expect((await outcome(call(token, 'GET', '/operator/providers')))[1]).toBe('token.never')
})

test('every operation of the registry is in one scope or out of reach, and what is new is out of reach', async () => {
  const operations = operationsOf()
  for (const { name, sort, route } of operations) {
    const scope = scopeOf(name)
    if (scope === null) continue
    expect([name, scope]).toEqual([name, sort === 'query' ? 'read' : `write:${name.split('.')[0]}`])
    expect([name, SCOPES.includes(scope), route === undefined]).toEqual([name, true, false])
  }
  expect(operationsByToken.filter((name) => !operations.some((one) => one.name === name))).toEqual([])
  for (const name of ['dialogue.made-up-tomorrow', 'people.sign-in', '__proto__', 'constructor', ''])
    expect([name, scopeOf(name)]).toEqual([name, null])
})

const NEVER =
  /^(people|access|providers\.(?!list)|profiles|charters|holdings|notices|safety)\b|operator|appoint|invit|office|attest|circle|pressure|decide|participant|create-body/

test('ways of signing in, identities, tokens, leaving, offices and the operator’s deeds are never in reach', async () => {
  const kept = operationsOf().filter(({ name }) => NEVER.test(name))
  expect(kept.length).toBeGreaterThan(40)
  expect(kept.filter(({ name }) => scopeOf(name) !== null).map(({ name }) => name)).toEqual([])
  const token = await makeToken('samir', { scopes: SCOPES })
  for (const { name, route } of kept) {
    if (route === undefined) continue
    const [method = '', path = ''] = route.split(' ')
    const filled = path.replaceAll(/\{\w+\}/g, 'x')
    expect([name, (await outcome(call(token, method, filled, method === 'GET' ? undefined : {})))[1]]).toEqual([name, 'token.never'])
  }
})

test('a token is read by the API alone, and with it no cookie is', async () => {
  const token = await makeToken('mai')
  const asPage = await hub.app.request('http://hub.test/en/me', { headers: { authorization: `Bearer ${token}` } })
  expect(asPage.status).toBe(403)
  const cookie = `session=${hub.cast.members.get('gift')?.session}`
  // A good token beside another's session acts for the token's owner; a bad one for nobody.
  expect((await outcome(call(token, 'GET', '/me', undefined, { cookie })))[1]).toBe('token.never')
  for (const bad of ['psl_nothing', 'x', '', 'y'.repeat(300), token.slice(0, -1)])
    expect([bad, await outcome(call(bad, 'GET', '/me', undefined, { cookie }))]).toEqual([bad, WRONG])
})

test('a call with a token needs no page of ours before it, one with a session does', async () => {
  const token = await makeToken('mai', { scopes: ['write:dialogue'] })
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const path = `/dialogues/${made.id}/statements/0/vote`
  expect((await call(token, 'PUT', path, { choice: 'agree' }, foreign)).status).toBe(200)
  const bySession = await hub.app.request(`http://hub.test/api${path}`, {
    method: 'PUT',
    body: JSON.stringify({ choice: 'agree' }),
    headers: { 'content-type': 'application/json', cookie: `session=${hub.cast.members.get('mai')?.session}`, ...foreign },
  })
  expect(bySession.status).toBe(403)
})

test('after its end, after it is taken back, and when its identity or account goes, it opens nothing', async () => {
  const began = hub.runner.outside.now()
  const [short, taken] = [await makeToken('aoife', { days: '7', name: 'Short' }), await makeToken('aoife', { name: 'Taken' })]
  hub.setNow(new Date(began.getTime() + 7 * 86_400_000 - 1))
  expect((await call(short, 'GET', '/dialogues')).status).toBe(200)
  hub.setNow(new Date(began.getTime() + 7 * 86_400_000))
  expect(await outcome(call(short, 'GET', '/dialogues'))).toEqual(WRONG)
  hub.setNow(began)
  const listed = (await (await hub.as('aoife').api('GET', '/me/tokens')).json()) as { id: string; name: string }[]
  const id = listed.find(({ name }) => name === 'Taken')?.id ?? ''
  expect((await hub.as('aoife').post(`/me/tokens/${id}/revocation`)).status).toBe(303)
  expect(await outcome(call(taken, 'GET', '/dialogues'))).toEqual(WRONG)
  const person = personOf('aoife')
  await hub.db
    .updateTable('account')
    .set({ leaving_at: began })
    .where('id', '=', hub.cast.members.get('aoife')?.actor.account ?? '')
    .execute()
  expect(await outcome(call(short, 'GET', '/dialogues'))).toEqual(WRONG)
  await hub.db
    .updateTable('account')
    .set({ leaving_at: null })
    .where('id', '=', hub.cast.members.get('aoife')?.actor.account ?? '')
    .execute()
  expect((await call(short, 'GET', '/dialogues')).status).toBe(200)
  expect(person).not.toBe('')
})

test('only hashes lie in the database, days and no hours, and nothing of it in events or in the log', async () => {
  const token = await makeToken('idrissa', { name: 'A name of mine' })
  await call(token, 'GET', '/dialogues')
  await call(`${token}x`, 'GET', '/dialogues')
  const rows = await hub.db.selectFrom('access_token').selectAll().execute()
  const events = await hub.db.selectFrom('event').selectAll().where('kind', 'like', 'access.%').execute()
  expect(events.length).toBeGreaterThan(0)
  for (const text of [JSON.stringify(rows), JSON.stringify(events), written]) {
    for (const secret of [token, token.slice(4), Buffer.from(token).toString('base64')]) expect(text).not.toContain(secret)
  }
  for (const text of [JSON.stringify(events), written]) expect(text).not.toContain('A name of mine')
  for (const { made_at: at, used_at: used } of rows)
    expect([at.getTime() % 86_400_000, (used?.getTime() ?? 0) % 86_400_000]).toEqual([0, 0])
})

test('who may make and take back: oneself, soon after signing in, for one’s own names, at most a year', async () => {
  expect((await ask(null)).status).toBe(403)
  expect((await ask('mai', { person: personOf('aoife') })).status).toBe(409)
  expect((await ask('mai', { days: '366' })).status).toBe(422)
  expect((await ask('mai', { days: '0' })).status).toBe(422)
  expect((await ask('mai', { scopes: [] })).status).toBe(422)
  expect((await ask('mai', { scopes: ['everything'] })).status).toBe(422)
  const kept = await (await ask('mai', { name: '', scopes: ['write:dialogue'] })).text()
  expect([/value="write:dialogue" checked/.test(kept), kept.includes('field-name')]).toEqual([true, true])
  const began = hub.runner.outside.now()
  hub.setNow(new Date(began.getTime() + 15 * 60_000))
  const stale = await ask('mai')
  const page = await (await hub.as('mai').get('/me/tokens')).text()
  hub.setNow(began)
  expect([stale.status, page.includes('show once more that it is you'), page.includes('name="scopes"')]).toEqual([409, true, false])
  await makeToken('niamh', { name: 'Hers' })
  const [hers] = (await (await hub.as('niamh').api('GET', '/me/tokens')).json()) as { id: string }[]
  for (const who of [null, 'mai', 'gift'] as const)
    expect([who, (await hub.as(who).post(`/me/tokens/${hers?.id}/revocation`)).status]).toEqual([who, who === null ? 403 : 404])
})

test('at most twenty at once', async () => {
  let last: Response = new Response()
  for (let at = 0; at < 21; at += 1) last = await ask('idrissa', { name: `Number ${at}` })
  expect([last.status, (await last.text()).includes('20 tokens already')]).toEqual([409, true])
})

test('calls are paid for by the token and by its owner', async () => {
  const poor = await openHub()
  const answer = await poor
    .as('mai')
    .post('/me/tokens', { name: 'x', scopes: ['read'], days: '7', person: poor.cast.members.get('mai')?.person ?? '' })
  const token = /psl_[\w-]+/.exec(await answer.text())?.[0] ?? ''
  const call = (path: string) => poor.app.request(`http://hub.test/api${path}`, { headers: { authorization: `Bearer ${token}` } })
  // One point for a reading that costs a reader nothing; 39 times 30 leave 29, too few for a fortieth.
  expect((await call('/keys')).status).toBe(200)
  const dear = async () => (await call('/dialogues/nothing/export/statements.csv')).status
  const statuses = []
  for (let at = 0; at < 40; at += 1) statuses.push(await dear())
  expect(statuses).toEqual([...Array.from({ length: 39 }, () => 400), 429])
  const refused = await call('/dialogues/nothing/export/statements.csv')
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  await poor.close()
})

test('what is over is listed for thirty days and then forgotten', async () => {
  const began = hub.runner.outside.now()
  await makeToken('samir', { days: '7', name: 'Old' })
  const names = async () => (await hub.db.selectFrom('access_token').select('name').where('name', '=', 'Old').execute()).length
  hub.setNow(new Date(began.getTime() + 36 * 86_400_000))
  await hub.sweep()
  expect(await names()).toBe(1)
  hub.setNow(new Date(began.getTime() + 37 * 86_400_000))
  await hub.sweep()
  expect(await names()).toBe(0)
  hub.setNow(began)
})
