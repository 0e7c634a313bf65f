import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { doAsHub, eventsOf, joinAsGuest, kindsOf, makeClosed, makeOpen, refusalOf, SEEDS } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { LYON } from '../../testing/cast.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(() => hub.setNow(NOON))
afterAll(() => hub.close())

const participantsOf = (id: string) => hub.db.selectFrom('participant').selectAll().where('dialogue_id', '=', id).execute()
const votesOf = (id: string) =>
  hub.db.selectFrom('vote').select(['statement', 'value', 'important']).where('dialogue_id', '=', id).orderBy('statement').execute()
const put = (who: Visitor, id: string, statement: number | string, choice = 'agree') =>
  who.api('PUT', `/dialogues/${id}/statements/${statement}/vote`, { choice })

test('a guest takes part with a cookie of that dialogue alone', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = hub.as(null)
  const joined = await guest.post(`/dialogues/${slug}/participation`)
  expect([joined.status, joined.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}/take-part`])
  const [cookie = ''] = joined.headers.getSetCookie()
  expect(cookie).toMatch(new RegExp(`^guest-${id}=[\\w-]{27}\\.[\\w-]{43}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax$`))
  expect((await guest.get(`/dialogues/${slug}/take-part`)).status).toBe(200)
  const again = await guest.post(`/dialogues/${slug}/participation`)
  expect([again.status, again.headers.getSetCookie()]).toEqual([303, []])
  expect((await participantsOf(id)).length).toBe(1)
  expect(await kindsOf(hub, id)).toEqual(['dialogue.draft.created', 'dialogue.dialogue.opened', 'dialogue.participation.begun'])
})

test('over https the cookie is tied to the host', async () => {
  const secure = await openHub({ publicUrl: 'https://hub.test' })
  try {
    const { id, slug } = await makeOpen(secure)
    const guest = secure.as(null)
    const [cookie = ''] = (await guest.post(`/dialogues/${slug}/participation`)).headers.getSetCookie()
    expect(cookie.startsWith(`__Host-guest-${id}=`) && cookie.includes('; Secure')).toBe(true)
    expect((await put(guest, id, 0)).status).toBe(200)
  } finally {
    await secure.close()
  }
})

test('a cookie that is forged, or another dialogue’s, is nobody’s', async () => {
  const [one, other] = [await makeOpen(hub), await makeOpen(hub)]
  const guest = await joinAsGuest(hub, one)
  const signed = guest.cookies.get(`guest-${one.id}`) ?? ''
  const [key = '', signature = ''] = signed.split('.')
  const wrong = [key, `${key}.${'A'.repeat(43)}`, `${key}x.${signature}`, `.${signature}`, '']
  for (const value of wrong) {
    const thief = hub.as(null)
    thief.cookies.set(`guest-${one.id}`, value)
    expect([value, ...(await refusalOf(await put(thief, one.id, 0)))]).toEqual([value, 409, 'participation.missing'])
  }
  const elsewhere = hub.as(null)
  elsewhere.cookies.set(`guest-${other.id}`, signed)
  expect(await refusalOf(await put(elsewhere, other.id, 0))).toEqual([409, 'participation.missing'])
  expect((await put(guest, one.id, 0)).status).toBe(200)
})

test('with an account no cookie is needed, in any browser', async () => {
  const { id, slug } = await makeOpen(hub)
  const joined = await hub.as('mai').post(`/dialogues/${slug}/participation`)
  expect([joined.status, joined.headers.getSetCookie()]).toEqual([303, []])
  expect((await hub.as('mai').post(`/dialogues/${slug}/participation`)).status).toBe(303)
  expect((await put(hub.as('mai'), id, 1)).status).toBe(200)
  expect((await participantsOf(id)).length).toBe(1)
})

test('two accounts are two participants, and so are two guests', async () => {
  const { id, slug } = await makeOpen(hub)
  for (const who of ['mai', 'niamh', null, null] as const)
    expect((await hub.as(who).post(`/dialogues/${slug}/participation`)).status).toBe(303)
  const rows = await participantsOf(id)
  expect([rows.length, new Set(rows.map(({ number }) => number)).size]).toEqual([4, 4])
})

test('who began as a guest and then signed in goes on as the same participant', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const mai = hub.as('mai')
  for (const [name, value] of guest.cookies) mai.cookies.set(name, value)
  expect((await mai.post(`/dialogues/${slug}/participation`)).status).toBe(303)
  expect((await put(mai, id, 0)).status).toBe(200)
  expect((await participantsOf(id)).length).toBe(1)
})

test('by the API a guest gets the same key that a browser keeps', async () => {
  const { id, slug } = await makeOpen(hub)
  const program = hub.as(null)
  const joined = (await (await program.api('POST', `/dialogues/${slug}/participation`)).json()) as {
    dialogue: string
    key: string
    begun: boolean
  }
  expect([joined.dialogue, joined.begun]).toEqual([id, true])
  program.cookies.set(`guest-${id}`, joined.key)
  expect(await (await program.api('POST', `/dialogues/${slug}/participation`)).json()).toEqual({ dialogue: id, key: null, begun: false })
  expect((await put(program, id, 0)).status).toBe(200)
})

test('some dialogues want an account, some a member', async () => {
  const account = await makeOpen(hub, { participation: 'account' })
  const members = await makeOpen(hub, { participation: 'members', bodyId: hub.cast.bodies.lyon })
  const join = async (who: 'mai' | 'niamh' | null, { slug }: { slug: string }) =>
    refusalOf(await hub.as(who).api('POST', `/dialogues/${slug}/participation`))
  expect(await join(null, account)).toEqual([403, 'sign-in.needed'])
  expect((await hub.as('niamh').api('POST', `/dialogues/${account.slug}/participation`)).status).toBe(200)
  expect(await join(null, members)).toEqual([403, 'sign-in.needed'])
  expect(await join('niamh', members)).toEqual([403, 'dialogue.needs-members'])
  expect((await hub.as('mai').api('POST', `/dialogues/${members.slug}/participation`)).status).toBe(200)
  expect((await put(hub.as('mai'), members.id, 0)).status).toBe(200)
  await hub.db.deleteFrom('membership').where('body_id', '=', hub.cast.bodies.lyon).execute()
  expect(await refusalOf(await put(hub.as('mai'), members.id, 1))).toEqual([403, 'dialogue.needs-members'])
  expect(LYON).toBe('pulaar-lyon')
})

test('a vote by form and by API; a change of mind takes its place, pressing twice changes nothing', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const voted = await guest.post(`/dialogues/${slug}/statements/2/vote`, { choice: 'agree' })
  expect([voted.status, voted.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}/take-part#statement`])
  expect(await votesOf(id)).toEqual([{ statement: 2, value: 1, important: false }])
  expect(await (await put(guest, id, 2, 'disagree')).json()).toEqual({ dialogue: id, changed: true })
  expect(await (await put(guest, id, 2, 'disagree')).json()).toEqual({ dialogue: id, changed: true })
  expect(await (await put(guest, id, 0, 'pass')).json()).toEqual({ dialogue: id, changed: false })
  await guest.post(`/dialogues/${slug}/statements/2/vote`, { choice: 'disagree', important: 'on' })
  expect(await votesOf(id)).toEqual([
    { statement: 0, value: 0, important: false },
    { statement: 2, value: -1, important: true },
  ])
})

