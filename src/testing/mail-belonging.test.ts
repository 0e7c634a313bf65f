import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { notices } from '../modules/notices/module.ts'
import { elementsOf, formsAmong } from './attack/harvest.ts'
import type { CastName } from './cast.ts'
import { checkDkim } from './dkim.ts'
import { MEETING, stageEvent } from './events.ts'
import { openHub, type Hub } from './hub.ts'
import { at, hiddenOf, KINDS, memberOf, LATER, READS, stageAfternoon, type Press, type ReaderName, type Staged } from './mail-afternoon.ts'
import { openLetterBox, type Letter, type LetterBox } from './letters.ts'
import { lyonOf } from './voices.ts'
import { doAs } from './deeds.ts'

// Whatever of everyday life leads to a letter: written, signed, carried over SMTP to a receiver, read in the reader's language, and followed to
// the page where one does what it is about. A hidden community is among what they tell of; no letter says so.

const SECRET = 'known-to-the-mail-server-alone'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const dkim = { domain: 'hub.test', selector: 'step', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }

let hub: Hub
/** Where letters come back: a second receiver, that of the hub's own domain. */
let back: LetterBox
let staged: Staged
beforeAll(async () => {
  back = await openLetterBox()
  hub = await openHub({ mailWays: { dkim, bounceAddress: 'bounce@hub.test', bounceSecret: SECRET } })
  for (const [who, language] of entriesOf(READS))
    await hub.db.updateTable('account').set({ language }).where('id', '=', accountOf(who)).execute()
  await work()
  staged = await stageAfternoon(hub)
})
afterAll(async () => {
  await hub.close()
  await back.close()
})

const entriesOf = <Key extends string, Value>(of: Readonly<Record<Key, Value>>) => Object.entries(of) as [Key, Value][]
const accountOf = (who: CastName): string => hub.cast.members.get(who)?.actor.account ?? ''
const sayOf = (who: ReaderName) => hub.kit.books.say(READS[who])
const uuid = (): string => hub.runner.outside.uuid()

/** What the worker does. */
async function work(): Promise<void> {
  for (const { name, sweep } of notices.jobs?.(hub.kit).sweeps ?? []) if (name === 'notices.letters') await sweep(hub.runner)
  await hub.settle()
}

/** The letters that come at that hour, with everybody still signed in. */
async function lettersAt(when: Date): Promise<readonly Letter[]> {
  hub.setNow(when)
  await hub.db
    .updateTable('session')
    .set({ seen_at: when, expires_at: at(40, 0) })
    .execute()
  await work()
  return hub.letters.splice(0)
}

const to = (letters: readonly Letter[], who: CastName): Letter | undefined => letters.find((one) => one.to === `${who}@example.org`)
const readers = (letters: readonly Letter[]): readonly string[] => letters.map((one) => one.to.split('@')[0] ?? '').toSorted()

/** From the address of a letter on: each step is a link of the page before, the last one a form; after it the page says something else. */
async function follow(who: ReaderName, start: string, { via = [], form: wanted, give = {} }: Press): Promise<void> {
  const reader = hub.as(who, READS[who])
  let html = await pageOf(who, start)
  for (const step of via) {
    const link = elementsOf(html).find(({ tag, attributes }) => tag === 'a' && step.test(attributes['href'] ?? ''))
    if (link === undefined) throw new Error(`${start} leads no way to ${step}`)
    html = await pageOf(who, link.attributes['href'] ?? '')
  }
  const form = formsAmong(elementsOf(html)).find(({ action }) => wanted.test(action))
  if (form === undefined) throw new Error(`${start} leads to no form like ${wanted}`)
  const answer = await reader.post(form.action, { ...hiddenOf(form), ...give })
  if (answer.status !== 303) throw new Error(`${form.action} answers ${answer.status}: ${await answer.text()}`)
}

