import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import type { CastName } from '../../testing/cast.ts'
import { thrice } from '../../testing/deeds.ts'
import { doAsHub } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { posts } from './module.ts'

let hub: Hub
/** Idrissa looks after it; Mai, Samir and Niamh are members; Aoife and Gift are not. */
let choir: { readonly id: string; readonly slug: string }
beforeAll(async () => {
  hub = await openHub()
  choir = await stageCommunity(hub, 'idrissa', { access: 'open', readable: 'everybody' })
  await joinAll(hub, choir.id, ['mai', 'samir', 'niamh'])
})
afterAll(() => hub.close())

const WORDS = { title: 'Rehearsal', text: 'When do **we** meet?', language: 'en' }
type Written = { readonly id: string; readonly path: string }
type Seen = { readonly start: Post; readonly replies: readonly Post[]; readonly measures: readonly object[] }
type Post = Readonly<Record<string, unknown>> & { readonly id: string; readonly title: string; readonly text: string }

const post = async (name: CastName | null, more: object = {}, at = choir) =>
  hub.as(name).api('POST', `/communities/${at.id}/posts`, { sending: randomUUID(), ...WORDS, ...more })
/** A second goes by before each: then the order is the one in which they were written. */
const tick = (seconds = 1) => hub.setNow(new Date(hub.runner.outside.now().getTime() + seconds * 1000))
const write = async (name: CastName, more: object = {}, at = choir): Promise<Written> => {
  tick()
  const answer = await post(name, more, at)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Written
}
const call = async (name: CastName | null, method: string, path: string, body?: object) =>
  hub.as(name).api(method, `/communities/${choir.id}${path}`, body)
const typeOf = async (answer: Promise<Response>): Promise<unknown> => ((await (await answer).json()) as { type?: unknown }).type
const read = async (name: CastName | null, id: string): Promise<Seen> => (await (await call(name, 'GET', `/posts/${id}`)).json()) as Seen
const listed = async (name: CastName | null, more = ''): Promise<readonly string[]> => {
  const list = (await (await call(name, 'GET', `/posts${more}`)).json()) as { pinned: Post[]; threads: Post[] }
  return [...list.pinned, ...list.threads].map(({ id }) => id)
}

test('members write and answer; everybody reads where everybody may, and nobody else writes', async () => {
  const sending = randomUUID()
  const [thread, again] = [await write('mai', { sending }), await write('mai', { sending, text: 'Sent again.' })]
  expect(again).toEqual(thread)
  const reply = await write('samir', { thread: thread.id, text: 'On Monday.', named: false })
  const under = await write('niamh', { thread: thread.id, parent: reply.id, text: 'At eight?' })
  const deeper = await write('mai', { thread: thread.id, parent: under.id, text: 'Yes.' })
  const { start, replies } = await read(null, thread.id)
  expect([start.text, start['replies'], replies.map(({ text }) => text)]).toEqual([WORDS.text, 3, ['On Monday.', 'At eight?', 'Yes.']])
  expect(replies.map(({ parent }) => parent)).toEqual([null, reply.id, reply.id])
  expect(replies[0]).toMatchObject({ author: { as: 'member', name: null, role: null } })
  expect((await read('niamh', thread.id)).start).toMatchObject({ author: { as: 'name', name: 'Mai', role: 'member' }, mine: false })
  const html = await (await hub.as(null).get(`/communities/${choir.slug}/posts/${thread.id}`)).text()
  expect([html.includes('<strong>we</strong>'), html.includes('name="text"')]).toEqual([true, false])
  expect((await hub.as('mai').get(`/communities/${choir.slug}/posts/${deeper.id}`)).headers.get('location')).toContain(
    `${thread.id}#p-${deeper.id}`,
  )
  expect([await typeOf(post('aoife')), await typeOf(post(null)), await typeOf(post('mai', { title: '' }))]).toEqual([
    'post.members-only',
    'sign-in.needed',
    'post.no-title',
  ])
  expect((await listed(null))[0]).toBe(thread.id)
})

