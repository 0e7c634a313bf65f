import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, makeOpen, type Made } from '../../testing/dialogues.ts'
import type { CastName } from '../../testing/cast.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'

let hub: Hub
let dialogue: Made
beforeAll(async () => {
  hub = await openHub()
  dialogue = await makeOpen(hub)
  await hub.sweep()
})
afterAll(() => hub.close())

const DAY_MS = 86_400_000
const CAST = ['gift', 'aoife', 'samir', 'niamh', 'idrissa', 'mai'] as const
const pageOf = async (who: CastName | null, locale = 'en') => (await hub.as(who, locale).get('/notices')).text()
const linesOf = (html: string): readonly string[] =>
  [...html.matchAll(/<li><p><a href="([^"]+)">([^<]+)<\/a>/g)].map(([, path, line]) => `${line ?? ''} ${path ?? ''}`)
/** Without opening the page, which would be a look: the number in the header of another one. */
const markOf = async (who: CastName): Promise<string | null> =>
  />New for you: (\d+)</.exec(await (await hub.as(who).get('/bodies')).text())?.[1] ?? null
/** The mark may lag by a minute. */
const later = (minutes: number) => hub.setNow(new Date(hub.runner.outside.now().getTime() + minutes * 60_000))

/** Days later, with everybody still signed in. */
async function moveTo(at: Date): Promise<void> {
  hub.setNow(at)
  await hub.db
    .updateTable('session')
    .set({ seen_at: at, expires_at: new Date(at.getTime() + DAY_MS) })
    .execute()
}

async function write(who: CastName, text: string): Promise<number> {
  const author = hub.as(who)
  await author.post(`/dialogues/${dialogue.slug}/participation`)
  const added = await author.api('POST', `/dialogues/${dialogue.slug}/statements`, { text, language: 'en' })
  return ((await added.json()) as { number: number }).number
}

test('who is not signed in is asked to sign in; the page of an account says what will come', async () => {
  expect([(await hub.as(null).get('/notices')).status, (await hub.as(null).get('/notices/settings')).status]).toEqual([403, 403])
  const answer = await hub.as('mai').get('/notices')
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  const html = await answer.text()
  for (const told of ['There is nothing new. What will come here:', 'Decisions that concern you']) expect(html).toContain(told)
  expect(await markOf('mai')).toBeNull()
})

test('what became of what I wrote: told to its author alone, marked until they look', async () => {
  later(2)
  const [good, bad] = [await write('mai', 'Trains should run at night.'), await write('mai', 'Buy my shoes.')]
  expect(await markOf('mai'), 'a statement that waits is no news').toBeNull()
  later(2)
  await hub.as('samir').post(`/dialogues/${dialogue.slug}/statements/${good}/publication`)
  await hub.as('samir').api('POST', `/dialogues/${dialogue.slug}/statements/${bad}/refusal`, { rule: 'on-topic' })
  later(2)
  expect(await markOf('mai')).toBe('2')
  const html = await pageOf('mai')
  expect(linesOf(html)).toEqual(
    expect.arrayContaining([
      `One of your statements was published. /en/dialogues/${dialogue.slug}/statements/${good}`,
      `One of your statements was declined: read why. /en/dialogues/${dialogue.slug}/my-part`,
    ]),
  )
  expect(html.match(/<strong>New<\/strong>/g)).toHaveLength(2)
  expect(html, 'in the hub it says where').toContain('Health between two countries')
  expect(await markOf('mai'), 'looked at').toBeNull()
  expect(await pageOf('mai')).not.toContain('<strong>New</strong>')
  for (const other of CAST.filter((name) => name !== 'mai')) expect(linesOf(await pageOf(other)), `for ${other}`).toEqual([])
})