test('what is told of a vote is neither who nor what', async () => {
  const { id, slug } = await makeOpen(hub)
  const mai = hub.as('mai')
  await mai.post(`/dialogues/${slug}/participation`)
  await put(mai, id, 3, 'agree')
  await put(mai, id, 3, 'disagree')
  await mai.api('POST', `/dialogues/${slug}/statements`, { text: 'From Mai.', language: 'en' })
  const told = (await eventsOf(hub, id)).slice(2)
  expect(told.map(({ kind, subject, data, visibility, person_id }) => ({ kind, subject, data, visibility, person_id }))).toEqual([
    { kind: 'dialogue.participation.begun', subject: id, data: {}, visibility: 'internal', person_id: null },
    { kind: 'dialogue.vote.cast', subject: '3', data: { changed: false }, visibility: 'internal', person_id: null },
    { kind: 'dialogue.vote.cast', subject: '3', data: { changed: true }, visibility: 'internal', person_id: null },
    {
      kind: 'dialogue.statement.added',
      subject: String(SEEDS.length),
      data: { status: 'waiting' },
      visibility: 'internal',
      person_id: null,
    },
  ])
})

test('only what is published can be voted on', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  await guest.api('POST', `/dialogues/${slug}/statements`, { text: 'It waits.', language: 'en' })
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: id, statement: 1, rule: 'on-topic' })
  for (const statement of [SEEDS.length, 1, 99]) {
    expect([statement, ...(await refusalOf(await put(guest, id, statement)))]).toEqual([statement, 404, 'statement.missing'])
    expect((await guest.post(`/dialogues/${slug}/statements/${statement}/vote`, { choice: 'agree' })).status).toBe(404)
  }
  for (const statement of ['-1', 'x', '1.5', '3000000000'])
    expect([statement, ...(await refusalOf(await put(guest, id, statement)))]).toEqual([statement, 400, 'input.invalid'])
  expect(await refusalOf(await put(guest, id, 0, 'maybe'))).toEqual([400, 'input.invalid'])
  expect((await guest.post(`/dialogues/${slug}/statements/0/vote`, { choice: '' })).status).toBe(400)
  expect(await votesOf(id)).toEqual([])
})

