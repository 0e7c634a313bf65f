import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { theHub, type Actor } from '../core/actor.ts'
import { MovedRowFault, Unpacking } from '../core/move-in.ts'
import type { MovedLine } from '../core/move-out.ts'
import { bytesIn, isTagging, type MovedRow } from '../core/moving.ts'
import { passerelleHere } from '../main/command-line/testing/spawned.ts'
import { operationNamed, travels } from '../main/rooms.ts'
import { readSpaceFile } from '../platform/space-file.ts'
import type { CastName } from './cast.ts'
import { joinAll, stageCommunity } from './communities.ts'
import { doAs, refusalOf } from './deeds.ts'
import { SLOT, stageEvent } from './events.ts'
import { openHub, type Hub } from './hub.ts'
import { quickFolder } from './quick-place.ts'
import { AIM } from './rights/stage-purposes.ts'
import { communities } from '../modules/communities/index.ts'
import { media } from '../modules/media/index.ts'

const NEW = 'https://new.test'
const PASSPHRASE = 'carried over by hand, in two parts'
const DAY_MS = 86_400_000

let [old, reached]: Hub[] = []
let folder: string
let choir: { readonly id: string; readonly slug: string }
let secondName: string
let [first, poll, receipt]: string[] = []
const hubOf = (hub: Hub | undefined): Hub => hub ?? expect.unreachable('no hub is open')
const from = () => hubOf(old)
const to = () => hubOf(reached)

const asHub = async <T>(hub: Hub, name: string, input: object): Promise<T> =>
  (await operationNamed(name).invoke(hub.runner, input, theHub)) as T
const at = () => ({ space: choir.id })
const inChoir = () => ({ community: choir.id })
const file = (name = 'choir') => join(folder, name)
const importing = (name = 'choir', more: object = {}) =>
  asHub<{ receipt: string; members: number; rows: Record<string, number>; left: object }>(to(), 'moves.import', {
    ...{ file: file(name), passphrase: PASSPHRASE, hub: NEW },
    ...more,
  })

/** Idrissa looks after it; Mai, who has a second name, Samir, who takes his words back, Niamh, who stays, and Gift, who is in no list, belong to it. */
beforeAll(async () => {
  folder = quickFolder('passerelle-moves-')
  ;[old, reached] = await Promise.all([openHub(), openHub({ publicUrl: NEW, secret: Buffer.alloc(32, 9) })])
  choir = await stageCommunity(from(), 'idrissa', { readable: 'members', facets: [{ sort: 'origin', value: 'SN' }] })
  await joinAll(from(), choir.id, ['mai', 'samir', 'niamh', 'gift'])
  secondName = (await doAs<{ person: string }>(from(), 'mai', 'people.make-identity', { name: 'Quiet Heron' })).person
  await doAs(from(), 'gift', 'communities.choose-settings', { ...inChoir(), listed: false, tellBack: false })
  await write('mai', { title: 'Rehearsal', text: 'When do we meet?' }).then((id) => (first = id))
  const answer = await write('samir', { thread: first, text: 'On Monday, said the conductor.' })
  await write('niamh', { thread: first, parent: answer, text: 'At eight?' })
  await write('samir', { title: 'Gone with me', text: 'Nobody is to read this elsewhere.' })
  await doAs(from(), 'mai', 'posts.edit', { ...inChoir(), post: first, title: 'Rehearsal', text: 'When do we all meet?', language: 'en' })
  const french = { language: 'fr', title: 'Répétition', text: 'Quand nous retrouvons-nous ?', madeBy: 'person' }
  await doAs(from(), 'niamh', 'posts.translate', { ...inChoir(), post: first, ...french })
  for (const name of ['gift', 'samir'] as const)
    await doAs(from(), name, 'posts.give-reaction', { ...inChoir(), post: first, reaction: 'thanks' })
  const endsAt = new Date(from().runner.outside.now().getTime() + 60 * DAY_MS).toISOString()
  poll = await write('mai', {
    kind: 'poll',
    title: 'Which day?',
    text: 'Choose.',
    poll: { answers: ['Monday', 'Tuesday'], endsAt, shown: 'at-end' },
  })
  for (const [name, choice] of [
    ['mai', 0],
    ['gift', 1],
    ['niamh', 1],
  ] as const)
    await doAs(from(), name, 'posts.cast-ballot', { ...inChoir(), post: poll, answer: choice })
  const event = await stageEvent(from(), 'idrissa', { sort: 'community', id: choir.id }, { visibility: 'members' })
  await doAs(from(), 'idrissa', 'purposes.begin', { ...inChoir(), sending: randomUUID(), ...AIM, deadline: '2026-05-01' })
  await doAs(from(), 'idrissa', 'charters.write-draft', { ...inChoir(), language: 'en', text: '# How we speak\n\nKindly.', changed: '' })
  await doAs(from(), 'idrissa', 'charters.publish-version', inChoir())
  await doAs(from(), 'gift', 'charters.reply', { ...inChoir(), number: 1, reply: 'accepted' })
  await keepPicture(event)
}, 60_000)
afterAll(async () => {
  await Promise.all([old?.close(), reached?.close()])
  rmSync(folder, { recursive: true, force: true })
})

