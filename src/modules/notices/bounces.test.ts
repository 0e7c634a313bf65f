import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMailer } from '../../platform/mail.ts'
import type { CastName } from '../../testing/cast.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { tellNews, type ToldNews } from '../../testing/told-news.ts'
import { comesBackAs, stopLink } from './queries/letter-link.ts'

const SECRET = 'a secret of the mail server'.replaceAll(' ', '-')
const BACK = { bounceAddress: 'bounce@hub.example.org', bounceSecret: SECRET }
const march = (day: number, hour = 8) => new Date(Date.UTC(2026, 2, day, hour))

let hub: Hub
let told: ToldNews
beforeAll(async () => {
  hub = await openHub({ at: march(1), mailWays: BACK })
  told = tellNews(hub)
  await told.round(march(1))
})
afterAll(() => hub.close())

/** A report as Postfix writes it. */
const report = (to: string, status: string, action = 'failed'): string =>
  [
    'From: MAILER-DAEMON@mx.example.org',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; somebody@example.org',
    `Action: ${action}`,
    `Status: ${status}`,
    '',
    '--B--',
    '',
  ].join('\r\n')

/** As a mail server posts it: no origin, no cookie. */
const handIn = async (body: string, secret: string | null = SECRET) => {
  const headers = { 'content-type': 'message/rfc822', ...(secret === null ? {} : { authorization: `Bearer ${secret}` }) }
  const answer = await hub.app.request('http://hub.test/mail/bounces', { method: 'POST', headers, body })
  return answer.status === 200 ? ((await answer.json()) as { outcome: string }).outcome : answer.status
}

const stateOf = async (who: CastName) =>
  hub.db
    .selectFrom('notices_state')
    .selectAll()
    .where('account_id', '=', await told.account(who))
    .executeTakeFirstOrThrow()

let day = 1
/** The letter of the next day to somebody: where it comes back to. */
async function nextLetter(who: CastName): Promise<string | undefined> {
  await told.tell(who, { at: march(day, 12), sort: 'decision' })
  day += 1
  await told.round(march(day))
  return hub.letters.splice(0).find(({ to }) => to === `${who}@example.org`)?.from
}

test('each letter comes back to an address of its own, that fits and that nobody else can make', async () => {
  const [one = '', two = ''] = [await nextLetter('mai'), await nextLetter('mai')]
  expect(one).toMatch(/^bounce\+[a-z2-7]{50}@hub\.example\.org$/)
  expect(one.split('@')[0]?.length).toBeLessThanOrEqual(64)
  expect(two).not.toBe(one)
  expect(one).not.toContain('mai')
})

test('three letters that came back for good within thirty days end letters; one counts once, and what is no such report nothing', async () => {
  const first = (await nextLetter('mai')) ?? ''
  expect(await handIn(report(first, '5.2.2'))).toBe('counted')
  expect(await handIn(report(first.toUpperCase(), '5.2.2')), 'in the letters of another server, and twice').toBe('counted')
  const other = (await nextLetter('mai')) ?? ''
  const nothing = [
    report(other, '4.4.1', 'delayed'),
    report(other, '5.7.1'),
    report('bounce@hub.example.org', '5.1.1'),
    report(other.replace(/\+./, '+z'), '5.1.1'),
    `To: ${other}\r\nSubject: Out of office\r\n\r\nStatus: 5.1.1`,
    '',
  ]
  for (const message of nothing) expect(await handIn(message)).toBe('nothing')
  expect((await hub.db.selectFrom('notices_bounce').select('mark').execute()).length).toBe(1)
  expect(await handIn(report(other, '5.2.2'))).toBe('counted')
  expect((await stateOf('mai')).stopped_for).toBeNull()
  expect(await handIn(report((await nextLetter('mai')) ?? '', '5.0.0'))).toBe('stopped')
  expect(await stateOf('mai')).toMatchObject({ stopped_for: 'refused', stopped_on: `2026-03-0${day}` })
  expect(await nextLetter('mai'), 'no letter any more').toBeUndefined()
  expect(await nextLetter('samir'), 'of nobody else').toBeDefined()
})