test('a story keeps where it is from and what may be done with it, in a list of its own', async () => {
  const source = 'Told by my grandmother in Labé, about 1990.'
  const story = await write('mai', { kind: 'story', source, licence: 'cc-by' })
  const plain = await write('mai', { source, licence: 'cc-by' })
  expect((await read(null, story.id)).start).toMatchObject({ kind: 'story', story: { source, licence: 'cc-by' } })
  expect((await read(null, plain.id)).start).toMatchObject({ kind: 'text', story: null })
  expect(await listed(null, '?show=stories')).toEqual([story.id])
  const html = await (await hub.as(null).get(`/communities/${choir.slug}/posts?show=stories`)).text()
  expect([html.includes(story.id), html.includes(plain.id)]).toEqual([true, false])
  await call('mai', 'PUT', `/posts/${story.id}`, { ...WORDS, source, licence: 'here' })
  expect((await read(null, story.id)).start).toMatchObject({ version: 2, story: { source, licence: 'here' } })
  await call('mai', 'DELETE', `/posts/${story.id}`)
  expect((await read(null, story.id)).start).toMatchObject({ state: 'withdrawn', story: null })
})

test('what is changed can be read as it was; what is withdrawn leaves a mark and nothing else', async () => {
  const { id } = await write('mai', { title: 'Old title', text: 'Old words.' })
  const reply = await write('samir', { thread: id, text: 'I see.' })
  const change = { title: 'New title', text: 'New words.', language: 'en' }
  expect(await typeOf(call('samir', 'PUT', `/posts/${id}`, change))).toBe('post.author-only')
  expect(await (await call('mai', 'PUT', `/posts/${id}`, change)).json()).toEqual({ version: 2 })
  expect(await (await call(null, 'GET', `/posts/${id}/history`)).json()).toMatchObject([
    { text: 'New words.', until: null },
    { text: 'Old words.' },
  ])
  expect(await (await hub.as(null).get(`/communities/${choir.slug}/posts/${id}/history`)).text()).toContain('<del>')
  expect(await typeOf(call('samir', 'DELETE', `/posts/${id}`))).toBe('post.author-only')
  for (const _ of [1, 2]) expect((await call('mai', 'DELETE', `/posts/${id}`)).status).toBe(200)
  const { start, replies } = await read('samir', id)
  expect([start['state'], start.title, start.text, replies.map((one) => one.id)]).toEqual(['withdrawn', '', '', [reply.id]])
  expect((await call('samir', 'GET', `/posts/${id}/history`)).status).toBe(404)
  const rows = await hub.db.selectFrom('post_version').selectAll().where('post_id', '=', id).execute()
  expect([rows.length, (await listed(null)).includes(id)]).toEqual([0, true])
  const alone = await write('mai')
  await call('mai', 'DELETE', `/posts/${alone.id}`)
  expect((await listed('samir')).includes(alone.id)).toBe(false)
})

test('a translation stands beside the original with how it was made; another member checks it', async () => {
  const { id } = await write('mai')
  const at = `/posts/${id}/translations/fr`
  const french = { title: 'Répétition', text: 'Quand nous voyons-nous ?', madeBy: 'machine' }
  expect((await call('samir', 'PUT', at, french)).status).toBe(200)
  expect(await typeOf(call('niamh', 'PUT', at, french))).toBe('post.translation-by-another')
  expect(await typeOf(call('samir', 'PUT', `/posts/${id}/translations/en`, french))).toBe('post.translation-same-language')
  expect(await typeOf(call('samir', 'POST', `${at}/check`))).toBe('post.translation-own')
  expect((await call('niamh', 'POST', `${at}/check`)).status).toBe(200)
  await call('mai', 'PUT', `/posts/${id}`, { ...WORDS, text: 'When do we meet again?' })
  expect((await read(null, id)).start).toMatchObject({
    text: 'When do we meet again?',
    translations: [{ language: 'fr', text: french.text, madeBy: 'machine', checked: true, stale: true }],
  })
})

