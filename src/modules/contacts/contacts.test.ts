import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CastName } from '../../testing/cast.ts'
import { stageCommunity } from '../../testing/communities.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { MEETING, stageEvent } from '../../testing/events.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { stageSession } from '../../testing/summit.ts'
import { newsOf } from './queries/news.ts'
import { linkTo } from './queries/questions.ts'
import { doAs, refusalOf } from '../../testing/deeds.ts'

let hub: Hub
let hidden: { readonly id: string; readonly slug: string }
beforeAll(async () => {
  hub = await openHub()
  hidden = await stageCommunity(hub, 'idrissa', { slug: 'kept-apart', access: 'hidden', name: 'Kept Apart' })
})
afterAll(() => hub.close())

const WORDS = { about: 'Papers', language: 'en', languages: ['en'], days: 3 }

async function named(by: CastName, who: CastName, sort: string, subject = '', more: object = {}): Promise<string> {
  const { id, link } = await doAs<{ id: string; link: string }>(hub, by, 'contacts.name', {
    ...{ sort, subject, sending: randomUUID(), ...WORDS },
    ...more,
  })
  await doAs(hub, who, 'contacts.accept', { link })
  await hub.settle()
  // What this process keeps for half a minute is over.
  later(31_000)
  return id
}

let now = NOON.getTime()
function later(ms: number): void {
  now += ms
  hub.setNow(new Date(now))
}
const foot = async (path: string, who: CastName | null = null) => {
  const page = await (await hub.as(who).get(path)).text()
  return /<footer.*<\/footer>/s.exec(page)?.[0] ?? ''
}
const asked = (more: object = {}) =>
  doAs<{ id: string; link: string; answerBy: string }>(hub, null, 'contacts.ask', {
    ...{ sending: randomUUID(), words: 'How do I register?', language: 'fr', way: 'page' },
    ...more,
  })
const deskOf = async (name: CastName) =>
  (await doAs<{ questions: { id: string; overdue: boolean }[] }>(hub, name, 'contacts.desk', {})).questions

describe('who is named', () => {
  test('nobody is, until they agreed by their own link; then they stand at the foot of every page', async () => {
    const empty = await (await hub.as(null).get('/contact?about=%2Fdialogues')).text()
    expect(empty).toContain('Nobody is named for this page yet')
    const { link } = await doAs<{ link: string }>(hub, 'gift', 'contacts.name', { sort: 'hub', sending: randomUUID(), ...WORDS })
    later(31_000)
    expect(await foot('/dialogues')).not.toContain('Samir')
    expect(await refusalOf(doAs(hub, null, 'contacts.accept', { link }))).toBe('sign-in.needed')
    await doAs(hub, 'samir', 'contacts.accept', { link })
    expect(await refusalOf(doAs(hub, 'mai', 'contacts.accept', { link }))).toBe('contact.accepted')
    later(31_000)
    expect(await foot('/dialogues')).toMatch(/Samir.*answers within 3 days/s)
    expect(await (await hub.as(null).get('/contact')).text()).toContain('Papers')
  })

  test('only who looks after a place says who answers there', async () => {
    const input = { sort: 'body', subject: hub.cast.bodies.lyon, sending: randomUUID(), ...WORDS }
    expect(await refusalOf(doAs(hub, 'mai', 'contacts.name', input))).toBe('contact.not-yours')
    expect(await refusalOf(doAs(hub, null, 'contacts.name', input))).toBe('sign-in.needed')
    expect(await refusalOf(doAs(hub, 'samir', 'contacts.name', { ...input, sort: 'hub' }))).toBe('contact.not-yours')
    expect(await refusalOf(doAs(hub, 'mai', 'contacts.name', { ...input, sort: 'community', subject: hidden.id }))).toBe(
      'contact.subject-missing',
    )
    const mine = await hub.as('mai').get(`/contact/named/body/${hub.cast.bodies.lyon}`)
    expect(mine.status).toBe(403)
  })

  test('the contact of a hidden community is at the foot for its members, and for others its page is one that is not there', async () => {
    await named('idrissa', 'idrissa', 'community', hidden.id)
    const path = `/communities/${hidden.slug}`
    expect(await foot(path, 'idrissa')).toContain('Kept Apart')
    for (const stranger of [null, 'samir'] as const) {
      const there = await foot(path, stranger)
      const nowhere = await foot('/communities/nowhere-at', stranger)
      expect(there.replaceAll(hidden.slug, 'x')).toBe(nowhere.replaceAll('nowhere-at', 'x'))
      expect(there).toContain('Samir')
    }
    const page = await (await hub.as(null).get(`/contact?about=${encodeURIComponent(path)}`)).text()
    expect(page).not.toContain('Kept Apart')
  })

  test('of two the deputy steps in when the other ends or leaves, and a year without a look ends it', async () => {
    const id = await named('idrissa', 'idrissa', 'body', hub.cast.bodies.lyon)
    await named('idrissa', 'mai', 'body', hub.cast.bodies.lyon, { deputy: true })
    const [first] = (await (await hub.as(null).get('/contact')).text()).split('never')
    expect(first).toContain('Samir')
    const at = async () => {
      const card = await hub.db.selectFrom('body').select('slug').where('id', '=', hub.cast.bodies.lyon).executeTakeFirstOrThrow()
      return foot(`/bodies/${card.slug}`)
    }
    expect(await at()).toContain('Idrissa')
    await doAs(hub, 'idrissa', 'contacts.end', { contact: id })
    later(31_000)
    expect(await at()).toContain('Mai')
    const { person } = hub.cast.members.get('mai') ?? {}
    await doAsHub(hub, 'contacts.release-person', { person })
    later(31_000)
    expect(await at()).toContain('Samir')
  })
})