test('nobody votes without taking part, before the hour, or after the closing', async () => {
  const open = await makeOpen(hub)
  expect(await refusalOf(await put(hub.as(null), open.id, 0))).toEqual([409, 'participation.missing'])
  expect(await refusalOf(await put(hub.as('mai'), open.id, 0))).toEqual([409, 'participation.missing'])
  const closed = await makeClosed(hub)
  expect(await refusalOf(await put(hub.as('mai'), closed.id, 0))).toEqual([409, 'dialogue.closed'])
  const announced = await makeOpen(hub, { opensAt: '2026-03-02T00:00:00Z' })
  expect(await refusalOf(await put(hub.as('mai'), announced.id, 0))).toEqual([409, 'dialogue.not-open-yet'])
  const guest = await joinAsGuest(hub, open)
  hub.setNow(new Date('2026-03-15T12:00:00Z'))
  expect(await refusalOf(await put(guest, open.id, 0))).toEqual([409, 'dialogue.closed'])
  expect((await guest.get(`/dialogues/${open.slug}/take-part`)).status).toBe(409)
})

test('the next statement never comes twice, and in the end there is none', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  type Next = { statement: { number: number; text: string } | null; answered: number; total: number }
  const next = async (query = '') => (await (await guest.api('GET', `/dialogues/${slug}/next-statement${query}`)).json()) as Next
  const seen: number[] = []
  for (let answered = 0; answered < SEEDS.length; answered += 1) {
    const { statement, ...progress } = await next()
    expect(progress).toEqual({ answered, total: SEEDS.length })
    expect(statement?.text).toBe(SEEDS[statement?.number ?? -1])
    expect((await next()).statement?.number).toBe(statement?.number)
    const other = (await next(`?except=${statement?.number}`)).statement?.number
    if (answered === SEEDS.length - 1) expect(other).toBe(statement?.number)
    else expect(other === statement?.number || seen.includes(other ?? -1)).toBe(false)
    seen.push(statement?.number ?? -1)
    await put(guest, id, statement?.number ?? -1)
  }
  expect(seen.toSorted((a, b) => a - b)).toEqual(SEEDS.map((_, number) => number))
  expect(await next()).toEqual({ statement: null, answered: SEEDS.length, total: SEEDS.length })
  expect(await refusalOf(await hub.as(null).api('GET', `/dialogues/${slug}/next-statement`))).toEqual([409, 'participation.missing'])
})

