import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLog } from '../../platform/log.ts'
import { makeOpen } from '../dialogues.ts'
import { openHub, type Hub, type Visitor } from '../hub.ts'

// What a run leaves behind in the log and in the events holds nothing with which somebody could be found or impersonated.

let hub: Hub
let written = ''
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString()
      done()
    },
  })
  hub = await openHub({ log: openLog('trace', sink) })
})
afterAll(() => hub.close())

const EMAIL = 'secret.person@example.org'
const ADDRESS = '203.0.113.77'
const TEXT = 'A thought that names my village'

/** Somebody signs in, takes part, is refused, and meets faults of the hub; returns what nobody else may learn. */
async function live(): Promise<Readonly<Record<string, string>>> {
  const visitor = hub.as(null)
  const from = { 'x-forwarded-for': ADDRESS, 'user-agent': 'A browser of its own/1.0' }
  await visitor.post('/sign-in', { email: EMAIL }, from)
  await hub.settle()
  const link = /http:\/\/hub\.test(\/\S*\/sign-in\/(\S+))/.exec(hub.letters.findLast(({ to }) => to === EMAIL)?.text ?? '')
  await visitor.post(link?.[1] ?? '', {}, from)
  const made = await makeOpen(hub)
  const guest = hub.as(null)
  for (const one of [visitor, guest]) await takePart(one, made.slug, from)
  const guestCookie = guest.cookies.get(`guest-${made.id}`) ?? ''
  await meetFaults(visitor, made.slug, from)
  return {
    'the e-mail address': EMAIL,
    'its first half': 'secret.person',
    'the network address': ADDRESS,
    'the browser': 'A browser of its own',
    'the session': visitor.cookies.get('session') ?? '',
    'the link of the letter': link?.[2] ?? '',
    'the guest’s key': guestCookie,
    'the guest’s key without its signature': guestCookie.split('.')[0] ?? '',
    'the hub’s secret': Buffer.alloc(32, 1).toString('hex'),
    'the hub’s secret in base64': Buffer.alloc(32, 1).toString('base64'),
    'a statement': TEXT,
  }
}

async function takePart(visitor: Visitor, slug: string, from: Record<string, string>): Promise<void> {
  await visitor.post(`/dialogues/${slug}/participation`, {}, from)
  await visitor.post(`/dialogues/${slug}/statements/0/vote`, { choice: 'disagree' }, from)
  await visitor.post(`/dialogues/${slug}/statements`, { text: TEXT, language: 'en' }, from)
  await visitor.get(`/dialogues/${slug}/my-part`, from)
  await visitor.get(`/dialogues?email=${EMAIL}`, from)
}

/** Faults whose errors carry what was sent: a row that a table refuses, a text that is no id. */
async function meetFaults(visitor: Visitor, slug: string, from: Record<string, string>): Promise<void> {
  await sql`alter table statement add constraint none_more check (false) not valid`.execute(hub.db)
  const refused = await visitor.post(`/dialogues/${slug}/statements`, { text: `${TEXT}, again`, language: 'en' }, from)
  expect(refused.status).toBe(500)
  await sql`alter table statement drop constraint none_more`.execute(hub.db)
  await sql`alter table session rename to session_away`.execute(hub.db)
  expect((await visitor.get('/me', from)).status).toBe(500)
  await sql`alter table session_away rename to session`.execute(hub.db)
}

test('neither the log nor any event holds an address, a token, a key or what somebody wrote', async () => {
  const secrets = await live()
  await hub.sweep()
  const events = JSON.stringify(await hub.db.selectFrom('event').selectAll().execute())
  expect([written.split('\n').length > 2, events.length > 1000], 'without lines there is nothing to find').toEqual([true, true])
  for (const [what, secret] of Object.entries(secrets)) {
    expect([what, secret.length > 8]).toEqual([what, true])
    expect([what, 'log', written.includes(secret)]).toEqual([what, 'log', false])
    expect([what, 'events', events.includes(secret)]).toEqual([what, 'events', false])
    expect([what, 'notes', hub.notes.join().includes(secret)]).toEqual([what, 'notes', false])
  }
  for (const choice of ['disagree', '"choice"', '"value":-1']) expect([choice, events.includes(choice)]).toEqual([choice, false])
})

test('a fault is still told so that it can be found: its place in the code, its code, the table', () => {
  const faults = written
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as { level: number; err?: Record<string, unknown> }]))
  const told = faults.filter(({ level }) => level >= 50).map(({ err }) => [err?.['code'], err?.['table'], typeof err?.['stack']])
  expect(told).toEqual([
    ['23514', 'statement', 'string'],
    ['42P01', undefined, 'string'],
  ])
})