test('three words, one each, are counted from three on and change no order', async () => {
  const [first, second] = [await write('mai'), await write('mai')]
  const react = (name: CastName, reaction: string | null) => call(name, 'PUT', `/posts/${first.id}/reaction`, { reaction })
  const before = await listed(null)
  await react('samir', 'thanks')
  await react('niamh', 'thanks')
  expect((await read('samir', first.id)).start).toMatchObject({ reactions: [], reaction: 'thanks' })
  await react('idrissa', 'same')
  await react('idrissa', 'thanks')
  expect((await read(null, first.id)).start).toMatchObject({ reactions: [{ sort: 'thanks', count: 3 }] })
  expect(await listed(null)).toEqual(before)
  await react('samir', null)
  expect((await read('samir', first.id)).start).toMatchObject({ reactions: [], reaction: null })
  expect([await typeOf(react('aoife', 'thanks')), second.id.length]).toEqual(['post.members-only', 36])
})

test('a poll: one voice each, changed until its end; its counts are shown as its author said, and its ballots go', async () => {
  const endsAt = new Date(NOON.getTime() + 86_400_000).toISOString()
  const poll = { answers: ['Monday', 'Tuesday'], endsAt, shown: 'at-end' }
  expect(await typeOf(post('mai', { kind: 'poll', poll: { ...poll, answers: ['One'] } }))).toBe('post.poll-answers')
  expect(await typeOf(post('mai', { kind: 'poll', poll: { ...poll, endsAt: NOON.toISOString() } }))).toBe('post.poll-end')
  const { id } = await write('mai', { kind: 'poll', poll })
  const vote = (name: CastName, answer: number) => call(name, 'PUT', `/posts/${id}/ballot`, { answer })
  for (const [name, answer] of [
    ['samir', 0],
    ['samir', 1],
    ['niamh', 1],
    ['mai', 0],
  ] as const)
    expect((await vote(name, answer)).status).toBe(200)
  expect([await typeOf(vote('mai', 2)), await typeOf(vote('aoife', 0))]).toEqual(['post.poll-answers', 'post.members-only'])
  expect((await read('samir', id)).start).toMatchObject({ poll: { counts: null, mine: 1, ended: false } })
  const early = await write('mai', { kind: 'poll', poll: { ...poll, shown: 'from-ten' } })
  await call('samir', 'PUT', `/posts/${early.id}/ballot`, { answer: 0 })
  hub.setNow(new Date(NOON.getTime() + 86_400_000))
  for (const sweep of posts.jobs?.(hub.kit).sweeps ?? []) await sweep.sweep(hub.runner)
  expect((await read(null, id)).start).toMatchObject({ poll: { counts: [1, 2], ended: true, mine: null } })
  expect((await read(null, early.id)).start).toMatchObject({ poll: { counts: null, ended: true } })
  expect([await typeOf(vote('samir', 0)), (await hub.db.selectFrom('post_ballot').selectAll().execute()).length]).toEqual([
    'post.poll-ended',
    0,
  ])
  hub.setNow(NOON)
})

test('an introduction is answered once greeted, a question when somebody says so; what is late stands on the desk', async () => {
  const [hello, question] = [await write('mai', { kind: 'introduction', title: '' }), await write('mai', { kind: 'question' })]
  expect(await listed(null, '?show=waiting')).toEqual(expect.arrayContaining([hello.id, question.id]))
  await write('mai', { thread: hello.id, text: 'It is me again.' })
  expect((await read(null, hello.id)).start['answered']).toBe(false)
  await write('samir', { thread: hello.id, text: 'Welcome.' })
  await write('samir', { thread: question.id, text: 'Perhaps.' })
  expect([(await read(null, hello.id)).start['answered'], (await read(null, question.id)).start['answered']]).toEqual([true, false])
  hub.setNow(new Date(NOON.getTime() + 9 * 86_400_000))
  expect(await (await hub.as('idrissa').get(`/communities/${choir.slug}/posts/desk`)).text()).toContain('Late: an answer was due by')
  expect((await hub.as('mai').get(`/communities/${choir.slug}/posts/desk`)).status).toBe(403)
  expect(await typeOf(call('samir', 'PUT', `/posts/${question.id}/answered`, { answered: true }))).toBe('post.author-only')
  expect((await call('mai', 'PUT', `/posts/${question.id}/answered`, { answered: true })).status).toBe(200)
  expect(await listed(null, '?show=waiting')).not.toContain(question.id)
  hub.setNow(NOON)
})