test('the script gets the next card alone', async () => {
  const { slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  const part = await guest.post(`/dialogues/${slug}/statements/0/vote`, { choice: 'agree' }, { 'x-part': 'card' })
  const html = await part.text()
  expect([part.status, part.headers.get('x-part')]).toEqual([200, 'card'])
  expect(html.startsWith('<article class="card statement-card">')).toBe(true)
  expect(html).not.toContain(`/dialogues/${slug}/statements/0/vote`)
  expect(html).toContain(`href="/en/dialogues/${slug}/take-part?statement=0"`)
  const whole = await guest.get(`/dialogues/${slug}/take-part`)
  expect([whole.headers.get('x-part'), (await whole.text()).startsWith('<!doctype html>')]).toEqual([null, true])
  const refused = await guest.post(`/dialogues/${slug}/statements/99/vote`, { choice: 'agree' }, { 'x-part': 'card' })
  expect([refused.status, refused.headers.get('x-part')]).toEqual([404, null])
})

test('an answer can be looked at again, and an address of no statement leads to the next one', async () => {
  const { id, slug } = await makeOpen(hub)
  const guest = await joinAsGuest(hub, { slug })
  await put(guest, id, 4, 'disagree')
  const page = async (query: string) => (await guest.get(`/dialogues/${slug}/take-part${query}`)).text()
  const again = await page('?statement=4')
  expect(again).toContain(`/dialogues/${slug}/statements/4/vote`)
  expect(again).toContain('class="disagree chosen"')
  const cards = [await page(''), await page('?statement=99'), await page('?statement=x')].map(
    (html) => /statements\/(\d+)\/vote/.exec(html)?.[1],
  )
  expect(new Set(cards).size).toBe(1)
  expect(cards[0]).toBeDefined()
})

test('the private link brings a guest back in another browser; a forged one does not', async () => {
  const [{ id, slug }, other] = [await makeOpen(hub), await makeOpen(hub)]
  const guest = await joinAsGuest(hub, { slug })
  await put(guest, id, 5, 'pass')
  const link =
    new RegExp(`http://hub\\.test(/en/dialogues/${slug}/return/[\\w.-]+)`).exec(
      await (await guest.get(`/dialogues/${slug}/my-part`)).text(),
    )?.[1] ?? ''
  expect((await guest.get(`/dialogues/${slug}/my-part`)).headers.get('cache-control')).toBe('private, no-store')
  const phone = hub.as(null)
  const back = await phone.get(link)
  expect([back.status, back.headers.get('location')]).toEqual([303, `/en/dialogues/${slug}/my-part`])
  expect(phone.cookies.get(`guest-${id}`)).toBe(guest.cookies.get(`guest-${id}`))
  expect(await (await phone.get(`/dialogues/${slug}/my-part`)).text()).toContain(SEEDS[5])
  const thief = hub.as(null)
  const [bare = ''] = (guest.cookies.get(`guest-${id}`) ?? '').split('.')
  const unknown = hub.runner.outside.keys.sign(`guest/${id}`, 'nobody')
  for (const key of [link.split('/').at(-1)?.replace(/.$/, '_') ?? '', 'x', 'a.b', bare, unknown]) {
    expect((await thief.get(`/dialogues/${slug}/return/${key}`)).status).toBe(409)
  }
  expect((await thief.get(link.replace(slug, other.slug))).status).toBe(409)
  expect(thief.cookies.size).toBe(0)
  expect(await (await hub.as('mai').get(`/dialogues/${slug}`)).text()).not.toContain('/return/')
})