test('the page says so and how to begin again; signing in by letter goes on meanwhile', async () => {
  await hub.db
    .updateTable('session')
    .set({ seen_at: march(day), expires_at: march(day + 2) })
    .execute()
  for (const path of ['/notices', '/notices/settings'])
    expect(await (await hub.as('mai').get(path)).text()).toContain('three of them came back within thirty days')
  expect(await (await hub.as('samir').get('/notices')).text()).not.toContain('came back')
  await hub.as(null).post('/sign-in', { email: 'mai@example.org' })
  await hub.settle()
  expect(hub.letters.splice(0).map(({ to }) => to)).toEqual(['mai@example.org'])
  expect((await hub.as(null).post('/notices/resumption')).status).toBe(403)
  expect((await hub.as('mai').post('/notices/resumption')).status).toBe(303)
  expect(await stateOf('mai')).toMatchObject({ stopped_for: null, stopped_on: null })
  expect(await nextLetter('mai')).toBeDefined()
})

test('one "no such user" is enough, and what came back thirty days ago is forgotten', async () => {
  expect(await handIn(report((await nextLetter('samir')) ?? '', '5.1.1'))).toBe('stopped')
  expect((await stateOf('samir')).stopped_for).toBe('nobody')
  expect(await handIn(report((await nextLetter('mai')) ?? '', '5.2.2'))).toBe('counted')
  day += 31
  await told.round(march(day))
  hub.letters.length = 0
  expect(await hub.db.selectFrom('notices_bounce').selectAll().execute()).toEqual([])
})

test('without the secret nothing is taken, and who guesses is counted', async () => {
  const message = report((await nextLetter('mai')) ?? '', '5.1.1')
  for (const secret of [null, '', 'a', `${SECRET}x`, SECRET.toUpperCase()]) expect(await handIn(message, secret)).toBe(403)
  expect((await stateOf('mai')).stopped_for).toBeNull()
  const guess = () =>
    hub.app.request('http://hub.test/mail/bounces', {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822', authorization: 'Bearer x' },
      body: 'x',
    })
  expect((await guess()).status).toBe(403)
  expect((await hub.app.request('http://hub.test/en/mail/bounces')).status, 'GET is nothing').toBe(404)
})

test('a letter that a mail program sends ends letters; one with a link of nobody does nothing', async () => {
  const { letter_key: key } = await stateOf('gift')
  const { keys } = hub.runner.outside
  const mail = (subject: string) => `From: somebody@example.org\r\nTo: bounce@hub.example.org\r\nSubject: ${subject}\r\n\r\n`
  const before = (await stateOf('gift')).letters
  for (const subject of [
    'stop',
    `stop ${key}.all.x`,
    `Re: stop ${stopLink(keys, key, 'all')}`,
    `stop ${keys.sign('letters', `${key}.what`)}`,
  ])
    expect(await handIn(mail(subject))).toBe('nothing')
  expect((await stateOf('gift')).letters).toEqual(before)
  expect(await handIn(mail(`stop ${stopLink(keys, key, 'decision')}`))).toBe('ended')
  expect((await stateOf('gift')).letters).toEqual(['answer-due'])
  expect(await handIn(mail(`stop\r\n ${stopLink(keys, key, 'all')}`)), 'folded').toBe('ended')
  expect((await stateOf('gift')).letters).toEqual([])
  const gone = comesBackAs(keys, hub.runner.outside.uuid(), hub.runner.outside.uuid())
  expect(await handIn(report(`bounce+${gone}@hub.example.org`, '5.1.1')), 'of an account that is gone').toBe('nothing')
})

test('a mail server that refuses for good while it is handed over counts the same; one that refuses the hub is tried again', async () => {
  const refused = { code: 550, words: '5.1.1 No such user' }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error(refused.words), { responseCode: refused.code })),
  })
  const port = await new Promise<number>((ready) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      ready(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const mailer = openMailer(`smtp://127.0.0.1:${port}`, 'Hub <hub@hub.test>', BACK)
  const strict = tellNews(hub, { mailer })
  const tomorrow = async (): Promise<number> => {
    await strict.tell('idrissa', { at: march(day, 12), sort: 'decision' })
    day += 1
    return strict.round(march(day))
  }
  await strict.round(march(day))
  Object.assign(refused, { code: 554, words: '5.7.1 We do not trust you' })
  expect(await tomorrow(), 'a job that is tried again').toBe(1)
  expect((await stateOf('idrissa')).stopped_for).toBeNull()
  Object.assign(refused, { code: 451, words: '4.7.1 Later' })
  expect(await strict.round(march(day, 9))).toBe(1)
  Object.assign(refused, { code: 550, words: '5.1.1 No such user' })
  expect(await strict.round(march(day, 10))).toBe(0)
  expect((await stateOf('idrissa')).stopped_for).toBe('nobody')
  expect(await hub.db.selectFrom('notices_letter').selectAll().execute()).toEqual([])
  mailer.close()
  await new Promise<void>((closed) => server.close(closed))
})
