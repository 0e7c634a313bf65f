import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LYON } from '../../testing/cast.ts'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import { eventsOf, refusalOf } from '../../testing/dialogues.ts'
import { draftsOn } from '../../testing/drafts.ts'
import { openHub, type Hub } from '../../testing/hub.ts'
import { holdsToItsWord, sharedAt } from '../../testing/published.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { publication } from './queries/published.ts'
import { reachOf, sharesOf } from './rules.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  for (const [subject, followers] of [
    ['topic:health', 34],
    ['place:IE', 12],
    ['topic:music', 9],
    ['topic:faith', 50],
  ] as const)
    await hub.db.insertInto('followed').values({ subject, followers }).execute()
})
afterAll(() => hub.close())

const TEXTS = [
  { language: 'en', title: 'Come and read', text: 'We read on Saturday.' },
  { language: 'ar', title: 'تعالوا نقرأ', text: 'نقرأ يوم السبت.' },
]
const asked = (more: object = {}) => ({
  ...{ sort: 'body', sender: hub.cast.bodies.lyon, sending: randomUUID(), texts: TEXTS, to: '/events', topics: ['health'], places: ['IE'] },
  ...{ endsOn: '2026-03-20', ...more },
})
const read = async <T>(answer: Promise<Response>): Promise<T> => {
  const value: T = await (await answer).json()
  return value
}
type Made = { readonly id: string; readonly path: string }

test('numbers are told in tens, never added up, and no answer of one person can be taken from a result', () => {
  expect([reachOf([34, 12]), reachOf([9, 9, null]), reachOf([])]).toEqual([30, null, null])
  const counted = (answer: number, given: number) => [1, 2, 3].map((question) => ({ question, answer, given }))
  expect(sharesOf(counted(5, 9))).toEqual({ answered: null, shares: [null, null, null] })
  // All agree, and none does: nobody's own answer is told.
  expect(sharesOf(counted(5, 12))).toEqual({ answered: 10, shares: [90, 90, 90] })
  expect(sharesOf(counted(1, 19))).toEqual({ answered: 10, shares: [10, 10, 10] })
  // One answer more reads the same.
  expect(sharesOf([...counted(4, 8), ...counted(2, 8)])).toEqual(sharesOf([...counted(4, 9), ...counted(2, 8)]))
  // Many would rather not say: of the few who did nothing is told.
  expect(sharesOf([...counted(0, 8), ...counted(5, 4)])).toEqual({ answered: 10, shares: [null, null, null] })
})

test('a call reaches whoever follows its subjects, says so, and is counted with nobody beside it', async () => {
  for (const [name, status, code] of [
    [null, 403, 'sign-in.needed'],
    ['mai', 403, 'pulse.leads-only'],
    ['aoife', 403, 'pulse.leads-only'],
  ] as const)
    expect([name, ...(await refusalOf(await hub.as(name).api('POST', '/calls', asked())))]).toEqual([name, status, code])
  const idrissa = hub.as('idrissa')
  for (const [more, status, code] of [
    [{ topics: ['faith'] }, 400, 'pulse.topic-sensitive'],
    [{ topics: ['no-such'] }, 400, 'pulse.topic-unknown'],
    [{ places: ['ZZ'] }, 400, 'pulse.place-unknown'],
    [{ topics: ['music'], places: [] }, 409, 'pulse.too-few'],
    [{ endsOn: '2026-04-20' }, 400, 'pulse.day-far'],
    [{ endsOn: '2026-03-01' }, 400, 'pulse.day-past'],
    [{ to: 'https://elsewhere.example/' }, 400, 'input.invalid'],
    [{ to: '//elsewhere.example' }, 400, 'input.invalid'],
  ] as const)
    expect([more, ...(await refusalOf(await idrissa.api('POST', '/calls', asked(more))))]).toEqual([more, status, code])
  expect(await read(idrissa.api('GET', `/senders/body/${hub.cast.bodies.lyon}/reach?topics=health&places=IE`))).toMatchObject({ least: 30 })
  expect((await hub.as('mai').api('GET', `/senders/body/${hub.cast.bodies.lyon}/reach?topics=health`)).status).toBe(403)
  const input = asked()
  const made = await read<Made>(idrissa.api('POST', '/calls', input))
  expect(await read(idrissa.api('POST', '/calls', input))).toEqual(made)
  const [told] = await holdsToItsWord(hub, publication)
  expect(told).toMatchObject({ id: made.id, by: 'Pulaar Lyon', open: true })
  expect(await sharedAt(hub, made.path)).toBe(`/share/call/${made.id}`)
  expect(told?.subjects.map(({ sort, id }) => `${sort}:${id}`)).toEqual([`body:${hub.cast.bodies.lyon}`, 'place:IE', 'topic:health'])
  for (let time = 0; time < 11; time += 1) {
    const opened = await hub.as(null).get(`${made.path}/go`)
    expect([opened.status, opened.headers.get('location'), opened.headers.get('set-cookie')]).toEqual([
      303,
      expect.stringMatching(/\/events$/),
      null,
    ])
  }
  const [own, anybody] = [await read<object>(idrissa.api('GET', made.path)), await read<object>(hub.as(null).api('GET', made.path))]
  expect([own, anybody]).toEqual([anybody, expect.objectContaining({ opened: 10 })])
  const events = (await eventsOf(hub, hub.cast.bodies.lyon)).filter(({ kind }) => kind.startsWith('pulse.call'))
  expect(events.map(({ kind, person_id: by }) => [kind, by])).toEqual([
    ['pulse.call.sent', null],
    ['pulse.call.opened', null],
  ])
  for (const locale of ['en', 'fr', 'ar']) {
    const page = await (await hub.as(null, locale).get(made.path)).text()
    expect(page).toContain(locale === 'ar' ? 'تعالوا نقرأ' : 'Come and read')
  }
})