async function write(name: CastName, more: object): Promise<string> {
  const input = { ...inChoir(), sending: randomUUID(), title: '', language: 'en', ...more }
  return (await doAs<{ id: string }>(from(), name, 'posts.write', input)).id
}

/** Of an event: its bytes as they come out of the cleaning. */
async function keepPicture(event: string): Promise<void> {
  const { db, outside } = from().runner
  const id = randomUUID()
  const { account } = actorOf(from(), 'mai')
  const bytes = new Uint8Array(Buffer.from('a picture, as far as this test goes'))
  await db.transaction().execute(async (tx) => {
    const cleaned = {
      sort: 'picture' as const,
      name: '',
      type: 'image/webp',
      whole: bytes,
      small: bytes,
      width: 2,
      height: 2,
      seconds: null,
    }
    await media.keep(tx, outside, cleaned, {
      ...{ scope: choir.id, id, account: account ?? '', text: 'Two singers', language: 'en' },
    })
    await tx.updateTable('media_item').set({ unattached_since: null }).where('id', '=', id).execute()
    const own = { host_id: choir.id, event_id: event, slot: SLOT }
    await tx
      .insertInto('event_picture')
      .values({ ...own, id, state: 'shown', by_ref: null, added_on: SLOT, decide_by: null, decided_on: null })
      .execute()
  })
}

const actorOf = (hub: Hub, name: CastName): Actor => hub.cast.members.get(name)?.actor ?? expect.unreachable(name)
const memberOf = async (name: CastName): Promise<string> => {
  const { db, outside } = from().runner
  const { account } = actorOf(from(), name)
  return (
    (await communities.moving.membersToMove(db, outside.keys, choir.id)).find((one) => one.account === account)?.member ??
    expect.unreachable(name)
  )
}

