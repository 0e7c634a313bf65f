import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nobody } from '../../core/actor.ts'
import { operationsOf } from '../../testing/dialogues.ts'
import { openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { openStagedProvider, type Lie, type StagedProvider } from '../../testing/staged-provider.ts'
import { people } from '../people/index.ts'

// To a provider and back, with a provider that can be told to lie.

const CLIENT = 'the hub'
const SECRET = 'a secret of the provider’s'
let provider: StagedProvider
let hub: Hub
beforeAll(async () => {
  provider = await openStagedProvider({ client: CLIENT, secret: SECRET })
  hub = await openHub({ at: new Date(), network: provider.network })
  const gift = hub.as('gift')
  const fields = { slug: 'ministry', name: 'The Ministry', issuer: provider.issuer, client: CLIENT, secret: SECRET }
  await gift.post('/operator/providers', fields)
  await turn(true)
})
afterAll(async () => {
  await hub.close()
  await provider.close()
})
beforeEach(() => {
  provider.lie = {}
})

const turn = async (on: boolean) => {
  const kept = { name: 'The Ministry', client: CLIENT }
  const answer = await hub.as('gift').post('/operator/providers/ministry', { ...kept, ...(on ? { enabled: 'on' } : {}) })
  expect(answer.status).toBe(303)
}

/** The address to which somebody is sent, off the page that says so. */
async function setOut(visitor: Visitor, path = '/sign-in/with/ministry', form: Record<string, string> = {}): Promise<URL> {
  const html = await (await visitor.post(path, form)).text()
  const href = /<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? 'nowhere:'
  return new URL(href.replaceAll('&amp;', '&'))
}

type Back = { readonly code?: string; readonly state?: string | null; readonly iss?: string | null; readonly error?: string }
const comeBack = (visitor: Visitor, out: URL, { code, state, iss, error }: Back) => {
  const query = new URLSearchParams()
  if (code !== undefined) query.set('code', code)
  if (error !== undefined) query.set('error', error)
  if (state !== null) query.set('state', state ?? out.searchParams.get('state') ?? '')
  if (iss !== null) query.set('iss', iss ?? provider.issuer)
  return visitor.get(`/sign-in/with/ministry/back?${query}`)
}

async function signIn(visitor: Visitor, subject: string, form: Record<string, string> = {}): Promise<Response> {
  const out = await setOut(visitor, '/sign-in/with/ministry', form)
  return comeBack(visitor, out, { code: provider.agree(out, subject) })
}

const counted = async () => {
  const of = async (table: 'account' | 'session' | 'provider_subject') =>
    (
      await hub.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return { accounts: await of('account'), sessions: await of('session'), subjects: await of('provider_subject') }
}

test('what the provider is asked: the code alone, by PKCE, with state and nonce, and nothing about the person', async () => {
  const out = await setOut(hub.as(null))
  expect([out.origin, out.pathname]).toEqual([provider.issuer, '/authorization'])
  const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(out.searchParams)
  expect(rest).toEqual({
    response_type: 'code',
    client_id: CLIENT,
    scope: 'openid',
    redirect_uri: 'http://hub.test/sign-in/with/ministry/back',
    code_challenge_method: 'S256',
  })
  for (const random of [state, nonce, challenge]) expect(random?.length).toBeGreaterThanOrEqual(27)
})

test('somebody new gets an account without an address and chooses a name; the second time they are the same person', async () => {
  const before = await counted()
  const first = hub.as(null)
  const answer = await signIn(first, 'subject-1', { then: '/dialogues' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/me/name?then=%2Fwelcome%3Fthen%3D%252Fdialogues'])
  expect((await first.get('/me')).status).toBe(200)
  const second = hub.as(null)
  const again = await signIn(second, 'subject-1', { then: '/dialogues' })
  expect([again.status, again.headers.get('location')]).toEqual([303, '/en/dialogues'])
  expect(await counted()).toEqual({ accounts: before.accounts + 1, sessions: before.sessions + 2, subjects: before.subjects + 1 })
  const [one, other] = await Promise.all(
    [first, second].map(async (visitor) => (await (await visitor.api('GET', '/me')).json()) as { person: string; email: unknown }),
  )
  expect([one?.person, one?.email]).toEqual([other?.person, null])
})

test('the subject stands nowhere in clear, nor does the secret, nor anything of it in an event', async () => {
  await signIn(hub.as(null), 'subject-in-clear')
  const rows = JSON.stringify([
    await hub.db.selectFrom('provider_subject').selectAll().execute(),
    await hub.db.selectFrom('sign_in_provider').selectAll().execute(),
    await hub.db.selectFrom('event').selectAll().execute(),
    await hub.db.selectFrom('spent_passage').selectAll().execute(),
  ])
  for (const secret of ['subject-in-clear', Buffer.from('subject-in-clear').toString('base64'), SECRET]) expect(rows).not.toContain(secret)
  const day = await hub.db.selectFrom('provider_subject').select(['made_at', 'used_at']).executeTakeFirstOrThrow()
  expect([day.made_at.getTime() % 86_400_000, (day.used_at?.getTime() ?? 1) % 86_400_000]).toEqual([0, 0])
})

test('a new session at each sign-in, and the one that the browser held ends', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-2')
  const held = visitor.cookies.get('session') ?? ''
  await signIn(visitor, 'subject-2')
  expect(visitor.cookies.get('session')).not.toBe(held)
  const old = hub.as(null)
  old.cookies.set('session', held)
  expect((await old.get('/me')).status).toBe(403)
})

test('an address that the provider tells of is not believed: nobody is found by it', async () => {
  const before = await counted()
  provider.lie = { claims: { email: 'mai@example.org', email_verified: true } }
  const visitor = hub.as(null)
  expect((await signIn(visitor, 'an impostor')).headers.get('location')).toBe('/en/me/name?then=%2Fwelcome')
  const { person } = (await (await visitor.api('GET', '/me')).json()) as { person: string }
  expect(person).not.toBe(hub.cast.members.get('mai')?.person)
  expect((await counted()).accounts).toBe(before.accounts + 1)
})

const REFUSED: readonly (readonly [string, string, Lie, Back])[] = [
  ['another state', 'belongs to no sign-in', {}, { state: 'of-somebody-else' }],
  ['no state', 'belongs to no sign-in', {}, { state: null }],
  ['another issuer in the answer (mix-up)', 'does not hold', {}, { iss: 'https://other.example' }],
  ['no issuer where the provider promised to name it', 'does not hold', {}, { iss: null }],
  ['a wrong nonce', 'does not hold', { claims: { nonce: 'of-another-sign-in' } }, {}],
  ['no nonce', 'does not hold', { claims: { nonce: undefined } }, {}],
  ['an id token by somebody else’s key', 'does not hold', { signedBy: 'stranger' }, {}],
  ['an id token by no key', 'does not hold', { signedBy: 'nobody' }, {}],
  ['an id token for another client', 'does not hold', { claims: { aud: 'another hub' } }, {}],
  ['an id token of another issuer', 'does not hold', { claims: { iss: 'https://other.example' } }, {}],
  ['an id token that is over', 'does not hold', { claims: { exp: 1_600_000_000 } }, {}],
  ['an id token without a subject', 'does not hold', { claims: { sub: '' } }, {}],
  ['a code of nobody’s', 'does not hold', {}, { code: 'made-up' }],
  ['somebody who did not agree', 'did not agree', {}, { error: 'access_denied' }],
  ['another error', 'does not hold', {}, { error: 'server_error' }],
]

test.each(REFUSED)('%s signs nobody in', async (_name, sentence, lie, back) => {
  const before = await counted()
  const visitor = hub.as(null)
  const out = await setOut(visitor)
  const code = provider.agree(out, 'a victim')
  provider.lie = lie
  const answer = await comeBack(visitor, out, { ...(back.error === undefined ? { code } : {}), ...back })
  const html = await answer.text()
  expect([answer.status, html.includes(sentence), html.includes('href="/en/sign-in"'), html.includes('role="alert"')]).toEqual([
    409,
    true,
    true,
    true,
  ])
  expect([visitor.cookies.has('session'), visitor.cookies.has('passage')]).toEqual([false, false])
  expect(await counted()).toEqual(before)
})

test('what one browser began another cannot end, and a way is gone once', async () => {
  const [victim, thief] = [hub.as(null), hub.as(null)]
  const out = await setOut(victim)
  const code = provider.agree(out, 'subject-3')
  expect((await comeBack(thief, out, { code })).status).toBe(409)
  const passage = victim.cookies.get('passage') ?? ''
  expect((await comeBack(victim, out, { code })).status).toBe(303)
  // Even with the browser's own cookie and a code that would be good.
  const replaying = hub.as(null)
  for (const again of [code, provider.agree(out, 'subject-3')]) {
    replaying.cookies.set('passage', passage)
    expect([(await comeBack(replaying, out, { code: again })).status, replaying.cookies.has('session')]).toEqual([409, false])
  }
})

test('a cookie that somebody else made, or changed, is none', async () => {
  const visitor = hub.as(null)
  const out = await setOut(visitor)
  const sealed = visitor.cookies.get('passage') ?? ''
  for (const forged of [`${sealed.slice(0, -4)}AAAA`, '', 'e30', Buffer.from(JSON.stringify({ state: 'x' })).toString('base64url')]) {
    visitor.cookies.set('passage', forged)
    expect([forged, (await comeBack(visitor, out, { code: provider.agree(out, 'x') })).status]).toEqual([forged, 409])
  }
})

test('after ten minutes the way is closed', async () => {
  const visitor = hub.as(null)
  const out = await setOut(visitor)
  const began = hub.runner.outside.now()
  hub.setNow(new Date(began.getTime() + 10 * 60_000))
  const answer = await comeBack(visitor, out, { code: provider.agree(out, 'subject-4') })
  hub.setNow(began)
  expect([answer.status, (await answer.text()).includes('more than ten minutes')]).toEqual([409, true])
})

test('whoever is signed in already shows there anew who they are', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-5')
  const out = await setOut(visitor)
  expect(out.searchParams.get('max_age')).toBe('300')
  provider.lie = { claims: { auth_time: Math.floor(Date.now() / 1000) - 3600 } }
  expect((await comeBack(visitor, out, { code: provider.agree(out, 'subject-5') })).status).toBe(409)
})

test('turned off it opens nothing, also for who set out before; who is signed in stays so', async () => {
  const [inside, under] = [hub.as(null), hub.as(null)]
  await signIn(inside, 'subject-6')
  const out = await setOut(under)
  await turn(false)
  expect((await (await hub.as(null).get('/sign-in')).text()).includes('The Ministry')).toBe(false)
  expect((await hub.as(null).post('/sign-in/with/ministry')).status).toBe(409)
  expect((await comeBack(under, out, { code: provider.agree(out, 'subject-6') })).status).toBe(409)
  expect((await inside.get('/me')).status).toBe(200)
  await turn(true)
  expect((await (await hub.as(null).get('/sign-in')).text()).includes('Sign in with The Ministry')).toBe(true)
})

test('one comes back in the language in which one set out', async () => {
  const visitor = hub.as(null, 'ar')
  const html = await (await visitor.post('/sign-in/with/ministry')).text()
  const out = new URL((/<a class="button" href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&'))
  const code = provider.agree(out, 'subject-7')
  const moved = await visitor.get(
    `/en/sign-in/with/ministry/back?code=${code}&state=${out.searchParams.get('state')}&iss=${provider.issuer}`,
  )
  expect([moved.status, moved.headers.get('location')?.startsWith('/ar/sign-in/with/ministry/back?code=')]).toEqual([303, true])
  expect((await visitor.get(moved.headers.get('location') ?? '')).headers.get('location')).toBe('/ar/me/name?then=%2Fwelcome')
})

test('where one goes next is a path of this hub', async () => {
  for (const then of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    expect((await signIn(hub.as(null), 'subject-8', { then })).headers.get('location')).not.toContain('evil')
  }
})

test('a form of another site sets nobody out', async () => {
  const answer = await hub.as(null).post('/sign-in/with/ministry', {}, { origin: 'https://evil.example' })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
})

test('a further way in is added by who has just signed in, and opens their account from then on', async () => {
  const aoife = hub.as('aoife')
  const out = await setOut(aoife, '/me/providers/ministry')
  expect((await comeBack(aoife, out, { code: provider.agree(out, 'aoife there') })).headers.get('location')).toBe('/en/me/ways-in')
  const elsewhere = hub.as(null)
  await signIn(elsewhere, 'aoife there')
  const { person } = (await (await elsewhere.api('GET', '/me')).json()) as { person: string }
  expect(person).toBe(hub.cast.members.get('aoife')?.person)
  expect(await (await aoife.get('/me/ways-in')).text()).toContain('The Ministry')
  // Not twice, and not what is another's.
  expect((await comeBack(aoife, await setOut(aoife, '/me/providers/ministry'), { code: 'x' })).status).toBe(409)
  const idrissa = hub.as('idrissa')
  const taken = await setOut(idrissa, '/me/providers/ministry')
  const refused = await comeBack(idrissa, taken, { code: provider.agree(taken, 'aoife there') })
  expect([refused.status, (await refused.text()).includes('opens another account')]).toEqual([409, true])
  // An address is another way in, so this one may go.
  expect((await aoife.post('/me/providers/ministry/removal')).status).toBe(303)
  const gone = hub.as(null)
  expect((await signIn(gone, 'aoife there')).headers.get('location')).toBe('/en/me/name?then=%2Fwelcome')
})

test('nothing is added to an account to which somebody else has signed in meanwhile', async () => {
  const visitor = hub.as('niamh')
  const out = await setOut(visitor, '/me/providers/ministry')
  visitor.cookies.set('session', hub.cast.members.get('samir')?.session ?? '')
  const answer = await comeBack(visitor, out, { code: provider.agree(out, 'niamh there') })
  expect(answer.status).toBe(409)
  visitor.cookies.delete('session')
  const later = await setOut(hub.as('niamh'), '/me/providers/ministry')
  expect((await comeBack(visitor, later, { code: provider.agree(later, 'niamh there') })).status).toBe(409)
})

test('the last way in stays, and strangers change nothing', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-9')
  const refused = await visitor.post('/me/providers/ministry/removal')
  expect([refused.status, (await refused.text()).includes('the only way into your account')]).toEqual([409, true])
  expect((await hub.as(null).post('/me/providers/ministry/removal')).status).toBe(403)
  expect((await hub.as('samir').post('/me/providers/ministry/removal')).status).toBe(404)
  expect((await hub.as(null).post('/me/providers/ministry')).status).toBe(403)
})

test('after a quarter of an hour nothing is added or removed without signing in again', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-10')
  const began = hub.runner.outside.now()
  hub.setNow(new Date(began.getTime() + 15 * 60_000))
  const answers = [(await visitor.post('/me/providers/ministry')).status, (await visitor.post('/me/providers/ministry/removal')).status]
  hub.setNow(began)
  expect(answers).toEqual([409, 409])
})

test('a tag that was made with a secret since replaced is found, and made anew', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-11')
  const { keys } = hub.runner.outside
  const old = Buffer.alloc(32, 7)
  const [current] = keys.tags('provider-subject', provider.issuer, 'subject-11')
  if (current === undefined) throw new Error('a secret is in use')
  await hub.db.updateTable('provider_subject').set({ subject_tag: old }).where('subject_tag', '=', current).execute()
  const person = ((await (await visitor.api('GET', '/me')).json()) as { person: string }).person
  const deed = { provider: 'ministry', subject: [current, old], state: 'once', newcomerName: 'New' }
  expect(
    await operationsOf('providers')
      .find(({ name }) => name === 'providers.use-provider')
      ?.invoke(hub.runner, deed, nobody('en')),
  ).toMatchObject({ person, newcomer: false })
  expect(await hub.db.selectFrom('provider_subject').select('subject_tag').where('subject_tag', '=', current).execute()).toHaveLength(1)
})

test('when an account goes, nothing of it is left here', async () => {
  const visitor = hub.as(null)
  await signIn(visitor, 'subject-12')
  const { person } = (await (await visitor.api('GET', '/me')).json()) as { person: string }
  const account = (await people.accountOf(hub.db, person)) ?? ''
  await hub.db.deleteFrom('session').where('account_id', '=', account).execute()
  await hub.db.deleteFrom('person').where('account_id', '=', account).execute()
  await hub.db.deleteFrom('account').where('id', '=', account).execute()
  expect(await hub.db.selectFrom('provider_subject').selectAll().where('account_id', '=', account).execute()).toEqual([])
})

test('used ways are forgotten once they would be over anyway', async () => {
  await signIn(hub.as(null), 'subject-13')
  const began = hub.runner.outside.now()
  hub.setNow(new Date(began.getTime() + 11 * 60_000))
  await hub.sweep()
  hub.setNow(began)
  expect(await hub.db.selectFrom('spent_passage').selectAll().execute()).toEqual([])
})