test('a draft is one’s own, sealed, and gone once it is sent; a refused form comes back filled in', async () => {
  const at = `/communities/${choir.slug}/posts`
  const typed = { title: 'Half', text: 'Half a sentence', language: 'fr', kind: 'text', named: 'no' }
  expect((await hub.as('mai').post(at, { ...typed, do: 'draft' })).status).toBe(303)
  const drafts = async (name: CastName) => (await (await call(name, 'GET', '/drafts')).json()) as object[]
  expect([(await drafts('mai')).length, await drafts('samir')]).toEqual([1, []])
  const row = await hub.db.selectFrom('post_draft').selectAll().executeTakeFirstOrThrow()
  expect(row.body_sealed.toString('latin1')).not.toContain('Half')
  expect(await (await hub.as('mai').get(`${at}/new`)).text()).toContain('Half a sentence')
  // It is told where one has one's communities too, and there with its last day; to nobody else.
  const own = async (name: CastName) => (await (await hub.as(name).get('/me/communities')).text()).includes(`${at}/new`)
  expect([await own('mai'), await own('samir')]).toEqual([true, false])
  expect(await (await hub.as('mai').get('/me/communities')).text()).toContain('kept until')
  const refused = await hub.as('mai').post(at, { ...typed, title: '', sending: randomUUID() })
  expect([refused.status, (await refused.text()).includes('Half a sentence')]).toEqual([422, true])
  expect((await hub.as('mai').post(at, { ...typed, sending: randomUUID() })).status).toBe(303)
  expect(await drafts('mai')).toEqual([])
})

test('slow mode, a rest, a pause: with a reason that is told and an end, undone, and appealed to somebody else', async () => {
  const { id } = await write('mai')
  const until = new Date(hub.runner.outside.now().getTime() + 3_600_000).toISOString()
  const measure = (name: CastName, sort: string, more: object = {}, of = id) =>
    call(name, 'POST', `/posts/${of}/measures`, { sort, until, reason: 'It grew hot.', language: 'en', ...more })
  const reply = (name: CastName) => post(name, { thread: id })
  expect([await typeOf(measure('mai', 'rest')), await typeOf(measure('idrissa', 'pause', { until: '2027-01-01T00:00:00Z' }))]).toEqual([
    'post.leads-only',
    'post.end-too-far',
  ])
  await measure('idrissa', 'slow', { seconds: 60 })
  expect((await reply('samir')).status).toBe(200)
  const slowed = await reply('samir')
  expect([slowed.status, slowed.headers.get('retry-after'), (await reply('niamh')).status]).toEqual([429, '60', 200])
  const { id: rest } = (await (await measure('idrissa', 'rest')).json()) as { id: string }
  expect([await typeOf(reply('niamh')), (await reply('idrissa')).status]).toEqual(['post.thread-rests', 200])
  expect(await (await hub.as('niamh').get(`/communities/${choir.slug}/posts/${id}`)).text()).toContain('It grew hot.')
  expect([
    await typeOf(call('niamh', 'DELETE', `/measures/${rest}`)),
    (await call('idrissa', 'DELETE', `/measures/${rest}`)).status,
  ]).toEqual(['post.leads-only', 200])
  tick(61)
  expect((await reply('niamh')).status).toBe(200)

  await measure('idrissa', 'pause')
  expect([await typeOf(post('mai')), (await post('samir')).status]).toEqual(['post.paused', 200])
  const appeal = { sending: randomUUID(), sort: 'appeal', text: 'I was calm.', language: 'en' }
  expect(await typeOf(call('samir', 'POST', '/calls', { ...appeal, sending: randomUUID() }))).toBe('post.measure-missing')
  const { id: asked } = (await (await call('mai', 'POST', '/calls', appeal)).json()) as { id: string }
  const answer = { text: 'You were.', language: 'en', ends: true }
  expect(await typeOf(call('idrissa', 'POST', `/calls/${asked}/answer`, answer))).toBe('post.same-person')
  await hub.db
    .updateTable('community_member')
    .set({ role: 'facilitator' })
    .where('community_id', '=', choir.id)
    .where('role', '=', 'member')
    .execute()
  expect((await call('niamh', 'POST', `/calls/${asked}/answer`, answer)).status).toBe(200)
  await hub.db
    .updateTable('community_member')
    .set({ role: 'member' })
    .where('community_id', '=', choir.id)
    .where('role', '=', 'facilitator')
    .execute()
  expect([(await post('mai')).status, await (await call('mai', 'GET', '/calls')).json()]).toMatchObject([
    200,
    [{ answer: { text: 'You were.' } }],
  ])
})