test('one press ends all calls in a reader’s feed, whoever sends them, and it can be taken back', async () => {
  const mai = hub.as('mai')
  expect((await mai.api('PUT', '/me/follows/topic/health', {})).status).toBe(200)
  const calls = async () => {
    const { items } = await read<{ items: readonly { sort: string; muted: boolean }[] }>(mai.api('GET', '/me/feed'))
    return items.filter(({ sort }) => sort === 'call').map(({ muted }) => muted)
  }
  expect(await calls()).toEqual([false])
  expect(await (await mai.get('/calls')).text()).toContain('No more calls for me')
  expect(await (await hub.as(null).get('/calls')).text()).not.toContain('No more calls for me')
  expect((await mai.post('/me/feed/mute/kind', { kind: 'call' })).status).toBe(303)
  expect(await calls()).toEqual([true])
  expect(await (await mai.get('/me/follows')).text()).toContain('All calls, whoever sends them')
  expect((await mai.post('/me/feed/mute/kind', { kind: 'dialogue' })).status).toBe(400)
  expect((await mai.post('/me/feed/mute/end', { kind: 'kind', what: 'call' })).status).toBe(303)
  expect(await calls()).toEqual([false])
})

test('a third one in a month is refused to everybody alike, also to a government, and taking one back gives none', async () => {
  const [lyon, unit] = [hub.cast.bodies.lyon, hub.cast.bodies.unit]
  const second = await read<Made>(hub.as('idrissa').api('POST', '/calls', asked({ sender: lyon })))
  expect((await hub.as('aoife').api('POST', `${second.path}/withdrawal`)).status).toBe(403)
  expect((await hub.as('idrissa').api('POST', `${second.path}/withdrawal`)).status).toBe(200)
  for (const _ of [1, 2]) expect((await hub.as('niamh').api('POST', '/calls', asked({ sender: unit }))).status).toBe(200)
  for (const [name, sender] of [
    ['idrissa', lyon],
    ['aoife', unit],
  ] as const)
    expect(await refusalOf(await hub.as(name).api('POST', '/calls', asked({ sender })))).toEqual([409, 'pulse.two-a-month'])
  expect((await holdsToItsWord(hub, publication)).map(({ id }) => id)).not.toContain(second.id)
})

test('a community that is hidden or read by members alone sends nothing, and to strangers it is not there', async () => {
  const hidden = await stageCommunity(hub, 'idrissa', { slug: 'quiet', access: 'hidden', readable: 'members' })
  const input = asked({ sort: 'community', sender: hidden.id })
  expect(await refusalOf(await hub.as('mai').api('POST', '/calls', input))).toEqual(
    await refusalOf(await hub.as('mai').api('POST', '/calls', { ...input, sender: randomUUID() })),
  )
  expect(await refusalOf(await hub.as('idrissa').api('POST', '/calls', input))).toEqual([409, 'pulse.not-open'])
  for (const path of [`/communities/${hidden.slug}/pulse`, '/communities/never-was/pulse'])
    expect((await hub.as('mai').get(path)).status).toBe(404)
  expect((await hub.as('idrissa').get(`/communities/${hidden.slug}/pulse`)).status).toBe(200)
})

test('the form comes back filled, with the number that a preview asked for', async () => {
  const idrissa = hub.as('idrissa')
  const from = `body:${hub.cast.bodies.lyon}`
  expect((await hub.as('mai').get(`/calls/new?from=${from}`)).status).toBe(403)
  expect(await draftsOn(hub, 'idrissa', `/calls/new?from=${from}`)).toEqual([`${hub.cast.bodies.lyon}/calls/new`])
  expect(await (await idrissa.get(`/calls/new?from=${from}`)).text()).not.toContain('value="faith"')
  const sent = {
    from,
    sending: randomUUID(),
    'title-en': 'Once more',
    'text-en': '',
    to: '/events',
    topics: 'health',
    places: 'Ireland',
    endsOn: '2026-03-09',
  }
  const previewed = await (await idrissa.post('/calls', { ...sent, step: 'preview' })).text()
  expect([previewed.includes('At least 30 accounts'), previewed.includes('Once more')]).toEqual([true, true])
  const refused = await (await idrissa.post('/calls', { ...sent, step: 'send' })).text()
  expect([refused.includes('href="#field-text-en"'), refused.includes('Once more')]).toEqual([true, true])
})

