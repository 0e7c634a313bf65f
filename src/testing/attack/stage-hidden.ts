import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { Actor } from '../../core/actor.ts'
import { operationNamed } from '../../main/rooms.ts'
import { addMember } from '../../modules/communities/commands/add-member.ts'
import { seatNew as seatInCast } from '../cast.ts'
import { stageCommunity } from '../communities.ts'
import { MEETING, SLOT } from '../events.ts'
import { agreedOn } from '../rights/stage-mirrors.ts'
import type { Hub, Visitor } from '../hub.ts'
import { doAs } from '../deeds.ts'
import { dayIn } from '../days.ts'

/** Somebody who is not of the cast, in a browser of their own. */
export type Seated = { readonly visitor: Visitor; readonly actor: Actor; readonly session: string }

/** A community that nobody outside may learn of, with all that communities have; and the words by which one would know it. */
export type Hidden = {
  readonly id: string
  readonly slug: string
  readonly event: string
  readonly post: string
  readonly reported: string
  readonly member: string
  readonly media: string
  readonly invitation: string
  readonly told: readonly string[]
  readonly members: readonly Seated[]
  readonly left: Seated
  readonly barred: Seated
  readonly invited: Seated
}

export const NAME = 'Zaffre Lantern'
export const REPORTED = 'Smalt words that somebody reported'
const OLD_SLUG = 'zaffre-lantern'
const ARABIC = 'فانوس زفرة'
const MEMBER_NAME = 'Wren Nightingale'

export async function seatNew(hub: Hub, email: string, name: string): Promise<Seated> {
  const { session, actor } = await seatInCast(hub.runner, email, name)
  const visitor = hub.as(null)
  visitor.cookies.set('session', session)
  return { visitor, session, actor }
}

/** Everybody who will have to do with it, before there is anything: so that what they alone change is there before. */
export async function seatAround(
  hub: Hub,
): Promise<Pick<Hidden, 'members' | 'left' | 'barred' | 'invited'> & { readonly asks: Seated; readonly partner: Place }> {
  const members: Seated[] = []
  for (let at = 0; at < 11; at += 1) members.push(await seatNew(hub, `wren${at}@example.org`, `${MEMBER_NAME} ${at}`))
  const other = (name: string) => seatNew(hub, `${name.toLowerCase()}@example.org`, name)
  const partner = await stageCommunity(hub, 'mai', { slug: 'umber-circle', name: 'Umber circle', languages: ['en'] })
  return {
    members,
    left: await other('Lorna'),
    barred: await other('Basil'),
    invited: await other('Ines'),
    asks: await other('Petra'),
    partner,
  }
}

type Place = { readonly id: string; readonly slug: string }
type Around = Awaited<ReturnType<typeof seatAround>>

/** Founded where everybody could see it, asked for, followed and found; and hidden then. Idrissa, who holds an office elsewhere, looks after it. */
export async function stageHidden(hub: Hub, around: Around): Promise<Hidden> {
  const { members, left, barred, invited, asks, partner } = around
  const { id } = await stageCommunity(hub, 'idrissa', { access: 'request', name: NAME, slug: OLD_SLUG, sort: 'gender', languages: ['en'] })
  await as(hub, asks, 'communities.request', { community: id, answers: [] })
  await doAs(hub, 'mai', 'following.follow', { sort: 'community', id }).catch(() => null)
  const shared = await shareSpace(hub, id, partner)
  await hub.sweep()
  await hub.settle()
  const { slug } = await doAs<{ slug: string }>(hub, 'idrissa', 'communities.edit', { community: id, access: 'hidden' })
  for (const one of [...members, left, barred]) await admit(hub, id, one)
  const [first] = members
  if (first === undefined) throw new Error('nobody belongs to it')
  await young(hub, members[1] ?? first)
  for (const [language, name] of [
    ['fr', 'Lanterne Zaffre'],
    ['ar', ARABIC],
  ])
    await doAs(hub, 'idrissa', 'communities.translate', { community: id, language, name, summary: `Zaffre summary ${language}` })
  const talked = await talk(hub, { id, slug }, around)
  const event = await meet(hub, id, members)
  const gone = await accompany(hub, id, members)
  const { path } = await as<{ path: string }>(hub, first, 'communities.invite', { community: id, sentence: 'It is me.', uses: 1 })
  await as(hub, left, 'communities.leave', { community: id, posts: 'keep' })
  await as(hub, asks, 'communities.request', { community: id, answers: [] }).catch(() => null)
  const rows = await hub.db.selectFrom('community_member').select(['id', 'joined_on']).where('community_id', '=', id).execute()
  const barredId = await memberOf(hub, barred, id)
  await doAs(hub, 'idrissa', 'communities.remove-member', { community: id, member: barredId, reason: 'It shouted.', banned: true })
  await hub.sweep()
  await hub.settle()
  const told = [
    'Zaffre',
    'زفرة',
    OLD_SLUG,
    MEMBER_NAME,
    id,
    slug,
    event,
    ...talked.ids,
    ...rows.map((row) => row.id),
    path.split('/').at(-1) ?? path,
    ...[...shared, ...gone],
  ]
  return { id, slug, event, ...talked, member: await memberOf(hub, first, id), invitation: path, told, members, left, barred, invited }
}