test('what is asked of those who look after it, and a file, is there once and told once, however often it is sent', async () => {
  const asked = { community: choir.id, sending: randomUUID(), sort: 'conflict', text: 'Please look.', language: 'en' }
  const calls = await thrice<object>(hub, 'niamh', ['posts.call-facilitator', 'posts.call.made'], asked)
  expect([calls.answers, calls.told]).toEqual([Array.from({ length: 3 }, () => calls.answers[0]), 1])
  const of = { width: null, height: null, seconds: null, small: null }
  const cleaned = { sort: 'paper', type: 'text/plain; charset=utf-8', name: 'a.txt', whole: new Uint8Array([104, 105]), ...of }
  const file = { community: choir.id, sending: randomUUID(), cleaned, text: '', language: 'en' }
  const files = await thrice<{ id: string; kept: boolean }>(hub, 'niamh', ['posts.upload-media', 'posts.media.uploaded'], file)
  expect([new Set(files.answers.map(({ id }) => id)).size, files.answers.filter(({ kept }) => kept).length, files.told]).toEqual([1, 1, 1])
})

test('threads are divided and pinned, two at most; each leads to the other', async () => {
  const thread = await write('mai')
  const [stays, moves] = [await write('samir', { thread: thread.id }), await write('niamh', { thread: thread.id })]
  const under = await write('mai', { thread: thread.id, parent: moves.id })
  const split = { replies: [moves.id, under.id], title: 'Another matter', reason: 'It is about rooms.', language: 'en' }
  expect(await typeOf(call('mai', 'POST', `/posts/${thread.id}/split`, split))).toBe('post.leads-only')
  const { id } = (await (await call('idrissa', 'POST', `/posts/${thread.id}/split`, split)).json()) as Written
  expect((await read(null, thread.id)).replies.map((one) => one.id)).toEqual([stays.id])
  expect(await read(null, id)).toMatchObject({
    start: { splitFrom: thread.id, replies: 2 },
    replies: [{ id: moves.id }, { id: under.id, parent: moves.id }],
  })
  const until = new Date(NOON.getTime() + 86_400_000).toISOString()
  const pin = async (of: string) => call('idrissa', 'PUT', `/posts/${of}/pin`, { until })
  for (const of of [thread.id, id]) expect((await pin(of)).status).toBe(200)
  expect(await typeOf(pin((await write('mai')).id))).toBe('post.too-many-pinned')
  expect([...(await listed(null)).slice(0, 2)].toSorted()).toEqual([thread.id, id].toSorted())
})