/** As a browser opens it: answers that lead on are followed. */
async function pageOf(who: ReaderName | null, path: string): Promise<string> {
  const reader = who === null ? hub.as(null) : hub.as(who, READS[who])
  let answer = await reader.get(path)
  for (let steps = 0; steps < 3 && answer.status >= 300 && answer.status < 400; steps += 1)
    answer = await reader.get((answer.headers.get('location') ?? '').replace('http://hub.test', ''))
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

/** Where the page of news leads for that sentence. */
async function newsLink(who: ReaderName, sentence: string): Promise<string> {
  const html = await pageOf(who, '/notices')
  const found = [...html.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].find(([, , words]) => words === sentence)
  if (found === undefined) throw new Error(`the page of news does not say: ${sentence}`)
  return found[1] ?? ''
}

const RIGHT_TO_LEFT = /\p{Script=Arabic}/u

/** By which side a mail program begins a line that says nothing about it: its first letter outside of what is isolated (UAX 9, P2 and P3). */
function beginsRight(line: string): boolean | null {
  const bare = line.replaceAll(/[\u2066-\u2068][^\u2069]*\u2069/g, '')
  const first = /\p{L}/u.exec(bare)?.[0]
  return first === undefined ? null : RIGHT_TO_LEFT.test(first)
}

/** What is true of every letter, whatever it is about. */
function holdsToItsWord(letter: Letter): void {
  const [who] = readers([letter]) as [ReaderName]
  const say = sayOf(who)
  const checked = checkDkim(letter.raw, publicKey)
  expect(checked).toMatchObject({ domain: 'hub.test', selector: 'step', bodyHolds: true, signatureHolds: true })
  expect(checked?.signed).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']))
  expect(letter.headers.get('content-language')).toBe(READS[who])
  expect(letter.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(/<html lang="(\w+)" dir="(\w+)"/.exec(letter.html)?.slice(1)).toEqual([READS[who], say.dir])
  const lines = [letter.subject, ...letter.text.split('\n')].filter((line) => RIGHT_TO_LEFT.test(line))
  expect(
    lines.filter((line) => beginsRight(line) !== true),
    'each line of Arabic begins on its side',
  ).toEqual([])
  expect(lines.length > 0).toBe(say.dir === 'rtl')
  const { hidden, choir, off, near, later, mandate, assist } = staged
  const secret = ['Zaffre', 'zaffre', ...Object.values(hidden), choir.id, choir.slug, off, near, later, mandate, assist]
  const told = [letter.subject, letter.text, letter.html, ...letter.headers.values()].join('\n').replaceAll(/=\r?\n/g, '')
  expect(
    secret.filter((word) => told.includes(word)),
    'it names nothing',
  ).toEqual([])
}

/** Every address in the text: of the hub, and there for its reader; what ends letters also for who is not signed in. */
async function linksOf(letter: Letter): Promise<void> {
  const [who] = readers([letter]) as [ReaderName]
  const paths = [...letter.text.matchAll(/http:\/\/\S+/g)].map(([link]) => link)
  for (const link of paths) {
    expect(link).toMatch(new RegExp(`^http://hub\\.test/${READS[who]}/(notices|me/feed|letters/stop/[^/]+)$`))
    await pageOf(link.includes('/letters/') ? null : who, link.replace('http://hub.test', ''))
  }
}

/** The link in the text that ends letters of that sort. */
function endOf(letter: Letter | undefined, sort: string): string {
  const lines = (letter?.text ?? '').split('\n')
  return lines.find((line) => new RegExp(`/letters/stop/[^.]+\\.${sort}\\.`).test(line)) ?? ''
}

const oneClick = (letter: Letter | undefined): string =>
  /<(http[^>]+)>/.exec(letter?.headers.get('list-unsubscribe')?.replaceAll(/\s/g, '') ?? '')?.[1] ?? ''
/** As the server of a mail program does it: no cookie, no origin, no seal. */
const press = async (link: string): Promise<number> =>
  (await hub.app.request(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status
const sortsOf = async (who: CastName): Promise<readonly string[]> =>
  (await hub.db.selectFrom('notices_state').select('letters').where('account_id', '=', accountOf(who)).executeTakeFirstOrThrow()).letters

test('the letter of the morning says what waits and of which sort, names nothing, and leads to where it is done', async () => {
  const morning = await lettersAt(at(2, 8))
  expect(readers(morning)).toEqual(['idrissa', 'mai', 'niamh'])
  expect(readers(await lettersAt(at(2, 9, 10))), 'in the quiet hours of Tokyo').toEqual([])
  const late = await lettersAt(at(2, 11, 10))
  expect(readers(late), 'which end there at eight in the evening').toEqual(['gift'])
  const letters = [...morning, ...late]
  for (const letter of letters) {
    holdsToItsWord(letter)
    await linksOf(letter)
  }
  for (const { who, says, then } of KINDS) {
    const sentence = sayOf(who)(says)
    expect([says, to(letters, who)?.text.includes(`- ${sentence}`)]).toEqual([says, true])
    const start = await newsLink(who, sentence)
    const next = then(staged)
    if ('shows' in next) expect([says, (await pageOf(who, start)).includes(next.shows)]).toEqual([says, true])
    else await follow(who, start, next)
  }
  const { role } = await hub.db
    .selectFrom('community_member')
    .select('role')
    .where('id', '=', staged.hidden.member)
    .executeTakeFirstOrThrow()
  expect(role, 'and it is done').toBe('facilitator')
  const [mai, niamh] = [to(letters, 'mai'), to(letters, 'niamh')]
  for (const [who, letter] of [
    ['mai', mai],
    ['niamh', niamh],
  ] as const)
    expect(letter?.text).toContain(`${sayOf(who)('letter.followed', { count: 1 })}\n\nhttp://hub.test/${READS[who]}/me/feed`)
  expect(await pageOf('niamh', '/me/feed')).toContain(`/calls/${staged.call}`)
  expect([niamh?.text.includes('- Come'), mai?.text.includes('Come')], 'titles for who asked for them').toEqual([true, false])
  expect(await press(endOf(mai, 'followed'))).toBe(200)
  expect(await sortsOf('mai')).toEqual(['decision', 'answer-due', 'event', 'community', 'my-contribution'])
})

test('the button of a mail program ends that sort and no other, for who is not signed in; what came in the evening is told the next', async () => {
  const [letter, ...others] = await lettersAt(at(2, 20, 5))
  expect([letter?.to, others]).toEqual(['niamh@example.org', []])
  expect(letter?.text).toContain(sayOf('niamh')('news.communities.accepted'))
  expect(await pageOf('niamh', await newsLink('niamh', sayOf('niamh')('news.communities.accepted')))).toContain(
    `/communities/${staged.choir.slug}`,
  )
  if (letter !== undefined) holdsToItsWord(letter)
  hub.setNow(at(2, 22))
  const offer = async (community: string, member: string, role: string) =>
    doAs(hub, 'idrissa', 'communities.offer-role', { community, member, role })
  await offer(staged.hidden.id, staged.hidden.member, 'steward')
  expect(await press(endOf(letter, 'community')), 'the link in its text').toBe(200)
  expect(await sortsOf('niamh')).toEqual(['decision', 'answer-due', 'event', 'my-contribution', 'followed'])
  expect((await sortsOf('mai')).includes('community'), 'of nobody else').toBe(true)
  await offer(staged.choir.id, await memberOf(hub, staged.choir.id), 'facilitator')
  await doAs(hub, 'idrissa', 'events.call-off', { event: staged.later, reason: 'No hall.', language: 'en' })
  const next = await lettersAt(at(3, 20, 5))
  expect(to(next, 'mai')?.text).toContain(sayOf('mai')('news.communities.offered'))
  expect(await press(oneClick(to(next, 'mai'))), 'the button').toBe(200)
  expect(await sortsOf('mai'), 'ends what the letter is about').toEqual(['decision', 'answer-due', 'event', 'my-contribution'])
  const { text = '' } = to(next, 'niamh') ?? {}
  const say = sayOf('niamh')
  expect([text.includes(say('news.events.called-off')), text.includes(say('news.communities.offered'))]).toEqual([true, false])
})

test('what cannot wait comes at once, but not in quiet hours', async () => {
  expect(readers(await lettersAt(at(4, 15, 50)))).toEqual([])
  const [niamh, ...others] = await lettersAt(at(4, 16, 10))
  expect([niamh?.to, niamh?.subject, others]).toEqual([
    'niamh@example.org',
    sayOf('niamh')('letter.urgent.subject', { hub: 'Passerelle' }),
    [],
  ])
  expect(readers(await lettersAt(at(4, 17, 30)))).toEqual([])
  const [samir, ...more] = await lettersAt(at(4, 18, 10))
  expect([samir?.to, samir?.subject, more]).toEqual([
    'samir@example.org',
    sayOf('samir')('letter.urgent.subject', { hub: 'Passerelle' }),
    [],
  ])
  if (samir !== undefined) holdsToItsWord(samir)
  expect(await pageOf('samir', await newsLink('samir', sayOf('samir')('news.events.near')))).toContain('Hall 3, Cork')
  expect(readers(await lettersAt(at(4, 18, 20))), 'and once').toEqual([])
})

test('a letter that comes back by SMTP ends letters to that mailbox alone; once a week on that day', async () => {
  const talk = { community: staged.hidden.id, language: 'en', media: [] }
  const { id: thread } = await doAs<{ id: string }>(hub, 'idrissa', 'posts.write', {
    ...talk,
    sending: uuid(),
    title: 'Zaffre two',
    text: 'Zaffre',
  })
  const answer = async () => {
    await doAs(hub, 'mai', 'posts.write', { ...talk, sending: uuid(), thread, text: 'Zaffre answer' })
    await doAs(hub, 'idrissa', 'posts.write', { ...talk, sending: uuid(), thread: staged.hidden.post, text: 'Zaffre once more' })
  }
  await answer()
  const letters = await lettersAt(at(5, 20, 5))
  expect(readers(letters)).toEqual(['idrissa', 'mai'])
  for (const letter of letters) holdsToItsWord(letter)
  expect(await handBack(to(letters, 'mai')?.from ?? '')).toEqual({ outcome: 'stopped' })
  await answer()
  expect(readers(await lettersAt(at(6, 13, 50))), 'not in Montréal, where it is not nine yet').toEqual(['idrissa'])
  const [aoife, ...more] = await lettersAt(at(6, 14, 10))
  expect([aoife?.to, aoife?.text.includes(sayOf('aoife')('letter.followed', { count: 1 })), more]).toEqual(['aoife@example.org', true, []])
  expect(readers(await lettersAt(at(6, 20, 5))), 'nothing to who cannot be reached').toEqual([])
  await follow('mai', '/notices', { form: /\/notices\/resumption$/ })
  await answer()
  expect(readers(await lettersAt(at(7, 20, 5))), 'until they begin again').toEqual(['idrissa', 'mai'])
})

/** As a server of mail reports it (RFC 3464), by SMTP, to the address from which the letter came; and as that server hands it in here. */
async function handBack(address: string): Promise<unknown> {
  const report = [
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Final-Recipient: rfc822; somebody@example.org',
    'Action: failed',
    'Status: 5.1.1',
    '',
  ]
  const parts = [
    '--B',
    'Content-Type: text/plain',
    '',
    'It came back.',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    ...report,
    '--B--',
    '',
  ]
  const head = ['From: <mailer-daemon@mx.example.org>', `To: <${address}>`, 'Subject: Undelivered', 'MIME-Version: 1.0']
  const raw = [...head, 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"', '', ...parts].join('\r\n')
  const carrier = createTransport(back.url)
  await carrier.sendMail({ envelope: { from: '', to: address }, raw })
  carrier.close()
  const [came] = back.letters
  expect([came?.to, came?.from]).toEqual([address, ''])
  const headers = { 'content-type': 'message/rfc822', authorization: `Bearer ${SECRET}` }
  const body = new Uint8Array(came?.raw ?? Buffer.alloc(0))
  return (await hub.app.request('http://hub.test/mail/bounces', { method: 'POST', headers, body })).json()
}

test('what goes by a private link goes by no letter, and the link leads back without an account', async () => {
  const ana = hub.as(null, 'ar')
  const event = await stageEvent(hub, 'idrissa', lyonOf(hub) as { sort: 'body'; id: string }, { when: { ...MEETING.when, day: LATER } })
  const { link } = await doAs<{ link: string }>(hub, null, 'events.answer', { event, slot: LATER, sending: uuid(), answer: 'yes' })
  await doAs(hub, 'idrissa', 'events.change-date', {
    event,
    slot: LATER,
    when: { day: '2026-03-21', time: '19:00', minutes: 60 },
    reason: 'The moon.',
    language: 'en',
  })
  const sent = { sending: uuid(), words: 'How do I register?', language: 'en', way: 'page', path: '/bodies/pulaar-lyon' }
  const { id: question, link: asked } = await doAs<{ id: string; link: string }>(hub, null, 'contacts.ask', sent)
  await doAs(hub, 'gift', 'contacts.close', { question, answer: 'At the desk, on Tuesdays.' })
  await hub.settle()
  expect(hub.letters).toEqual([])
  const told = await ana.get(`/event-answers/${link}`)
  expect([told.status, /The moon\./.test(await told.text())]).toEqual([200, true])
  const answered = await ana.get(`/contact/asked/${asked}`)
  expect([answered.status, /At the desk, on Tuesdays\./.test(await answered.text())]).toEqual([200, true])
})