test('it is announced by a steward, told to its members, and leaves after fourteen days', async () => {
  expect(await refusalOf(doAs(from(), 'mai', 'moves.announce', { ...at(), destination: NEW }))).toBe('move.stewards-only')
  expect(await refusalOf(doAs(from(), 'aoife', 'moves.announce', { ...at(), destination: NEW }))).toBe('move.members-only')
  expect(await refusalOf(doAs(from(), 'idrissa', 'moves.announce', { ...at(), destination: 'http://new.test' }))).toBe('move.destination')
  const form = await from()
    .as('idrissa')
    .post(`/communities/${choir.slug}/move`, { destination: `${NEW}/en` })
  expect([form.status, await refusalOf(doAs(from(), 'idrissa', 'moves.announce', { ...at(), destination: NEW }))]).toEqual([
    303,
    'move.announced-already',
  ])
  expect(await doAs(from(), 'mai', 'moves.read', at())).toMatchObject({
    destination: NEW,
    leavesOn: '2026-03-15',
    own: { stays: null, claim: null },
  })
  const page = async (name: CastName | null, path = '') => (await from().as(name).get(`/communities/${choir.slug}${path}`)).text()
  const told = await Promise.all([page('mai'), page('aoife'), page('mai', '/move')])
  expect(told.map((html) => html.includes(NEW))).toEqual([true, false, true])
  expect(await refusalOf(asHub(from(), 'moves.freeze', at()))).toBe('move.too-early')
  expect((await from().as('samir').post(`/communities/${choir.slug}/move/objection`, { posts: 'erase' })).status).toBe(303)
  await doAs(from(), 'niamh', 'moves.decline', { ...at(), posts: 'erase' })
  await doAs(from(), 'niamh', 'moves.accept', at())
  await doAs(from(), 'niamh', 'moves.decline', { ...at(), posts: 'keep' })
  const { own } = await doAs<{ own: { stays: string; rows: { table: string; rows: number }[] } }>(from(), 'samir', 'moves.read', at())
  const counted = Object.fromEntries(own.rows.map(({ table, rows }) => [table, rows]))
  expect([own.stays, counted['post'], counted['post_reaction'], counted['community_member']]).toEqual(['erase', 2, 1, 1])
})

test('the file opens with its passphrase alone, and with it names nobody', async () => {
  for (const hub of [from(), to()]) hub.setNow(new Date(hub.runner.outside.now().getTime() + 14 * DAY_MS))
  const exporting = { ...at(), file: file(), passphrase: PASSPHRASE, hub: 'http://hub.test' }
  expect(await refusalOf(asHub(from(), 'moves.export', exporting))).toBe('move.not-exported')
  await asHub(from(), 'moves.freeze', at())
  expect(await refusalOf(write('mai', { title: 'Late', text: 'Too late.' }))).toBe('post.community-ended')
  expect(await asHub(from(), 'moves.export', exporting)).toMatchObject({ members: 3, staying: 2, destination: NEW })
  expect(await refusalOf(asHub(from(), 'moves.export', exporting))).toBe('move.file-there')
  const closed = readFileSync(file()).toString('latin1')
  const opened = await readSpaceFile(file(), PASSPHRASE, async (lines) => JSON.stringify(await Array.fromAsync(lines)))
  expect(opened).toContain('When do we all meet?')
  const people = await from().db.selectFrom('person').select(['id', 'account_id', 'name']).execute()
  const secrets = [
    ...people.flatMap(({ id, account_id: account }) => [id, account ?? id]),
    ...[secondName, 'Quiet Heron', '@example.org', 'Gone with me', 'said the conductor', await memberOf('samir'), await memberOf('niamh')],
  ]
  expect(secrets.filter((secret) => opened.includes(secret))).toEqual([])
  // Nor what this hub's secret made of them: by that, whoever has its database finds everybody again.
  const { rows: tags } = await sql<{ tag: string }>`
    select encode(account_tag, 'hex') as tag from community_member union select encode(author_tag, 'hex') from post where author_tag is not null
    union select encode(voter_tag, 'hex') from post_ballot`.execute(from().db)
  expect([tags.length > 9, tags.filter(({ tag }) => opened.includes(tag))]).toEqual([true, []])
  expect([choir.id, 'Choir', NEW, 'Rehearsal', 'community'].filter((word) => closed.includes(word))).toEqual([])
  // A ballot stands in it beside nobody: by no token of a claim's hash can it be found again.
  expect(opened.split('"post_ballot"').length - 1).toBe(3)
})