test('who leaves keeps nothing here, or only words without a name; a job lets go, and once an hour of whoever slipped through', async () => {
  const spare = await stageCommunity(hub, 'idrissa', { slug: 'spare', readable: 'everybody' })
  await joinAll(hub, spare.id, ['mai', 'samir'])
  const [kept, erased] = [await write('mai', {}, spare), await write('samir', {}, spare)]
  const memberOf = async (id: string) =>
    (await hub.db.selectFrom('post').select('member_id as member').where('id', '=', id).executeTakeFirstOrThrow()).member
  const member = await memberOf(erased.id)
  await doAsHub(hub, 'posts.release-member', { community: spare.id, member, posts: 'erase' })
  await hub.db
    .deleteFrom('community_member')
    .where('community_id', '=', spare.id)
    .where('id', '=', await memberOf(kept.id))
    .execute()
  for (const sweep of posts.jobs?.(hub.kit).sweeps ?? []) await sweep.sweep(hub.runner)
  const rows = await hub.db.selectFrom('post').selectAll().where('community_id', '=', spare.id).execute()
  expect(rows.map(({ member_id: by, author_tag: tag }) => [by, tag])).toEqual([
    [null, null],
    [null, null],
  ])
  expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [kept.id, 'standing'],
      [erased.id, 'withdrawn'],
    ]),
  )
  const seen = (await (await hub.as(null).api('GET', `/communities/${spare.id}/posts/${kept.id}`)).json()) as Seen
  expect(seen.start).toMatchObject({ text: WORDS.text, author: { as: 'left', name: null } })
})

test('who is answered hears of it, in words that name nobody and nothing, and by an address that leads on', async () => {
  const since = hub.runner.outside.now()
  const thread = await write('mai', { title: 'Secret title' })
  const reply = await write('samir', { thread: thread.id, text: 'Secret answer' })
  await write('mai', { thread: thread.id, parent: reply.id, text: 'Thank you.' })
  const owners = (['mai', 'samir', 'niamh'] as const).map((name) => {
    const member = hub.cast.members.get(name)
    if (member?.actor.account == null) throw new Error(`${name} has no account`)
    return { account: member.actor.account, persons: [member.person], operator: false }
  })
  const told = (await posts.news?.(hub.kit, { owners, since, sorts: ['my-contribution'] })) ?? []
  const of = told.filter(({ key }) => key === `post/${thread.id}`)
  expect(new Set(of.map(({ account }) => account))).toEqual(new Set(owners.slice(0, 2).map(({ account }) => account)))
  const say = hub.kit.books.say('en')
  expect(of.map(({ line, path, about }) => [line((key, data) => say(key, data)), path, about])).toEqual(
    Array.from({ length: 2 }, () => ['Somebody answered what you wrote in a community.', `/posts/${thread.id}`, undefined]),
  )
  expect((await hub.as('mai').get(`/posts/${thread.id}`)).headers.get('location')).toBe(`/en${thread.path}`)
})

test('in a space for young people adults who do not look after it leave the young alone, and no files are taken', async () => {
  const space = await stageCommunity(hub, 'idrissa', { slug: 'young-people', youth: true, sort: 'youth', access: 'closed' })
  await joinAll(hub, space.id, ['mai', 'samir', 'niamh'])
  await hub.as('mai').api('PUT', '/me/audience', { audience: 'nobody', under18: true })
  const [ofMai, ofNiamh] = [await write('mai', {}, space), await write('niamh', {}, space)]
  expect(await typeOf(post('samir', { thread: ofMai.id }, space))).toBe('post.young-left-alone')
  const reply = await write('mai', { thread: ofNiamh.id }, space)
  expect(await typeOf(post('samir', { thread: ofNiamh.id, parent: reply.id }, space))).toBe('post.young-left-alone')
  for (const [name, thread] of [
    ['samir', ofNiamh],
    ['idrissa', ofMai],
    ['mai', ofMai],
  ] as const)
    expect((await post(name, { thread: thread.id }, space)).status, `as ${name}`).toBe(200)
  const form = await (await hub.as('mai').get(`/communities/${space.slug}/posts/new`)).text()
  expect([form.includes('name="paper"'), form.includes('Better no pictures on which somebody can be recognised')]).toEqual([false, true])
  const introduction = await (await hub.as('mai').get(`/communities/${space.slug}/posts/new?kind=introduction`)).text()
  expect(introduction).toContain('Leave out your surname, your school')
})