const as = async <Result = unknown>(hub: Hub, { actor }: Seated, operation: string, input: object): Promise<Result> =>
  (await operationNamed(operation).invoke(hub.runner, input, actor)) as Result

/** Held together with another while everybody could see it: by what both are, and by what they agreed on. */
async function shareSpace(hub: Hub, community: string, { id: side, slug: other }: Place): Promise<readonly string[]> {
  const texts = [{ language: 'en', name: 'Zaffre and umber', sentence: 'Zaffre table.', rules: 'Zaffre rules.' }]
  const wanted = { ...agreedOn(hub), languages: ['en'], texts }
  const { id: mirror } = await doAs<{ id: string }>(hub, 'idrissa', 'mirrors.propose', { community, other, ...wanted })
  const yes = { community: side, mirror, number: 1, agrees: true }
  const { space } = await doAs<{ space: string }>(hub, 'mai', 'mirrors.answer-version', yes)
  const { slug } = await doAs<{ slug: string }>(hub, 'idrissa', 'mirrors.join', { community: space, side: community })
  return [mirror, space, slug]
}

async function admit(hub: Hub, community: string, { actor: { account, person } }: Seated): Promise<void> {
  const { db, outside } = hub.runner
  if (account === null || person === null) throw new Error('nobody comes in without an account')
  await db.transaction().execute((tx) => addMember(tx, outside, { community, account, person, role: 'member', now: outside.now() }))
}

const young = async (_hub: Hub, { visitor }: Seated): Promise<void> => {
  const answer = await visitor.api('PUT', '/me/audience', { audience: 'groups', under18: true })
  if (answer.status !== 200) throw new Error(await answer.text())
}

/** By their own page of members: who one is stands nowhere else. */
async function memberOf(hub: Hub, who: Seated, community: string): Promise<string> {
  const { membershipOf } = (await import('../../modules/communities/index.ts')).communities
  const found = await membershipOf(hub.db, { actor: who.actor, now: hub.runner.outside.now(), outside: hub.runner.outside }, community)
  if (found === null) throw new Error('they do not belong to it')
  return found.member
}

type Talked = Pick<Hidden, 'post' | 'reported' | 'media'> & { readonly ids: readonly string[] }

async function talk(hub: Hub, at: { id: string; slug: string }, { members, left, barred }: Around): Promise<Talked> {
  const [first, second, third] = members
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few belong to it')
  const { id: community, slug } = at
  const write = async (who: Seated, more: object = {}) =>
    (await as<{ id: string }>(hub, who, 'posts.write', { community, sending: randomUUID(), language: 'en', ...WORDS, ...more })).id
  const post = await write(first)
  const reply = await write(second, { thread: post, text: 'Zaffre reply', named: false })
  const endsAt = new Date(hub.runner.outside.now().getTime() + 86_400_000).toISOString()
  const poll = await write(first, { kind: 'poll', poll: { answers: ['Zaffre yes', 'Zaffre no'], endsAt, shown: 'at-end' } })
  await as(hub, third, 'posts.cast-ballot', { community, post: poll, answer: 0 }).catch(() => null)
  await as(hub, third, 'posts.give-reaction', { community, post, reaction: 'thanks' })
  const reported = await write(second, { title: 'Smalt', text: REPORTED })
  const more = [await write(left, { text: 'Zaffre words of who left' }), await write(barred, { text: 'Zaffre words of who was removed' })]
  await withFiles(hub, slug, first)
  const media = await hub.db.selectFrom('media_item').select('id').execute()
  if (media.length !== 3) throw new Error(`a picture, a recording and a file were to be staged, not ${media.length}`)
  await as(hub, third, 'posts.keep-apart', { community, post })
  const about = `/communities/${slug}/posts/${reported}`
  await as(hub, third, 'moderation.file-report', { about, rule: 'no-attack', text: 'Please look at this.', language: 'en' })
  const ids = [post, reply, poll, reported, ...more, ...media.map(({ id }) => id)]
  return { post, reported, media: media[0]?.id ?? '', ids }
}