test('a file that is damaged, cut, locked or meant for another hub is not taken in, and nothing of it stays', async () => {
  const whole = readFileSync(file())
  const broken = Buffer.from(whole)
  broken.writeUInt8(broken.readUInt8(whole.length - 40) ^ 1, whole.length - 40)
  writeFileSync(file('damaged'), broken)
  writeFileSync(file('cut'), whole.subarray(0, whole.length - 100))
  expect(await refusalOf(importing('damaged'))).toMatch(/^move\.file-(damaged|passphrase)$/)
  expect(await refusalOf(importing('cut'))).toBe('move.file-damaged')
  expect(await refusalOf(importing('choir', { passphrase: 'another passphrase altogether' }))).toBe('move.file-passphrase')
  expect(await refusalOf(importing('choir', { hub: 'https://third.test' }))).toBe('move.other-hub')
  expect(await refusalOf(importing('nothing'))).toBe('move.file-missing')
  // Who writes such a file knows its passphrase: of what stands in it nothing is believed that a room did not say of its tables.
  const arriving = (line: MovedLine) =>
    to()
      .runner.db.transaction()
      .execute((tx) =>
        new Unpacking(
          { tx, outside: to().runner.outside, space: choir.id, placeAt: async () => null, isSomebody: async () => false },
          travels.travelling,
        ).take(line),
      )
  const step = { community_id: randomUUID(), purpose_id: randomUUID(), position: 1, text: '' }
  await expect(arriving({ table: 'purpose_step', row: step })).rejects.toThrow(MovedRowFault)
  await expect(arriving({ table: 'person', row: { id: randomUUID(), name: 'Operator', operator: true } })).rejects.toThrow(MovedRowFault)
  await expect(arriving({ table: 'hosted_event', row: { host_id: choir.id, host_sort: 'body' } })).rejects.toThrow(MovedRowFault)
  expect(await to().db.selectFrom('space_arrival').select('origin').execute()).toEqual([])
})