test('an account answers once, nothing is told before the end, and below ten nothing is kept', async () => {
  const of = `/senders/body/${hub.cast.bodies.lyon}/pulse`
  const sending = randomUUID()
  expect(await refusalOf(await hub.as('mai').api('POST', of, { sending }))).toEqual([403, 'pulse.leads-only'])
  const pulse = await read<Made>(hub.as('idrissa').api('POST', of, { sending }))
  expect(await read(hub.as('idrissa').api('POST', of, { sending }))).toEqual(pulse)
  expect(await refusalOf(await hub.as('idrissa').api('POST', of, { sending: randomUUID() }))).toEqual([409, 'pulse.one-at-a-time'])
  expect(await refusalOf(await hub.as('aoife').api('GET', of))).toEqual([403, 'pulse.members-only'])
  const answers = { answers: [5, 4, 0] }
  expect(await refusalOf(await hub.as('niamh').api('POST', `${of}/${pulse.id}/answers`, answers))).toEqual([403, 'pulse.members-only'])
  expect((await hub.as('mai').api('POST', `${of}/${pulse.id}/answers`, answers)).status).toBe(200)
  expect(await refusalOf(await hub.as('mai').api('POST', `${of}/${pulse.id}/answers`, { answers: [1, 1, 1] }))).toEqual([
    409,
    'pulse.answered-already',
  ])
  // Another name of one account belongs there too, and still it is one account.
  const { actor } = hub.cast.members.get('mai') ?? expect.fail('no Mai')
  const idrissa = hub.cast.members.get('idrissa') ?? expect.fail('no Idrissa')
  const twice = callAs(hub, { ...actor, person: idrissa.person })('pulse.answer', {
    ...{ sort: 'body', sender: hub.cast.bodies.lyon, pulse: pulse.id },
    ...answers,
  })
  await expect(twice).rejects.toMatchObject({ refusal: { code: 'pulse.answered-already' } })
  const [member, steward] = [await read<object>(hub.as('mai').api('GET', of)), await read<object>(hub.as('idrissa').api('GET', of))]
  expect([member, steward]).toMatchObject([
    { running: { id: pulse.id, answered: true }, results: [] },
    { running: { id: pulse.id, answered: false }, results: [] },
  ])
  expect((await eventsOf(hub, hub.cast.bodies.lyon)).filter(({ kind }) => kind === 'pulse.pulse.answered')).toEqual([])
  hub.setNow(new Date('2026-03-17T00:30:00Z'))
  await hub.sweep()
  expect([
    await hub.db.selectFrom('pulse_answered').selectAll().execute(),
    await hub.db.selectFrom('pulse_count').selectAll().execute(),
  ]).toEqual([[], []])
  const { results } = await read<{ results: readonly object[] }>(hub.as('mai').api('GET', of))
  expect(results).toMatchObject([{ answered: null, shares: [null, null, null] }])
})

test('what ten answered is drawn the same for members and stewards, and the fifth in a year is refused', async () => {
  const of = `/senders/body/${hub.cast.bodies.lyon}/pulse`
  const subject = hub.cast.bodies.lyon
  for (const [number, day, agreed] of [
    [2, '2026-01-01', 6],
    [3, '2026-02-01', 9],
    [4, '2026-02-15', 12],
  ] as const) {
    const [id, days] = [randomUUID(), { asked_on: day, ends_on: day, closed_on: day }]
    const pulse = { subject_id: subject, id, subject_sort: 'body' as const, year: 2026, number, language: null, questions: [] }
    await hub.db
      .insertInto('pulse')
      .values({ ...pulse, ...days })
      .execute()
    const given = [1, 2, 3].flatMap((question) => [
      { question, answer: 5, given: agreed },
      { question, answer: 2, given: 12 - agreed },
    ])
    await hub.db
      .insertInto('pulse_count')
      .values(given.map((one) => ({ subject_id: subject, pulse_id: id, ...one })))
      .execute()
  }
  expect(await refusalOf(await hub.as('idrissa').api('POST', of, { sending: randomUUID() }))).toEqual([409, 'pulse.four-a-year'])
  const [member, steward] = [await read<object>(hub.as('mai').api('GET', of)), await read<object>(hub.as('idrissa').api('GET', of))]
  expect([steward, member]).toEqual([member, expect.objectContaining({ running: null })])
  expect(member).toMatchObject({
    results: [{ shares: [50, 50, 50] }, { shares: [80, 80, 80] }, { answered: 10, shares: [90, 90, 90] }, { answered: null }],
  })
  for (const locale of ['en', 'fr', 'ar']) {
    const page = await (await hub.as('mai', locale).get(`/bodies/${LYON}/pulse`)).text()
    expect(page.match(/<svg[^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(3)
  }
  await joinAll(hub, (await stageCommunity(hub, 'niamh')).id, ['mai'])
  expect((await hub.as('mai').get('/communities/choir-of-cork')).status).toBe(200)
})