const WORDS = { title: 'Zaffre title', text: 'Zaffre words' }

/** As a browser sends them. */
async function withFiles(hub: Hub, slug: string, who: Seated): Promise<void> {
  const body = new FormData()
  const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0a3' } })
    .png()
    .toBuffer()
  const fields: Readonly<Record<string, string | File>> = {
    ...{ ...WORDS, language: 'en', kind: 'text', named: 'yes', do: 'publish', sending: randomUUID() },
    ...{ 'picture-1': new File([new Uint8Array(picture)], 'Zaffre.png', { type: 'image/png' }), 'alt-1': 'Zaffre picture' },
    ...{ sound: new File([wav()], 'Zaffre.wav', { type: 'audio/wav' }), transcript: 'Zaffre transcript' },
    paper: new File(['Zaffre;day'], 'Zaffre.csv', { type: 'text/csv' }),
  }
  for (const [field, value] of Object.entries(fields)) body.append(field, value)
  const headers = { origin: 'http://hub.test', cookie: `session=${who.session}` }
  const answer = await hub.app.request(`http://hub.test/en/communities/${slug}/posts`, { method: 'POST', body, headers })
  if (answer.status !== 303) throw new Error(`${answer.status} ${await answer.text()}`)
}

/** One second of silence. */
function wav(): Uint8Array<ArrayBuffer> {
  const [rate, bytes] = [8000, new Uint8Array(44 + 16_000)]
  const view = new DataView(bytes.buffer)
  const put = (at: number, word: string) => [...word].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)))
  put(0, 'RIFF')
  view.setUint32(4, bytes.length - 8, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  put(36, 'data')
  view.setUint32(40, bytes.length - 44, true)
  return bytes
}

/** Two of them on the way together, and one who asks. */
async function accompany(hub: Hub, community: string, members: readonly Seated[]): Promise<readonly string[]> {
  const [buddy, newcomer, another] = members.slice(3, 6)
  if (buddy === undefined || newcomer === undefined || another === undefined) throw new Error('too few belong to it')
  const there = { sort: 'community', place: community }
  const wanted = { ...there, languages: ['en'], purposes: ['talk'], words: 'Zaffre help' }
  const until = dayIn(hub, 90)
  const { offer } = await as<{ offer: string }>(hub, buddy, 'buddies.write-offer', { ...wanted, most: 3, until })
  const { request } = await as<{ request: string }>(hub, newcomer, 'buddies.write-request', { ...wanted, weeks: 4 })
  const { pair } = await as<{ pair: string }>(hub, buddy, 'buddies.propose-pair', { ...there, request, reach: 'Zaffre gate' })
  await as(hub, newcomer, 'buddies.answer-pair', { ...there, pair, yes: true, reach: 'Zaffre gate' })
  const { request: waits } = await as<{ request: string }>(hub, another, 'buddies.write-request', { ...wanted, weeks: 4 })
  return [offer, request, pair, waits]
}

async function meet(hub: Hub, community: string, members: readonly Seated[]): Promise<string> {
  const text = { language: 'en', title: 'Zaffre evening', text: 'Zaffre songs', venue: 'Zaffre hall' }
  const host = { sort: 'community', id: community }
  const { id } = await doAs<{ id: string }>(hub, 'idrissa', 'events.create', { host, sending: randomUUID(), ...MEETING, text, place: 'IE' })
  await doAs(hub, 'idrissa', 'events.publish', { event: id })
  for (const one of members.slice(0, 3))
    await as(hub, one, 'events.answer', { event: id, slot: SLOT, sending: randomUUID(), answer: 'yes', needs: 'Zaffre chair' })
  return id
}