/** As whoever runs one of the two hubs types it. */
async function typed(hub: Hub, secret: number, ...args: readonly string[]) {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  const { host, port, user } = inject('server')
  return passerelleHere(args, {
    ...{ PASSERELLE_DATA: join(folder, `data-${secret}`), PASSERELLE_SECRET: Buffer.alloc(32, secret).toString('hex'), LOG_LEVEL: 'fatal' },
    ...{ PASSERELLE_URL: secret === 9 ? NEW : 'http://hub.test', PASSERELLE_DEMO: 'off' },
    DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}:${port}/${rows[0]?.name ?? ''}`,
  })
}

type Rows = readonly MovedRow[]

/** As it lies, with what is sealed opened; of tags only whether there is one. */
async function openedRows(hub: Hub, gone: ReadonlySet<string>): Promise<Readonly<Record<string, Rows>>> {
  const all: Record<string, Rows> = {}
  for (const { table, travel } of travels.travelling) {
    const { rows } = await sql<{ row: MovedRow }>`
      select to_jsonb(one) as row from ${sql.table(table)} as one where ${sql.ref(travel.by)} = ${choir.id}`.execute(hub.db)
    const opened = rows.flatMap(({ row }) => {
      const plain: Record<string, unknown> = { ...row }
      for (const [column, how] of Object.entries(travel.columns)) {
        const value = typeof row[column] === 'string' ? row[column] : null
        if (how === 'dropped' || (typeof how === 'object' && 'made' in how)) delete plain[column]
        else if ((how === 'member' || how === 'author') && gone.has(value ?? '')) plain[column] = null
        else if (isTagging(how)) plain[column] = 'a tag'
        else if (typeof how === 'object' && 'seal' in how && value !== null)
          plain[column] = hub.runner.outside.keys.open(how.seal, bytesIn(value))
      }
      return [plain]
    })
    all[table] = opened.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  }
  return all
}

test('all of it is there, and what was not to travel is not', async () => {
  receipt = (await importing()).receipt
  // What lets go of whoever is gone leaves alone who is awaited.
  await to().sweep()
  const gone = new Set([await memberOf('samir'), await memberOf('niamh')])
  const [before, after] = [await openedRows(from(), gone), await openedRows(to(), gone)]
  const { post: posts = [], post_reaction: reactions = [], community_member: members = [], ...rest } = before
  const { post: there = [], post_reaction: reactionsThere = [], community_member: membersThere = [], ...restThere } = after
  expect(restThere).toEqual(rest)
  expect(Object.entries(restThere).flatMap(([table, rows]) => (rows.length === 0 ? [] : [table]))).toEqual(
    expect.arrayContaining([
      'charter_reply',
      'event_picture',
      'media_bytes',
      'post_ballot',
      'post_translation',
      'post_version',
      'purpose_step',
    ]),
  )
  expect([members.length, membersThere.length, reactions.length, reactionsThere.length]).toEqual([5, 3, 2, 1])
  const wordsOf = (rows: Rows) =>
    rows.map(({ id, state, member_id: member, body_sealed: body }) => [id, state, member === null, String(body).trimEnd()])
  const samirs = (
    await from()
      .db.selectFrom('post')
      .select('id')
      .where('member_id', '=', await memberOf('samir'))
      .execute()
  ).map(({ id }) => id)
  const kept = (rows: Rows) =>
    wordsOf(rows.filter(({ id }) => !samirs.includes(String(id))))
      .map((words) => JSON.stringify(words))
      .toSorted()
  expect(kept(there)).toEqual(kept(posts))
  expect(there.filter(({ id }) => samirs.includes(String(id))).map(({ state, member_id: member }) => [state, member])).toEqual([
    ['withdrawn', null],
    ['withdrawn', null],
  ])
})

test('by the command line: what travels is said before, what stays with its reason, and what came before is said to be there', async () => {
  const plan = await typed(from(), 1, 'export', 'space', choir.slug, 'none', '--plan')
  expect([
    plan.code,
    /community_member \(5\)/.test(plan.stdout),
    /for it is between this space and others[^]*\n {2}tie: /.test(plan.stdout),
  ]).toEqual([0, true, true])
  const body = await typed(from(), 1, 'export', 'space', 'bodies/pulaar-lyon', 'none', '--plan')
  expect([body.code, /office \(1\)/.test(body.stdout), /each hub looks at itself[^]*\n {2}body_domain: /.test(body.stdout)]).toEqual([
    0,
    true,
    true,
  ])
  writeFileSync(file('passphrase'), `${PASSPHRASE}\n`)
  const again = await typed(to(), 9, 'import', 'space', file(), '--passphrase-file', file('passphrase'))
  expect([again.code, again.stdout.includes('It is here already'), again.stdout.includes(receipt ?? 'none was printed')]).toEqual([
    0,
    true,
    true,
  ])
})

const claimOf = async (name: CastName): Promise<string> =>
  (await doAs<{ own: { claim: string | null } }>(from(), name, 'moves.read', at())).own.claim ?? 'none'

test('the old page leads on once the other hub has answered, and each member is written to', async () => {
  expect(await refusalOf(asHub(from(), 'moves.settle', { ...at(), receipt: 'not the one' }))).toBe('move.receipt-wrong')
  await from().settle()
  from().letters.splice(0)
  await asHub(from(), 'moves.settle', { ...at(), receipt })
  await from().settle()
  const html = await (await from().as('mai').get(`/communities/${choir.slug}`)).text()
  expect(html).toContain(`href="${NEW}/arrivals/space/${choir.id}"`)
  expect(await refusalOf(doAs(from(), 'idrissa', 'moves.cancel', at()))).toBe('move.has-left')
  expect(
    from()
      .letters.map(({ to: address }) => address)
      .toSorted(),
  ).toEqual(['gift@example.org', 'idrissa@example.org', 'mai@example.org'])
  expect(from().letters.filter(({ text }) => /choir|Mai|Idrissa/i.test(text))).toEqual([])
  const letter = from().letters.find(({ to: address }) => address === 'mai@example.org')
  expect([letter?.text.includes(await claimOf('mai')), await claimOf('niamh')]).toEqual([true, 'none'])
})

test('whoever holds a claim is there who they were, once, and nobody else is', async () => {
  const tokenOf = async (name: CastName) => (await claimOf(name)).split('/').at(-1) ?? ''
  const [mai, idrissa] = [await tokenOf('mai'), await tokenOf('idrissa')]
  expect((await to().as('mai').get(`/communities/${choir.slug}`)).status).toBe(200)
  expect(await refusalOf(doAs(to(), null, 'moves.claim', { token: mai }))).toBe('sign-in.needed')
  expect(await refusalOf(doAs(to(), 'mai', 'moves.claim', { token: `${mai.slice(0, -2)}AA` }))).toBe('move.claim-missing')
  const redirected = await to().app.request(`${NEW}/arrivals/${mai}`)
  expect([redirected.status, redirected.headers.get('location')]).toEqual([302, `/en/arrivals/${mai}`])
  expect(await (await to().as(null).get(`/arrivals/${mai}`)).text()).toContain(`/sign-in?then=%2Farrivals%2F${mai}`)
  expect((await to().as('mai').post(`/arrivals/${mai}`)).status).toBe(303)
  // Mai's claim is spent; whoever has one already is not somebody else as well.
  expect(await refusalOf(doAs(to(), 'gift', 'moves.claim', { token: mai }))).toBe('move.claim-missing')
  expect(await refusalOf(doAs(to(), 'mai', 'moves.claim', { token: idrissa }))).toBe('community.member-already')
  // Those who are awaited have no name yet, and no page needs one.
  const pages = ['', '/members', '/governance', '/posts', `/posts/${first}`, '/purposes', '/settings']
  const drawn = await Promise.all(pages.map((path) => to().as('mai').get(`/communities/${choir.slug}${path}`)))
  expect(drawn.map(({ status }) => status)).toEqual(pages.map(() => 200))
  expect((await Promise.all(drawn.map((page) => page.text()))).filter((html) => /undefined|Gift|>Idrissa/.test(html))).toEqual([])
  const seen = await doAs<{ start: object; replies: { author: object; state?: string }[] }>(to(), 'mai', 'posts.read', {
    ...inChoir(),
    post: first,
  })
  expect(seen.start).toMatchObject({ text: 'When do we all meet?', mine: true, version: 2 })
  expect(await doAs(to(), 'mai', 'posts.read', { ...inChoir(), post: poll })).toMatchObject({ start: { poll: { mine: 0, counts: null } } })
  await doAs(to(), 'mai', 'posts.cast-ballot', { ...inChoir(), post: poll, answer: 1 })
  const ballots = await to().db.selectFrom('post_ballot').select('answer').execute()
  expect(ballots.map(({ answer }) => answer)).toEqual([1, 1, 1])
  expect(await refusalOf(doAs(to(), 'idrissa', 'moves.claim', { token: idrissa }))).toBe('done')
  const texts = [{ language: 'en', name: 'Choir by the sea', summary: 'It has moved.' }]
  expect(await refusalOf(doAs(to(), 'mai', 'communities.translate', { ...inChoir(), ...texts[0] }))).toBe('community.stewards-only')
  expect(await refusalOf(doAs(to(), 'idrissa', 'communities.end', inChoir()))).toBe('done')
  await doAs(to(), 'idrissa', 'communities.resume', inChoir())
})

test('who does not come in time is a former member, whose words stand', async () => {
  const gift = await memberOf('gift')
  await asHub(to(), 'moves.forget-claims', {})
  expect((await to().db.selectFrom('space_claim').select('member_id').execute()).map(({ member_id: member }) => member)).toEqual([gift])
  to().setNow(new Date(to().runner.outside.now().getTime() + 181 * DAY_MS))
  await asHub(to(), 'moves.forget-claims', {})
  await to().settle()
  const members = await to().db.selectFrom('community_member').select('id').where('community_id', '=', choir.id).execute()
  expect(members.map(({ id }) => id).toSorted()).toEqual([await memberOf('mai'), await memberOf('idrissa')].toSorted())
})