describe('what is asked', () => {
  test('without an account: a link, a day, an answer; others find nothing, and what is sent twice is one', async () => {
    const ana = hub.as(null)
    const form = { sending: randomUUID(), path: '/dialogues', words: 'Comment faire ?', language: 'fr', way: 'phone', to: '' }
    const refused = await ana.post('/contact', form)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toMatch(/Comment faire \?.*give a number|give a number.*Comment faire \?/s)
    const sent = await ana.post('/contact', { ...form, to: '+353 21 000', discreet: 'on' })
    const place = sent.headers.get('location') ?? ''
    expect([sent.status, place]).toEqual([303, expect.stringMatching(/^\/en\/contact\/asked\//)])
    await ana.post('/contact', { ...form, to: '+353 21 000', discreet: 'on' })
    const own = await ana.get(place.replace(/^\/en/, ''))
    expect(own.headers.get('cache-control')).toBe('private, no-store')
    const page = await own.text()
    expect(page).toContain('Waits for somebody')
    expect(page).not.toContain('Comment faire')
    const waiting = await deskOf('samir')
    expect(waiting).toHaveLength(1)
    const id = waiting[0]?.id ?? ''
    for (const other of ['mai', 'gift', 'niamh'] as const) {
      expect(await deskOf(other)).toEqual([])
      expect(await refusalOf(doAs(hub, other, 'contacts.close', { question: id, answer: 'x' }))).toBe('contact.question-missing')
    }
    expect(await (await hub.as('samir').get('/contact/desk')).text()).toMatch(/Say only that you are a friend/)
    await doAs(hub, 'samir', 'contacts.note', { question: id, note: 'Called once' })
    await doAs(hub, 'samir', 'contacts.close', { question: id, answer: 'Par le formulaire.' })
    const answered = await (await ana.get(place.replace(/^\/en/, ''))).text()
    expect(answered).toContain('Par le formulaire.')
    expect(answered).not.toContain('Called once')
    expect(await refusalOf(doAs(hub, 'samir', 'contacts.take', { question: id }))).toBe('contact.closed')
    expect((await ana.get('/contact/asked/forged.link')).status).toBe(404)
    const rows = JSON.stringify(await hub.db.selectFrom('contact_question').selectAll().execute())
    expect(rows).not.toMatch(/Comment|353 21|formulaire/)
  })

  test('what is late comes first; it is handed on to the hub with its day; closed ones are erased after fourteen days', async () => {
    await named('idrissa', 'idrissa', 'body', hub.cast.bodies.lyon)
    const { slug } = await hub.db.selectFrom('body').select('slug').where('id', '=', hub.cast.bodies.lyon).executeTakeFirstOrThrow()
    const first = await asked({ path: `/bodies/${slug}` })
    later(2 * 86_400_000)
    const second = await asked({ path: `/bodies/${slug}` })
    later(2 * 86_400_000)
    const desk = await deskOf('idrissa')
    expect(desk.map(({ id, overdue }) => [id, overdue])).toEqual([
      [first.id, true],
      [second.id, false],
    ])
    await doAs(hub, 'idrissa', 'contacts.forward', { question: first.id })
    expect((await deskOf('idrissa')).map(({ id }) => id)).toEqual([second.id])
    expect((await deskOf('samir')).some(({ id, overdue }) => id === first.id && overdue)).toBe(true)
    expect(await refusalOf(doAs(hub, 'samir', 'contacts.forward', { question: first.id }))).toBe('contact.nowhere-to-pass')
    await doAs(hub, 'samir', 'contacts.close', { question: first.id })
    await doAs(hub, null, 'contacts.withdraw', { link: second.link })
    later(13 * 86_400_000)
    await hub.sweep()
    expect((await deskOf('samir')).map(({ id }) => id)).toContain(first.id)
    later(1 * 86_400_000 + 1000)
    await hub.sweep()
    expect(await hub.db.selectFrom('contact_question').select('id').execute()).toEqual([])
    const counted = await hub.db.selectFrom('contact_count').select(['asked', 'in_time', 'late']).execute()
    expect(counted).toEqual([{ asked: 3, in_time: 1, late: 1 }])
    expect(await (await hub.as(null).get('/contact')).text()).toContain('Fewer than ten requests')
  })
})

describe('news of a question', () => {
  const ofThese = async (name: CastName, since: Date) => {
    const { account, person, operator = false } = hub.cast.members.get(name)?.actor ?? {}
    const owners = account == null || person == null ? [] : [{ account, persons: [person], operator }]
    const told = await newsOf(hub, { owners, since, sorts: ['answer-due'] })
    return told.map(({ path, line }) => [path, line(hub.kit.books.say('en'))])
  }

  test('it is told to those who are named, from the next hour on, and once more when it is late; nothing of it is told', async () => {
    const since = new Date(now)
    const { id, answerBy } = await asked({ words: 'Where is the desk?' })
    const { told_from: from } = await hub.db
      .selectFrom('contact_question')
      .select('told_from')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect([from?.getMinutes(), (from?.getTime() ?? 0) > now, (from?.getTime() ?? 0) <= now + 3_600_000]).toEqual([0, true, true])
    expect(await ofThese('samir', since)).toEqual([])
    later(3_600_000)
    expect(await ofThese('samir', since)).toEqual([['/contact/desk', 'A question waits for somebody to answer.']])
    for (const other of ['mai', 'gift'] as const) expect(await ofThese(other, since)).toEqual([])
    expect(await ofThese('samir', new Date(now))).toEqual([])
    await doAs(hub, 'samir', 'contacts.take', { question: id })
    expect(await ofThese('samir', since)).toEqual([])
    const seen = new Date(now)
    later(Date.parse(answerBy) + 86_400_000 - now)
    expect(await ofThese('samir', seen)).toEqual([['/contact/desk', 'A question is late: the day that was promised has passed.']])
    later(86_400_000)
    expect(await ofThese('samir', new Date(now - 3_600_000))).toEqual([])
    await doAs(hub, null, 'contacts.withdraw', { link: linkTo(hub.runner.outside.keys, id) })
  })
})

describe('editions and events', () => {
  test('whoever leads the host says who answers; where nobody is named, the host answers, and a hidden one is nowhere', async () => {
    const when = { ...MEETING.when, day: new Date(now + 3 * 86_400_000).toISOString().slice(0, 10) }
    const open = await stageEvent(hub, 'idrissa', { sort: 'body', id: hub.cast.bodies.lyon }, { when })
    const kept = await stageEvent(hub, 'idrissa', { sort: 'community', id: hidden.id }, { when, visibility: 'members' })
    // Idrissa is named for the body since the question that was late.
    expect(await foot(`/events/${open}`)).toContain('Idrissa')
    expect(await refusalOf(doAs(hub, 'samir', 'contacts.name', { sort: 'event', subject: open, sending: randomUUID(), ...WORDS }))).toBe(
      'contact.not-yours',
    )
    await named('idrissa', 'mai', 'event', open)
    expect(await foot(`/events/${open}`)).toContain('Mai')
    await named('idrissa', 'niamh', 'event', kept)
    for (const stranger of [null, 'gift'] as const) {
      const there = await foot(`/events/${kept}`, stranger)
      const nowhere = await foot('/events/00000000-0000-4000-8000-0000000000e1', stranger)
      expect(there.replaceAll(kept, 'x')).toBe(nowhere.replaceAll('00000000-0000-4000-8000-0000000000e1', 'x'))
      expect(there).not.toContain('Niamh')
    }
    const { id } = await asked({ path: `/events/${open}` })
    expect((await deskOf('mai')).map((one) => one.id)).toEqual([id])
    await doAs(hub, 'mai', 'contacts.forward', { question: id })
    expect((await deskOf('idrissa')).some((one) => one.id === id)).toBe(true)
  })

  test('an edition has people of its own, whom its organisers name', async () => {
    const { edition, editionPath, path: session } = await stageSession(hub)
    expect(await refusalOf(doAs(hub, 'mai', 'contacts.name', { sort: 'edition', subject: edition, sending: randomUUID(), ...WORDS }))).toBe(
      'contact.not-yours',
    )
    await named('niamh', 'niamh', 'edition', edition)
    for (const path of [editionPath, session]) expect(await foot(path)).toContain('Niamh')
    expect(await foot('/summits')).not.toContain('Niamh')
  })
})

test('a helper keeps days, kinds and numbers for themselves, and the hub sums alone, from ten on', async () => {
  const day = new Date(now).toISOString().slice(0, 10)
  const form = { sending: randomUUID(), day, kind: 'event', number: '12' }
  expect((await hub.as(null).post('/contact/by-hand/log', form)).status).toBe(403)
  expect((await hub.as('mai').post('/contact/by-hand/log', { ...form, number: 'Awa' })).status).toBe(422)
  expect((await hub.as('mai').post('/contact/by-hand/log', { ...form, day: '2020-01-01' })).status).toBe(422)
  for (const _ of [1, 2]) expect((await hub.as('mai').post('/contact/by-hand/log', form)).status).toBe(303)
  const { entries } = await doAs<{ entries: { id: string; number: number }[] }>(hub, 'mai', 'contacts.helped', {})
  expect(entries.map(({ number }) => number)).toEqual([12])
  expect(await (await hub.as('mai').get('/contact/by-hand/log')).text()).toContain('Answer to an event')
  expect(await doAs(hub, 'idrissa', 'contacts.helped', {})).toEqual({ entries: [] })
  await doAs(hub, 'idrissa', 'contacts.discard-entry', { entry: entries[0]?.id })
  const counted = async () => (await (await hub.as(null).get('/contact/by-hand')).text()).match(/at least \d+ people|fewer than ten/)?.[0]
  expect(await counted()).toBe('at least 10 people')
  const rows = JSON.stringify(await hub.db.selectFrom('helper_entry').selectAll().execute())
  expect(rows).not.toMatch(new RegExp(`event|"number"|${hub.cast.members.get('mai')?.person}`))
  await doAs(hub, 'mai', 'contacts.discard-entry', { entry: entries[0]?.id })
  expect(await counted()).toBe('fewer than ten')
  await hub.as('mai').post('/contact/by-hand/log', { ...form, sending: randomUUID() })
  later(30 * 86_400_000)
  await doAsHub(hub, 'contacts.forget', {})
  expect(await hub.db.selectFrom('helper_entry').selectAll().execute()).toEqual([])
})

test('a receipt is made of links of this hub alone, and a phone tree of what was typed; nothing of either is written', async () => {
  const ana = hub.as(null)
  const before = await hub.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  expect((await ana.post('/contact/receipt', { link: 'https://elsewhere.example/x' })).status).toBe(422)
  const receipt = await (await ana.post('/contact/receipt', { link: 'http://hub.test/en/ideas/abc.def' })).text()
  expect(receipt).toMatch(/<svg[^>]*role="img".*http:\/\/hub\.test\/en\/ideas\/abc\.def/s)
  const tree = await (await ana.post('/contact/phone-tree', { people: 'Awa, 021 1111\nBa, 021 2222', each: '2' })).text()
  expect(tree).toMatch(/<th scope="row">.*Awa.*<\/th>.*Ba.*021 2222/s)
  expect(
    await hub.db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  ).toEqual(before)
})
