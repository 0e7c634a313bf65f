import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinAll, stageCommunity } from '../../testing/communities.ts'
import type { CastName } from '../../testing/cast.ts'
import { eventsOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { posts } from './module.ts'

let hub: Hub
type Place = { readonly id: string; readonly slug: string }
/** Hidden: Idrissa, Mai and Samir. Open to readers: Niamh and Mai. */
let hidden: Place
let open: Place
beforeAll(async () => {
  hub = await openHub()
  hidden = await stageCommunity(hub, 'idrissa', { access: 'hidden', name: 'Zz quiet circle' })
  await joinAll(hub, hidden.id, ['mai', 'samir'])
  open = await stageCommunity(hub, 'niamh', { slug: 'open-choir', readable: 'everybody' })
  await joinAll(hub, open.id, ['mai'])
})
afterAll(() => hub.close())

const WORDS = { title: 'Zz title', text: 'Zz words', language: 'en' }
type Written = { readonly id: string; readonly path: string }
const post = (name: CastName | null, at: Place, more: object = {}) =>
  hub.as(name).api('POST', `/communities/${at.id}/posts`, { sending: randomUUID(), ...WORDS, ...more })
const write = async (name: CastName, at: Place, more: object = {}): Promise<Written> => {
  const answer = await post(name, at, more)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Written
}
const faultOf = async (answer: Promise<Response>): Promise<readonly unknown[]> => {
  const { status, ...rest } = await answer.then(async (one) => ({ status: one.status, ...((await one.json()) as { type?: unknown }) }))
  return [status, rest.type]
}
const OUTSIDE = ['aoife', 'niamh', 'gift', null] as const

/** As a browser sends a form with files. */
async function send(name: CastName, path: string, fields: Readonly<Record<string, string | File>>): Promise<Response> {
  const body = new FormData()
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  const cookie = [...hub.as(name).cookies].map((pair) => pair.join('=')).join('; ')
  return hub.app.request(`http://hub.test/en${path}`, { method: 'POST', body, headers: { origin: 'http://hub.test', cookie } })
}

const photograph = async (): Promise<File> => {
  const pixels = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0a3' } })
    .withExif({ IFD0: { Artist: 'Rowan' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 20/1 0/1' } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(pixels)], 'Rowan at home.jpg', { type: 'image/jpeg' })
}
const TYPED = { title: 'With a picture', text: 'Look.', language: 'en', kind: 'text', named: 'yes', do: 'publish' }

test('whoever does not belong finds of a hidden community what they find of one that never was', async () => {
  const { id } = await write('mai', hidden)
  const never = { id: randomUUID(), slug: 'never-was' }
  const asked = (at: Place, of: string) => [
    ['GET', `/communities/${at.id}/posts`] as const,
    ['GET', `/communities/${at.id}/posts/${of}`] as const,
    ['GET', `/communities/${at.id}/posts/${of}/history`] as const,
    ['GET', `/communities/${at.id}/posts-desk`] as const,
    ['GET', `/communities/${at.id}/drafts`] as const,
    ['POST', `/communities/${at.id}/posts`, { sending: randomUUID(), ...WORDS }] as const,
    ['PUT', `/communities/${at.id}/posts/${of}/reaction`, { reaction: 'thanks' }] as const,
    ['DELETE', `/communities/${at.id}/posts/${of}`] as const,
    ['DELETE', `/communities/${at.id}/posts/${of}/hiding`] as const,
    ['POST', `/communities/${at.id}/posts/${of}/hiding`, { rule: 'on-topic', facts: 'x', language: 'en' }] as const,
  ]
  for (const name of OUTSIDE) {
    const [real, none] = [asked(hidden, id), asked(never, randomUUID())]
    for (const [index, [method, path, body]] of real.entries()) {
      // Whoever runs the hub shows again what moderation hid, wherever it stands.
      if (name === 'gift' && method === 'DELETE' && path.endsWith('/hiding')) continue
      const [, otherPath = '', otherBody] = none[index] ?? []
      const answers = [await faultOf(hub.as(name).api(method, path, body)), await faultOf(hub.as(name).api(method, otherPath, otherBody))]
      expect(answers[0], `${method} ${path} as ${name}`).toEqual(answers[1])
    }
    for (const path of ['', '/new', '/desk', '/calls', '/live', `/${id}`, `/${id}/care`, `/${id}/edit`, `/${id}/translate`]) {
      const answer = await hub.as(name).get(`/communities/${hidden.slug}/posts${path}`)
      expect([answer.status, (await answer.text()).includes('Zz')], `${path} as ${name}`).toEqual([404, false])
    }
    expect((await hub.as(name).get(`/posts/${id}`)).status).toBe(404)
    expect((await hub.as(name).get(`/reports/new?about=/communities/${hidden.slug}/posts/${id}`)).status).toBe(404)
  }
  const [publication] = posts.publications ?? []
  expect(await publication?.openAfter(hub.db, null, 100)).not.toContain(id)
  const events = JSON.stringify(await eventsOf(hub, hidden.id))
  expect([events.includes('Zz'), events.includes(hub.cast.members.get('mai')?.person ?? 'nobody')]).toEqual([false, false])
  const dump = JSON.stringify((await hub.db.selectFrom('post').selectAll().execute()).map((row) => row.body_sealed.toString('latin1')))
  expect(dump.includes('Zz')).toBe(false)
})

test('an id of one community opens nothing in another, and a hidden post is there for its author and those who look after it', async () => {
  const [mine, other] = [await write('mai', hidden), await write('niamh', open)]
  const swapped = [
    ['GET', `/communities/${open.id}/posts/${mine.id}`],
    ['PUT', `/communities/${open.id}/posts/${mine.id}/reaction`, { reaction: 'thanks' }],
    ['POST', `/communities/${open.id}/posts`, { sending: randomUUID(), ...WORDS, thread: mine.id }],
    ['POST', `/communities/${open.id}/posts`, { sending: randomUUID(), ...WORDS, beside: mine.id }],
    ['POST', `/communities/${open.id}/posts/${other.id}/split`, { replies: [mine.id], title: 'x', reason: 'x', language: 'en' }],
    ['POST', `/communities/${open.id}/posts/${mine.id}/no-contact`, {}],
  ] as const
  for (const [method, path, body] of swapped)
    expect(await faultOf(hub.as('niamh').api(method, path, body)), `${method} ${path}`).toEqual([404, 'post.missing'])

  const hide = { rule: 'no-attack', facts: 'It names a person.', language: 'en' }
  expect(await faultOf(hub.as('samir').api('POST', `/communities/${hidden.id}/posts/${mine.id}/hiding`, hide))).toEqual([
    403,
    'post.leads-only',
  ])
  expect((await hub.as('idrissa').api('POST', `/communities/${hidden.id}/posts/${mine.id}/hiding`, hide)).status).toBe(200)
  expect(await faultOf(hub.as('samir').api('GET', `/communities/${hidden.id}/posts/${mine.id}`))).toEqual([404, 'post.missing'])
  expect(await faultOf(post('samir', hidden, { thread: mine.id }))).toEqual([404, 'post.missing'])
  const page = await (await hub.as('mai').get(`/communities/${hidden.slug}/posts/${mine.id}`)).text()
  expect([page.includes('It names a person.'), page.includes('/reports/new?about=')]).toEqual([true, true])
})

test('what facilitators hid goes before moderators as a report does, also where they may not know of the community', async () => {
  const { id } = await write('mai', hidden)
  const about = `/communities/${hidden.slug}/posts/${id}`
  await hub
    .as('idrissa')
    .api('POST', `/communities/${hidden.id}/posts/${id}/hiding`, { rule: 'on-topic', facts: 'Elsewhere.', language: 'en' })
  const report = { about, rule: 'hidden-wrongly', law: '', text: 'It was on topic.', language: 'en' }
  expect(await faultOf(hub.as('samir').api('POST', '/reports', report))).toEqual([404, 'report.nothing'])
  const filed = (await (await hub.as('mai').api('POST', '/reports', report)).json()) as { case: string }
  const queue = await (await hub.as('gift').api('GET', '/moderation/queue')).text()
  expect([queue.includes(filed.case), queue.includes('quiet circle'), queue.includes(hidden.slug)]).toEqual([true, false, false])
  const decision = { outcome: 'kept', facts: 'It is on topic.', rule: '', law: '' }
  expect(await faultOf(hub.as('samir').api('POST', `/moderation/cases/${hidden.id}/${filed.case}/decision`, decision))).toEqual([
    404,
    'case.missing',
  ])
  expect((await hub.as('gift').api('POST', `/moderation/cases/${hidden.id}/${filed.case}/decision`, decision)).status).toBe(200)
  expect((await hub.as('samir').api('GET', `/communities/${hidden.id}/posts/${id}`)).status).toBe(200)

  const again = (await (await hub.as('samir').api('POST', '/reports', { ...report, rule: 'no-attack' })).json()) as { case: string }
  const hides = { outcome: 'hidden', facts: 'It threatens.', rule: 'no-attack', law: '' }
  expect((await hub.as('gift').api('POST', `/moderation/cases/${hidden.id}/${again.case}/decision`, hides)).status).toBe(200)
  expect(await faultOf(hub.as('idrissa').api('DELETE', `/communities/${hidden.id}/posts/${id}/hiding`))).toEqual([
    403,
    'post.hidden-by-moderation',
  ])
})

test('no contact holds both ways, in lists, threads, deeds and news; muting holds one way and silently', async () => {
  const [ofMai, ofSamir] = [await write('mai', hidden, { title: 'Zz one' }), await write('samir', hidden, { title: 'Zz two' })]
  const shared = await write('idrissa', hidden)
  await write('samir', hidden, { thread: shared.id, text: 'Zz reply of Samir' })
  const list = async (name: CastName) => (await hub.as(name).api('GET', `/communities/${hidden.id}/posts`)).text()
  expect((await list('mai')).includes(ofSamir.id)).toBe(true)
  expect((await hub.as('samir').api('POST', `/communities/${hidden.id}/posts/${ofMai.id}/mute`)).status).toBe(200)
  expect([(await list('samir')).includes(ofMai.id), (await list('mai')).includes(ofSamir.id)]).toEqual([false, true])
  await hub.as('samir').api('DELETE', `/communities/${hidden.id}/mutes`)
  expect((await list('samir')).includes(ofMai.id)).toBe(true)

  const since = new Date(NOON.getTime() - 1)
  expect((await hub.as('mai').api('POST', `/communities/${hidden.id}/posts/${ofSamir.id}/no-contact`, {})).status).toBe(200)
  for (const [name, other] of [
    ['mai', ofSamir],
    ['samir', ofMai],
  ] as const) {
    expect((await list(name)).includes(other.id), `as ${name}`).toBe(false)
    expect(await faultOf(hub.as(name).api('GET', `/communities/${hidden.id}/posts/${other.id}`))).toEqual([404, 'post.missing'])
    expect(await faultOf(post(name, hidden, { thread: other.id }))).toEqual([404, 'post.missing'])
  }
  expect(
    (await (await hub.as('mai').api('GET', `/communities/${hidden.id}/posts/${shared.id}`)).text()).includes('Zz reply of Samir'),
  ).toBe(false)
  const owners = (['mai', 'samir', 'niamh'] as const).map((name) => {
    const member = hub.cast.members.get(name)
    if (member?.actor.account == null) throw new Error(`${name} has no account`)
    return { account: member.actor.account, persons: [member.person], operator: false }
  })
  const told = (await posts.news?.(hub.kit, { owners, since, sorts: ['decision', 'my-contribution'] })) ?? []
  const apart = told.filter(({ key }) => key.startsWith('post-apart/'))
  expect(new Set(apart.map(({ account }) => account))).toEqual(new Set(owners.slice(0, 2).map(({ account }) => account)))
  expect(new Set(apart.map(({ line }) => line((key) => key))).size, 'the same words for both').toBe(1)
  expect(JSON.stringify(told)).not.toMatch(/Zz|quiet/)
  expect(told.some(({ path }) => path.includes(hidden.slug))).toBe(false)

  const desk = (await (await hub.as('idrissa').api('GET', `/communities/${hidden.id}/posts-desk`)).json()) as {
    apart: { id: string; names: string[] }[]
  }
  expect(desk.apart.map(({ names }) => names.toSorted())).toEqual([['Mai', 'Samir']])
  expect((await hub.as('idrissa').api('DELETE', `/communities/${hidden.id}/no-contact/${desk.apart[0]?.id}`)).status).toBe(200)
  expect((await list('mai')).includes(ofSamir.id)).toBe(true)
})

test('a picture needs its words, loses what its camera wrote, and is there for those alone who read the post', async () => {
  const at = `/communities/${hidden.slug}/posts`
  const bare = await send('mai', at, { ...TYPED, sending: randomUUID(), 'picture-1': await photograph(), 'alt-1': '' })
  expect([bare.status, (await bare.text()).includes('Say in words what can be seen')]).toEqual([422, true])
  // The title is missing: the picture is kept, and the form that comes back knows it.
  const incomplete = await send('mai', at, {
    ...TYPED,
    title: '',
    sending: randomUUID(),
    'picture-1': await photograph(),
    'alt-1': 'A green wall',
  })
  const kept = /name="media-([0-9a-f-]{36})"/.exec(await incomplete.text())?.[1] ?? ''
  expect([incomplete.status, kept.length]).toEqual([422, 36])
  expect((await send('samir', at, { ...TYPED, sending: randomUUID(), [`media-${kept}`]: 'on' })).status, 'of somebody else').toBe(404)
  const done = await send('mai', at, { ...TYPED, sending: randomUUID(), [`media-${kept}`]: 'on' })
  expect(done.status).toBe(303)
  const page = done.headers.get('location') ?? ''
  const html = await (await hub.as('samir').get(page)).text()
  expect(html).toContain('alt="A green wall"')
  const picture = `${page}/media/${kept}`
  const shown = await hub.as('samir').get(picture)
  const bytes = Buffer.from(await shown.arrayBuffer())
  expect([shown.headers.get('content-type'), shown.headers.get('cache-control'), shown.headers.get('content-security-policy')]).toEqual([
    'image/webp',
    'private, no-store',
    "default-src 'none'; sandbox",
  ])
  expect([(await sharp(bytes).metadata()).exif, bytes.toString('latin1').includes('Rowan')]).toEqual([undefined, false])
  for (const name of OUTSIDE) expect((await hub.as(name).get(picture)).status, `as ${name}`).toBe(404)
  const rows = await hub.db.selectFrom('media_bytes').select('bytes_sealed as sealed').execute()
  expect(rows.some(({ sealed }) => sealed.includes('WEBP'))).toBe(false)
  const { id: member } = await hub.db
    .selectFrom('post')
    .select('member_id as id')
    .where('id', '=', page.split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow()
  await hub.db
    .deleteFrom('community_member')
    .where('id', '!=', member ?? '')
    .where('role', '=', 'member')
    .where('community_id', '=', hidden.id)
    .execute()
  expect((await hub.as('samir').get(picture)).status, 'after leaving').toBe(404)
  await hub.as('mai').api('DELETE', `/communities/${hidden.id}/posts/${page.split('/').at(-1)}`)
  expect((await hub.db.selectFrom('media_item').select('id').where('id', '=', kept).execute()).length).toBe(0)
})

test('uploads that lie, are cut short, or would fill the memory are refused beside their field, and the words are kept', async () => {
  const at = `/communities/${open.slug}/posts`
  const whole = new Uint8Array(await (await photograph()).arrayBuffer())
  const lies = [
    ['picture-1', new File(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], 'a.png', { type: 'image/png' })],
    ['picture-1', new File([whole.slice(0, whole.length / 2)], 'a.jpg', { type: 'image/jpeg' })],
    ['sound', new File(['no sound at all'], 'a.mp3', { type: 'audio/mpeg' })],
    ['paper', new File(['\x7fELF\x02\x01\x01\0'], 'a.pdf', { type: 'application/pdf' })],
  ] as const
  for (const [field, file] of lies) {
    const answer = await send('niamh', at, {
      ...TYPED,
      text: 'Typed with care.',
      sending: randomUUID(),
      [field]: file,
      'alt-1': 'x',
      transcript: 'x',
    })
    const html = await answer.text()
    expect([answer.status, html.includes('Typed with care.'), html.includes(`id="fault-${field}"`)], `in ${field}`).toEqual([
      422,
      true,
      true,
    ])
  }
  const huge = await send('niamh', at, {
    ...TYPED,
    sending: randomUUID(),
    'picture-1': new File([new Uint8Array(17 * 1024 * 1024)], 'a.jpg'),
    'alt-1': 'x',
  })
  expect(huge.status).toBe(413)
  const cut = await hub.app.request(`http://hub.test/en${at}`, {
    method: 'POST',
    headers: {
      origin: 'http://hub.test',
      'content-type': 'multipart/form-data; boundary=x',
      cookie: [...hub.as('niamh').cookies].map((pair) => pair.join('=')).join('; '),
    },
    body: '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nTyped and cut',
  })
  expect([400, 422]).toContain(cut.status)
  const paper = new File(['name;day'], '../../Évil <name>.csv', { type: 'text/html' })
  const done = await send('niamh', at, { ...TYPED, sending: randomUUID(), paper })
  const [row] = await hub.db.selectFrom('media_item').select(['id', 'type']).where('sort', '=', 'paper').execute()
  const file = await hub.as(null).get(`${done.headers.get('location')}/media/${row?.id}`)
  expect([file.headers.get('content-type'), file.headers.get('content-disposition'), file.headers.get('cache-control')]).toEqual([
    'text/csv; charset=utf-8',
    expect.stringMatching(/^attachment; filename\*=UTF-8''[^<>/]+\.csv$/),
    'public, max-age=3600, immutable',
  ])
  expect(await (await hub.as(null).get(`${done.headers.get('location')}/media/${row?.id}`, { range: 'bytes=0-3' })).text()).toBe('name')
})

test('the pages of lists go by an index: no list looks at every post', async () => {
  const { pageOf } = await import('./queries/list.ts')
  const { hereAt } = await import('./queries/standing.ts')
  const { sql } = await import('kysely')
  const row = await hub.db.selectFrom('post').selectAll().where('community_id', '=', open.id).limit(1).executeTakeFirstOrThrow()
  const many = Array.from({ length: 2000 }, (_, number) => ({ ...row, id: randomUUID(), moved_at: new Date(NOON.getTime() + number) }))
  for (let from = 0; from < many.length; from += 500)
    await hub.db
      .insertInto('post')
      .values(many.slice(from, from + 500))
      .execute()
  await sql`analyze post`.execute(hub.db)
  const actor = hub.cast.members.get('mai')?.actor
  if (actor === undefined) throw new Error('the cast has no Mai')
  const here = await hereAt(hub.db, { actor, now: NOON, outside: hub.runner.outside }, { id: open.id })
  if (here === null) throw new Error('Mai does not find it')
  for (const order of ['activity', 'time'] as const) {
    const plan = JSON.stringify(await pageOf(hub.db, here, order).limit(31).explain('json'))
    expect([order, plan.includes('Seq Scan'), plan.includes('"Sort"'), plan.includes(`post_by_${order}`)]).toEqual([
      order,
      false,
      false,
      true,
    ])
  }
  const stories = JSON.stringify(await pageOf(hub.db, here, 'time').where('kind', '=', 'story').limit(31).explain('json'))
  expect([stories.includes('Seq Scan'), stories.includes('"Sort"'), stories.includes('post_stories')]).toEqual([false, false, true])
})
