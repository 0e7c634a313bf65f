import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLetterBox, type LetterBox } from '../../testing/letters.ts'
import { openMailer } from '../../platform/mail.ts'
import { makeOpen, refusalOf, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { notices } from './module.ts'
import { stopLink } from './queries/letter-link.ts'
import { firstState } from './queries/state.ts'

let hub: Hub
let dialogue: Made
let about: string
beforeAll(async () => {
  hub = await openHub()
  dialogue = await makeOpen(hub, { title: 'A title that no letter names' })
  about = `/dialogues/${dialogue.slug}/statements`
  await hub.sweep()
  await hub.settle()
  hub.setNow(new Date(NOON.getTime() + 3_600_000))
})
afterAll(() => hub.close())

let day = 1
/** The next day at that hour (UTC, as in Dublin in March), with everybody still signed in; what the worker does meanwhile. */
async function morning(hour = 8, processes = 1): Promise<void> {
  day += 1
  hub.setNow(new Date(Date.UTC(2026, 2, day, hour)))
  await hub.db
    .updateTable('session')
    .set({ seen_at: hub.runner.outside.now(), expires_at: new Date(Date.UTC(2026, 5, 1)) })
    .execute()
  await Promise.all(Array.from({ length: processes }, work))
}

async function work(): Promise<void> {
  for (const { sweep } of notices.jobs?.(hub.kit).sweeps ?? []) await sweep(hub.runner)
  await hub.settle()
}

/** A statement of somebody, published, reported and hidden. */
async function hidden(who: CastName, text: string): Promise<void> {
  const author = hub.as(who)
  await author.post(`/dialogues/${dialogue.slug}/participation`)
  const added = await author.api('POST', about, { text, language: 'en' })
  const { number } = (await added.json()) as { number: number }
  await hub.as('samir').post(`${about}/${number}/publication`)
  const sent = await hub.as(null).api('POST', '/reports', { about: `${about}/${number}`, rule: 'no-attack', text: 'Look.', language: 'en' })
  const { case: id } = (await sent.json()) as { case: string }
  const decision = { outcome: 'hidden', rule: 'no-attack', facts: 'It insults.' }
  expect((await hub.as('samir').api('POST', `/moderation/cases/${dialogue.id}/${id}/decision`, decision)).status).toBe(200)
}

const accountOf = async (who: CastName): Promise<string> => {
  const person = hub.cast.members.get(who)?.person ?? ''
  return (await hub.db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirstOrThrow()).account_id ?? ''
}
const stateOf = async (who: CastName) =>
  hub.db
    .selectFrom('notices_state')
    .selectAll()
    .where('account_id', '=', await accountOf(who))
    .executeTakeFirstOrThrow()
const stopPath = (letterKey: string, what: Parameters<typeof stopLink>[2]) =>
  `/letters/stop/${stopLink(hub.runner.outside.keys, letterKey, what)}`

test('one letter in the morning, once, whoever looks for it and however often; neutral, in text and HTML', async () => {
  await hidden('mai', 'You lie.')
  await hidden('mai', 'All of you.')
  await work()
  expect(hub.letters, 'not in the evening').toEqual([])
  // Three processes at once, and one that runs again: the deed that queues it moves the account on.
  await morning(8, 3)
  await work()
  await morning(6)
  await morning()
  expect(hub.letters.map(({ to, subject }) => [to, subject])).toEqual([['mai@example.org', 'Passerelle: something is new for you']])
  const [letter] = hub.letters
  const { text = '', html = '' } = letter ?? {}
  expect(text).toContain('- There is a decision about one of your statements: read the reasons, and how to appeal. (2 times)')
  expect(text).toContain('http://hub.test/en/notices\n')
  for (const told of [text, html]) {
    for (const kept of [dialogue.slug, dialogue.id, 'A title', 'Department', 'You lie', '/reports/', 'Mai', await accountOf('mai')])
      expect(told, `for ${kept}`).not.toContain(kept)
    expect(told).toContain('There is a decision about one of your statements')
  }
  const { letter_key: key } = await stateOf('mai')
  const stop = `http://hub.test/en${stopPath(key, 'decision')}`
  expect([letter?.headers.get('list-unsubscribe')?.replaceAll(/\s/g, ''), letter?.headers.get('list-unsubscribe-post')]).toEqual([
    `<${stop}>`,
    'List-Unsubscribe=One-Click',
  ])
  expect(text).toContain(stop)
  expect(await hub.db.selectFrom('notices_letter').selectAll().execute(), 'nothing is left of it').toEqual([])
  hub.letters.length = 0
})

test('nothing new: no letter; what nobody chose to be written about: none either', async () => {
  const added = await hub.as('mai').api('POST', about, { text: 'Published, which is no decision.', language: 'en' })
  const { number } = (await added.json()) as { number: number }
  await hub.as('samir').post(`${about}/${number}/publication`)
  await morning()
  expect(hub.letters).toEqual([])
  expect((await hub.as('mai').post('/notices/settings', { letters: ['my-contribution', 'decision'] })).headers.get('location')).toBe(
    '/en/notices/settings?saved=1',
  )
  const next = await hub.as('mai').api('POST', about, { text: 'Now I want to know.', language: 'en' })
  await hub.as('samir').post(`${about}/${((await next.json()) as { number: number }).number}/publication`)
  await morning()
  expect(hub.letters.map(({ to, text }) => [to, text.includes('One of your statements was published.')])).toEqual([
    ['mai@example.org', true],
  ])
  hub.letters.length = 0
})

test('settings: who may, what is kept, what is refused', async () => {
  expect((await hub.as(null).post('/notices/settings', { letters: 'hub' })).status).toBe(403)
  expect(await refusalOf(await hub.as(null).api('PUT', '/notices/letters', { letters: [] }))).toEqual([403, 'sign-in.needed'])
  expect((await hub.as('idrissa').api('PUT', '/notices/letters', { letters: ['hub'], zone: 'Mars/Olympus' })).status).toBe(400)
  const sent = await hub.as('idrissa').api('PUT', '/notices/letters', { letters: ['hub', 'decision'], zone: 'Asia/Tokyo' })
  expect(await sent.json()).toEqual({ letters: ['decision', 'hub'], pushes: [] })
  expect(await stateOf('idrissa')).toMatchObject({ letters: ['decision', 'hub'], zone: 'Asia/Tokyo' })
  const html = await (await hub.as('idrissa').get('/notices/settings')).text()
  expect([...html.matchAll(/name="letters" value="([^"]+)" checked/g)].map(([, sort]) => sort)).toEqual(['decision', 'hub'])
  expect(html).toContain('These hours are those of my time zone (Asia/Tokyo)')
  const faulty = await hub.as('idrissa').post('/notices/settings', { letters: ['decision', 'everything'] })
  expect([faulty.status, (await faulty.text()).includes('value="decision" checked')]).toEqual([422, true])
})

test('a letter ends letters: a page with a button, whose reading changes nothing; then one press, without signing in', async () => {
  const { letter_key: key } = await stateOf('samir')
  const path = stopPath(key, 'answer-due')
  for (const method of ['GET', 'HEAD']) expect((await hub.app.request(`http://hub.test/en${path}`, { method })).status).toBe(200)
  expect((await stateOf('samir')).letters).toEqual(['decision', 'answer-due'])
  expect(await (await hub.as(null, 'fr').get(path)).text()).toContain('Arrêter ces courriels')
  // As the server of a mail program posts it: no origin, no cookie, no seal.
  const oneClick = (to: string) => hub.app.request(to, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  expect((await oneClick(`http://hub.test/en${path}`)).status).toBe(200)
  expect((await stateOf('samir')).letters).toEqual(['decision'])
  expect((await oneClick(`http://hub.test/en${path}`)).status, 'twice is once').toBe(200)
  expect((await hub.as(null).post(stopPath(key, 'all'))).status, 'the button').toBe(200)
  expect((await stateOf('samir')).letters).toEqual([])
  expect((await stateOf('gift')).letters, 'of nobody else').toEqual(['decision', 'answer-due'])
})

test('a forged link ends nothing, and does nothing else', async () => {
  const { letter_key: key } = await stateOf('gift')
  const { keys } = hub.runner.outside
  const forged = [
    `${key}.all.${'A'.repeat(43)}`,
    keys.sign('reasons', `${key}.all`),
    keys.sign('letters', `${key}.everything`),
    keys.sign('letters', `${await accountOf('gift')}.all`),
    keys.sign('letters', key),
    'x',
  ]
  for (const link of forged) {
    expect((await hub.as(null).get(`/letters/stop/${link}`)).status, `for ${link}`).toBe(404)
    expect(await refusalOf(await hub.as(null).api('POST', '/letters/stopping', { link })), `for ${link}`).toEqual([
      404,
      'letters.link-broken',
    ])
  }
  expect((await stateOf('gift')).letters).toEqual(['decision', 'answer-due'])
  // The way around the seal of forms is that one address: no other.
  for (const path of ['/en/notices/settings', '/en/letters/stop', `/en/letters/stop/x/y`, '/api/letters/stopping']) {
    const answer = await hub.app.request(`http://hub.test${path}`, { method: 'POST', body: new URLSearchParams({ letters: 'hub' }) })
    expect([path, answer.status]).toEqual([path, 403])
  }
})

test('no address: no letter, and the page all the same; who has left has no row', async () => {
  const account = await accountOf('mai')
  const sealed = await hub.db
    .selectFrom('account')
    .select(['email_sealed', 'email_tag'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow()
  await hub.db.updateTable('account').set({ email_sealed: null, email_tag: null }).where('id', '=', account).execute()
  await hidden('mai', 'Liars again.')
  await morning()
  expect(hub.letters).toEqual([])
  expect(await (await hub.as('mai').get('/notices')).text()).toContain('There is a decision')
  expect(await (await hub.as('mai').get('/notices/settings')).text()).toContain('No letter can reach you now')
  await hub.db.updateTable('account').set(sealed).where('id', '=', account).execute()
  const stranger = hub.runner.outside.uuid()
  const gone = firstState({ account: stranger, key: hub.runner.outside.uuid(), now: new Date(0) })
  await hub.db.insertInto('notices_state').values(gone).execute()
  await work()
  expect(await hub.db.selectFrom('notices_state').select('zone').where('account_id', '=', stranger).execute()).toEqual([])
})

test('a mail server that refuses gets the letter again, and what is never taken is given up after two days', async () => {
  await hidden('niamh', 'Everybody lies.')
  const { sweeps = [], listeners = [] } = notices.jobs?.({ ...hub.kit, mailer: broken }) ?? {}
  const job = listeners[0]?.job
  if (job === undefined) throw new Error('no job')
  day += 1
  hub.setNow(new Date(Date.UTC(2026, 2, day, 8)))
  for (const { sweep } of sweeps) await sweep(hub.runner)
  const [waiting] = await hub.db.selectFrom('notices_letter').selectAll().execute()
  const event = {
    kind: 'notices.letter.queued',
    scope: '',
    subject: waiting?.id ?? '',
    data: {},
    visibility: 'internal' as const,
    at: new Date(),
  }
  await expect(job(hub.runner, event)).rejects.toThrow('refused')
  expect(await hub.db.selectFrom('notices_letter').select('id').execute()).toEqual([{ id: waiting?.id }])
  await hub.settle()
  expect(hub.letters.map(({ to, headers }) => [to, headers.get('message-id')])).toEqual([
    ['niamh@example.org', `<${waiting?.id}@hub.test>`],
  ])
  await hub.db
    .insertInto('notices_letter')
    .values({ id: hub.runner.outside.uuid(), account_id: await accountOf('mai'), since: new Date(0), until: new Date(0), urgent: false })
    .execute()
  await work()
  expect(await hub.db.selectFrom('notices_letter').selectAll().execute()).toEqual([])
})

const broken = {
  delivers: true,
  send: async () => {
    throw new Error('refused')
  },
  close: () => undefined,
}

test('the language of a letter is the account’s, and each line exists in each', async () => {
  const box: LetterBox = await openLetterBox()
  const mailer = openMailer(box.url, 'Passerelle <hub@hub.test>')
  for (const language of ['fr', 'ar']) {
    await hub.db.updateTable('account').set({ language }).execute()
    await hub.db.deleteFrom('notices_letter').execute()
    const id = hub.runner.outside.uuid()
    await hub.db
      .insertInto('notices_letter')
      .values({
        id,
        account_id: await accountOf('mai'),
        since: new Date('2026-03-01T00:00:00Z'),
        until: hub.runner.outside.now(),
        urgent: false,
      })
      .execute()
    const [listener] = notices.jobs?.({ ...hub.kit, mailer }).listeners ?? []
    await listener?.job(hub.runner, { kind: '', scope: '', subject: id, data: {}, visibility: 'internal', at: new Date() })
  }
  expect(box.letters.map(({ subject, html }) => [subject, /<html lang="(\w+)" dir="(\w+)"/.exec(html)?.slice(1)])).toEqual([
    ['Passerelle\u00a0: il y a du nouveau pour vous', ['fr', 'ltr']],
    ['هناك جديد لك في Passerelle', ['ar', 'rtl']],
  ])
  mailer.close()
  await box.close()
})