test('a decision of the moderation stands in the place of what the dialogue says of it, and an appeal that was decided in its place', async () => {
  const number = await write('idrissa', 'You all lie.')
  await hub.as('samir').post(`/dialogues/${dialogue.slug}/statements/${number}/publication`)
  const about = `/dialogues/${dialogue.slug}/statements/${number}`
  const sent = await hub.as('mai').api('POST', '/reports', { about, rule: 'no-attack', text: 'Look.', language: 'en' })
  const { case: id } = (await sent.json()) as { case: string }
  later(10)
  const decision = { outcome: 'hidden', rule: 'no-attack', facts: 'It insults.' }
  await hub.as('samir').api('POST', `/moderation/cases/${dialogue.id}/${id}/decision`, decision)
  const [line = '', ...more] = linesOf(await pageOf('idrissa'))
  expect(line).toMatch(/^There is a decision about one of your statements: read the reasons, and how to appeal\. \/en\/reports\//)
  expect(more, 'one line for one thing').toEqual([])
  expect(linesOf(await pageOf('mai')).join(), 'to somebody who reported: their private link, and nothing here').not.toContain('decision')
  await hub.as(null).post(`${line.split(' ').at(-1)?.replace(/^\/en/, '') ?? ''}/appeal`, { text: 'No.', language: 'en' })
  later(10)
  await hub.as('aoife').api('POST', `/moderation/cases/${dialogue.id}/${id}/appeal/decision`, { outcome: 'upheld', reasons: 'It does.' })
  expect(linesOf(await pageOf('idrissa')).map((one) => one.split(' /')[0])).toEqual(['An appeal about one of your statements was decided.'])
})

test('cases that wait for longer than two days are told to those who decide, and not to who decided first', async () => {
  const about = `/dialogues/${dialogue.slug}/statements/0`
  const sent = await hub.as(null).api('POST', '/reports', { about, rule: 'no-attack', text: 'Look.', language: 'en' })
  const { case: id } = (await sent.json()) as { case: string }
  const waits = `A case has waited for more than 48 of the 72 hours that are aimed for. /en/moderation/cases/${dialogue.id}/${id}`
  const told = async () => {
    const who: CastName[] = []
    for (const name of CAST) if (linesOf(await pageOf(name)).includes(waits)) who.push(name)
    return who
  }
  const start = hub.runner.outside.now()
  await moveTo(new Date(start.getTime() + 2 * DAY_MS - 2 * 3_600_000))
  expect(await told()).toEqual([])
  await moveTo(new Date(start.getTime() + 2 * DAY_MS))
  expect(await told(), 'operator, steward, moderator').toEqual(['gift', 'aoife', 'samir'])
  await hub
    .as('samir')
    .api('POST', `/moderation/cases/${dialogue.id}/${id}/decision`, { outcome: 'labelled', label: 'disputed', facts: 'So.' })
  expect(await told()).toEqual([])
})

test('closed, answered, and the answer that is owed', async () => {
  await moveTo(new Date('2026-03-16T12:00:00Z'))
  await hub.sweep()
  const closed = `A dialogue in which you took part has closed: see what came out. /en/dialogues/${dialogue.slug}/result`
  expect(linesOf(await pageOf('mai'))).toContain(closed)
  expect(linesOf(await pageOf('niamh')).join()).not.toContain('An answer is due')
  await moveTo(new Date('2026-04-08T12:00:01Z'))
  const due = (what: string) => `${what} /en/dialogues/${dialogue.slug}/answer`
  const owed = due('An answer is due within seven days.')
  expect(linesOf(await pageOf('niamh')), 'the convener').toContain(owed)
  expect(linesOf(await pageOf('aoife')), 'the steward').toContain(owed)
  for (const name of ['samir', 'mai', 'idrissa', 'gift'] as const) expect(linesOf(await pageOf(name)), `for ${name}`).not.toContain(owed)
  await moveTo(new Date('2026-04-16T12:00:00Z'))
  expect(linesOf(await pageOf('niamh'))).toContain(due('The day for an answer has passed.'))
  await doAsHub(hub, 'dialogue.answer', { dialogue: dialogue.id, language: 'en', text: 'Yes.' })
  expect(linesOf(await pageOf('niamh')).join()).not.toContain('answer has passed')
  const answered = linesOf(await pageOf('mai'))
  expect(answered).toContain(`A dialogue in which you took part was answered. /en/dialogues/${dialogue.slug}#answer`)
  expect(answered, 'of one dialogue the newest').not.toContain(closed)
  expect(linesOf(await pageOf('samir')).join(), 'who did not take part hears nothing of it').not.toContain('took part')
})

test('stewards hear of a domain that fails and of evidence that ends', async () => {
  const body = hub.cast.bodies.unit
  const now = new Date('2026-04-16T12:00:00Z')
  await moveTo(now)
  const evidence = {
    body_id: body,
    claimed_at: NOON,
    asked_at: null,
    checked_at: now,
    method: 'dns' as const,
    proven_at: NOON,
    absent: true,
  }
  const rows = [
    { domain: 'one.example.org', token: 'a', failing_since: now, expires_at: new Date('2027-03-01T12:00:00Z'), ...evidence },
    { domain: 'two.example.org', token: 'b', failing_since: null, expires_at: new Date('2026-05-10T12:00:00Z'), ...evidence },
  ]
  await hub.db.insertInto('body_domain').values(rows).execute()
  const told = linesOf(await pageOf('aoife')).filter((line) => line.includes('/bodies/'))
  expect(new Set(told.map((line) => line.split(' /')[0]))).toEqual(
    new Set([
      'A piece of evidence for your body’s verification ends within thirty days.',
      'The proof of a domain of your body is not found any more.',
    ]),
  )
  expect(linesOf(await pageOf('niamh')).join()).not.toContain('/bodies/')
})

test('no table and no event says who had news: of an account there are its choices and two times', async () => {
  await hub.settle()
  expect(await hub.db.selectFrom('notices_letter').selectAll().execute()).toEqual([])
  const states = await hub.db.selectFrom('notices_state').selectAll().execute()
  expect(states).toHaveLength(CAST.length)
  expect(new Set(states.flatMap((state) => Object.keys(state)))).toEqual(
    new Set([
      ...['account_id', 'letter_key', 'letters', 'pushes', 'zone', 'hour', 'weekday', 'quiet_from', 'quiet_to', 'titles'],
      ...['seen_until', 'mailed_until', 'pushed_until', 'urgent_until', 'urgent_letters', 'stopped_for', 'stopped_on'],
    ]),
  )
  const events = await hub.db.selectFrom('event').select(['kind', 'person_id', 'subject']).where('kind', 'like', 'notices.%').execute()
  const accounts = new Set(states.map((state) => state.account_id))
  expect(events.filter((event) => event.person_id !== null || accounts.has(event.subject))).toEqual([])
})

test.each(['fr', 'ar'])('in %s the page speaks that language', async (locale) => {
  const html = await pageOf('mai', locale)
  expect(html).toContain(`<html lang="${locale}"`)
  expect(linesOf(html).length).toBeGreaterThan(0)
})
