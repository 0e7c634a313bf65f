import { sql } from 'kysely'
import { theHub, type Actor } from '../core/actor.ts'
import type { Event } from '../core/event.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { openLog } from '../platform/log.ts'
import { Authenticator } from './authenticator.ts'
import { seatCast, signUp, type Cast, type CastName } from './cast.ts'
import { joinAll, stageCommunity } from './communities.ts'
import { PLAN } from './dialogues.ts'
import { stageSummit, type LivedSummit } from './lived-summit.ts'
import { stageHeld } from './lived-voice.ts'
import { openFromConfig, type OpenedHub } from '../main/open.ts'
import { operationNamed, rooms } from '../main/rooms.ts'
import { agreedOn } from './rights/stage-mirrors.ts'
import { DEVICE } from './rights/stage-notices.ts'

export const HOME = 'https://hub.test'
/** Whom the ministry vouches for: Mai. */
export const OF_MAI = ['https://ministry.example', 'subject of Mai'] as const

const stranger: Actor = { ...theHub, operator: false }
const DAY_MS = 86_400_000

/** The hub of that folder in this process, as a tool that has it to itself: no page is drawn. */
export async function openFolder(environment: Record<string, string>): Promise<OpenedHub> {
  return openFromConfig(readConfig(environment), { beside: true, alone: true, log: openLog('silent') })
}

export async function call<T = unknown>(hub: OpenedHub, name: string, input: object, actor: Actor = stranger): Promise<T> {
  return (await operationNamed(name).invoke(hub.runner, input, actor)) as T
}

/** What a deed told, beside its answer: a letter's token is made of its subject. */
async function told(hub: OpenedHub, name: string, input: object, actor: Actor): Promise<readonly Event[]> {
  const events: Event[] = []
  const runner = { ...hub.runner, deliver: async (_tx: unknown, more: readonly Event[]) => void events.push(...more) }
  await operationNamed(name).invoke(runner, input, actor)
  return events
}

/** A cookie as a browser holds it. */
export type Guest = { signed: string }

export type Lived = {
  readonly cast: Cast
  readonly dialogue: { readonly id: string; readonly slug: string }
  readonly summit: LivedSummit
  /** One comes back after the secret was replaced, the other does not. */
  readonly guests: readonly [Guest, Guest]
  readonly codes: readonly string[]
  readonly device: Authenticator
  readonly token: string
  /** A link to sign in that Mai has not used yet. */
  readonly signInLink: string
  readonly pressure: string
  /** Kept by Samir; an appeal waits, which he may not decide. */
  readonly appealed: object
  /** Samir proposed to hide it, which he may not confirm. */
  readonly proposed: object
}

export const actorOf = (cast: Cast, name: CastName): Actor => cast.members.get(name)?.actor ?? stranger
export const sessionOf = (cast: Cast, name: CastName): string => cast.members.get(name)?.session ?? ''

/** Everything that hangs on the hub's secret, made by the deeds that pages and programs use. */
export async function liveThere(hub: OpenedHub): Promise<Lived> {
  const cast = await seatCast(hub.runner)
  const dialogue = await stageDialogue(hub, cast)
  const [gift, mai] = [actorOf(cast, 'gift'), actorOf(cast, 'mai')]
  const held = sessionOf(cast, 'mai')
  await call(hub, 'dialogue.join', { dialogue: dialogue.id }, mai)
  await call(hub, 'dialogue.cast-vote', { dialogue: dialogue.id, statement: 0, choice: 'agree' }, mai)
  await call(hub, 'dialogue.tell-country', { dialogue: dialogue.id, country: 'PH' }, mai)
  const guests = [await guestOf(hub, dialogue.id), await guestOf(hub, dialogue.id)] as const
  await call(hub, 'profiles.choose-audience', { audience: 'members' }, mai)
  await call(hub, 'following.follow', { sort: 'topic', id: 'health' }, mai)
  await call(hub, 'profiles.save-facet', { facet: 'origins', values: ['PH'], audience: 'members', agreed: '1' }, mai)
  await call(hub, 'notices.add-device', { name: 'Telephone', ...DEVICE }, mai)
  const { codes } = await call<{ codes: string[] }>(hub, 'people.make-recovery-codes', { held }, mai)
  const wanted = { name: 'Reader', person: mai.person, scopes: ['read'], held }
  const { token } = await call<{ token: string }>(hub, 'access.make-token', wanted, mai)
  const [asked] = await told(hub, 'people.request-sign-in-link', { email: 'mai@example.org' }, stranger)
  const { link: pressure } = await call<{ link: string }>(hub, 'moderation.report-pressure', { text: 'Two men asked.', language: 'en' })
  const [report] = await call<{ id: string }[]>(hub, 'moderation.pressure', {}, gift)
  await call(hub, 'moderation.answer-pressure', { report: report?.id, text: 'We hear you.', language: 'en' }, gift)
  await moveIdrissa(hub, cast)
  await stageStance(hub, mai)
  await stageRegistration(hub, mai)
  await stagePulse(hub, cast)
  await stageEvent(hub, mai)
  await stageQuestion(hub, gift)
  await stageCompany(hub, cast)
  await stageTalk(hub, cast)
  await stageSpace(hub, cast)
  await stageHeld(hub, cast)
  await stageProvider(hub, cast)
  const summit = await stageSummit(hub, cast)
  for (const event of await told(hub, 'holdings.request-export', { held }, mai)) await hub.work(event)
  return {
    ...{ cast, dialogue, summit, guests, codes, token, pressure },
    device: await stageDevice(hub, mai, held),
    signInLink: hub.runner.outside.keys.sign('sign-in', asked?.subject ?? ''),
    ...(await stageCases(hub, cast, dialogue)),
  }
}

async function stageDialogue(hub: OpenedHub, cast: Cast) {
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const times = { opensAt: at(-1), closesAt: at(10), answerBy: at(40) }
  const made = await call<{ id: string; slug: string }>(hub, 'dialogue.create', { ...PLAN, ...times, bodyId: cast.bodies.unit }, theHub)
  await call(hub, 'dialogue.open', { dialogue: made.id }, theHub)
  return made
}

/** Mai goes along with Idrissa in Ireland, offers it to others, and notes whom she helped; Niamh asks. */
async function stageCompany(hub: OpenedHub, cast: Cast): Promise<void> {
  const [mai, idrissa, niamh] = [actorOf(cast, 'mai'), actorOf(cast, 'idrissa'), actorOf(cast, 'niamh')]
  const there = { sort: 'place', place: 'IE' }
  const wanted = { ...there, languages: ['en'], purposes: ['papers'], words: 'The offices.' }
  const until = new Date(Date.now() + 90 * DAY_MS).toISOString().slice(0, 10)
  await call(hub, 'buddies.write-offer', { ...wanted, most: 3, until }, mai)
  const { request } = await call<{ request: string }>(hub, 'buddies.write-request', { ...wanted, weeks: 4 }, idrissa)
  const { pair } = await call<{ pair: string }>(hub, 'buddies.propose-pair', { ...there, request, reach: '+353 21 111' }, mai)
  await call(hub, 'buddies.answer-pair', { ...there, pair, yes: true, reach: 'by letter' }, idrissa)
  await call(hub, 'buddies.write-request', { ...wanted, weeks: 4 }, niamh)
  const today = new Date().toISOString().slice(0, 10)
  await call(hub, 'contacts.keep-entry', { sending: hub.runner.outside.uuid(), day: today, kind: 'event', number: 3 }, mai)
}

/** Asked without an account; nobody is named, so whoever runs the hub has it. */
async function stageQuestion(hub: OpenedHub, gift: Actor): Promise<void> {
  const words = { words: 'Call me back.', language: 'en', way: 'phone', to: '+353 21 000' }
  const { id } = await call<{ id: string }>(hub, 'contacts.ask', { sending: hub.runner.outside.uuid(), ...words })
  await call(hub, 'contacts.note', { question: id, note: 'Called once.' }, gift)
}

/** Two communities hold a space together; Mai comes in from her side. */
async function stageSpace(hub: OpenedHub, cast: Cast): Promise<void> {
  const there = { ...hub, db: hub.runner.db, cast }
  const [mai, idrissa] = [actorOf(cast, 'mai'), actorOf(cast, 'idrissa')]
  const { id: community } = await stageCommunity(there, 'idrissa', { slug: 'cedars' })
  const { id: side, slug: other } = await stageCommunity(there, 'mai', { slug: 'harps' })
  const { id: mirror } = await call<{ id: string }>(hub, 'mirrors.propose', { community, other, ...agreedOn(hub) }, idrissa)
  const yes = { community: side, mirror, number: 1, agrees: true }
  const { space } = await call<{ space: string }>(hub, 'mirrors.answer-version', yes, mai)
  await call(hub, 'mirrors.join', { community: space, side, shown: true }, mai)
}

async function guestOf(hub: OpenedHub, dialogue: string): Promise<Guest> {
  const { key: signed } = await call<{ key: string }>(hub, 'dialogue.join', { dialogue })
  const key = hub.runner.outside.keys.verify(`guest/${dialogue}`, signed)
  const guest = { ...stranger, guestKey: () => key }
  await call(hub, 'dialogue.cast-vote', { dialogue, statement: 1, choice: 'agree' }, guest)
  return { signed }
}

/** From one address to another, so that a row keeps the old one under a seal. */
async function moveIdrissa(hub: OpenedHub, cast: Cast): Promise<void> {
  const [idrissa, held] = [actorOf(cast, 'idrissa'), sessionOf(cast, 'idrissa')]
  const [asked] = await told(hub, 'people.request-address-change', { email: 'idrissa@moved.example', held }, idrissa)
  const token = hub.runner.outside.keys.sign('new-address', asked?.subject ?? '')
  await call(hub, 'people.change-address', { token }, idrissa)
}

async function stagePulse(hub: OpenedHub, cast: Cast): Promise<void> {
  const lyon = { sort: 'body', sender: cast.bodies.lyon }
  const { id: pulse } = await call<{ id: string }>(
    hub,
    'pulse.ask',
    { ...lyon, sending: hub.runner.outside.uuid() },
    actorOf(cast, 'idrissa'),
  )
  await call(hub, 'pulse.answer', { ...lyon, pulse, answers: [5, 4, 0] }, actorOf(cast, 'mai'))
}

async function stageProvider(hub: OpenedHub, cast: Cast): Promise<void> {
  const kept = { slug: 'ministry', name: 'Ministry', issuer: OF_MAI[0], client: 'hub', secret: 'shown to the ministry' }
  await call(hub, 'providers.add-provider', kept, actorOf(cast, 'gift'))
  await call(hub, 'providers.change-provider', { ...kept, provider: kept.slug, enabled: true }, actorOf(cast, 'gift'))
  const subject = hub.runner.outside.keys.tags('provider-subject', ...OF_MAI)
  const came = { provider: kept.slug, subject, state: 'the first time', held: sessionOf(cast, 'mai') }
  await call(hub, 'providers.attach-provider', came, actorOf(cast, 'mai'))
}

/** A place of Mai in an edition, with what she said and the code of her ticket; and one that was declined elsewhere, with a reason. */
async function stageRegistration({ runner: { db, outside } }: OpenedHub, { account, person }: Actor): Promise<void> {
  const { keys } = outside
  const [here, elsewhere, id, at] = [outside.uuid(), outside.uuid(), outside.uuid(), new Date()]
  const held = (edition_id: string, more: { readonly state: 'confirmed' | 'declined'; readonly reason_sealed?: Buffer }) => ({
    ...{ edition_id, id, person_id: person ?? '', mode: 'online' as const, quiet: false, letter: false, moved_up: false },
    ...{ holder_tag: keys.tag('registration', edition_id, account ?? ''), asked_at: at, decided_at: at },
    ...{ code_sealed: keys.seal('ticket', 'ABCDEFGHJKMN'), code_hash: Buffer.alloc(32, 9), ...more },
  })
  const reason = keys.seal('registration-reason', JSON.stringify({ text: 'The hall is full.', language: 'en' }))
  const rows = [held(here, { state: 'confirmed' }), held(elsewhere, { state: 'declined', reason_sealed: reason })]
  for (const row of rows) await db.insertInto('registration').values(row).execute()
  const sealed = keys.seal('registration', JSON.stringify({ badge: 'M.' }))
  await db.insertInto('registration_answer').values({ edition_id: here, registration_id: id, sealed, ends_at: at }).execute()
}

/** What Mai and Idrissa wrote in a community, in every form that lies under a seal or a tag. */
async function stageTalk(hub: OpenedHub, cast: Cast): Promise<void> {
  const there = { ...hub, db: hub.runner.db, cast }
  const [mai, idrissa] = [actorOf(cast, 'mai'), actorOf(cast, 'idrissa')]
  const { id: community } = await stageCommunity(there, 'idrissa', { slug: 'talk', access: 'closed' })
  await joinAll(there, community, ['mai'])
  type Made = { readonly id: string }
  const said = (more: object = {}) => ({
    community,
    sending: hub.runner.outside.uuid(),
    title: 'Rooms',
    text: 'Who knows one?',
    language: 'en',
    ...more,
  })
  const endsAt = new Date(Date.now() + DAY_MS).toISOString()
  const cleaned = {
    sort: 'paper',
    type: 'text/plain',
    name: 'a.txt',
    whole: new Uint8Array([104]),
    small: null,
    width: null,
    height: null,
    seconds: null,
  }
  const file = await call<Made>(
    hub,
    'posts.upload-media',
    { community, sending: hub.runner.outside.uuid(), cleaned, text: '', language: 'en' },
    mai,
  )
  const poll = { answers: ['Yes', 'No'], endsAt, shown: 'at-end' }
  const { id: post } = await call<{ id: string }>(hub, 'posts.write', said({ kind: 'poll', poll, media: [file.id] }), mai)
  const { id: other } = await call<{ id: string }>(hub, 'posts.write', said(), idrissa)
  await call(hub, 'posts.edit', { community, post, title: 'Rooms', text: 'Who knows a room?', language: 'en', media: [file.id] }, mai)
  await call(hub, 'posts.cast-ballot', { community, post, answer: 1 }, mai)
  await call(hub, 'posts.translate', { community, post, language: 'fr', title: '', text: 'Qui en connaît ?', madeBy: 'person' }, idrissa)
  await call(hub, 'posts.keep-draft', { community, about: 'new', fields: { text: 'Half' } }, mai)
  await call(hub, 'posts.mute-member', { community, post: other }, mai)
  const asked = await call<{ id: string }>(hub, 'posts.call-facilitator', { ...said(), sort: 'conflict' }, mai)
  await call(hub, 'posts.answer-call', { community, call: asked.id, text: 'I looked.', language: 'en' }, idrissa)
  await call(hub, 'posts.open-measure', { community, post, sort: 'rest', until: endsAt, reason: 'Hot.', language: 'en' }, idrissa)
  await call(hub, 'posts.hide', { community, post, rule: 'on-topic', facts: 'Elsewhere.', language: 'en' }, idrissa)
  await call(hub, 'posts.keep-apart', { community, post, and: other }, idrissa)
}

/** An answer of Mai to an event of a body, with what she needs there, the room online, and her voice for a point. */
async function stageEvent({ runner: { db, outside } }: OpenedHub, { account, person }: Actor): Promise<void> {
  const { keys } = outside
  const [host_id, event_id, id, at] = [outside.uuid(), outside.uuid(), outside.uuid(), new Date()]
  const [day, ends_at] = ['2030-03-01', new Date('2030-03-01T20:00:00Z')]
  const own = { host_id, event_id, slot: day }
  await db
    .insertInto('hosted_event')
    .values({
      ...{ host_id, id: event_id, host_sort: 'body', kind: 'meeting', state: 'published', visibility: 'everybody', way: 'online' },
      ...{ zone: 'UTC', first_on: day, starts_time: '18:00', minutes: 120, repeats: 'once', repeat_rule: null, ends_on: null },
      ...{ capacity: null, closes_hours: 0, place_id: null, topics: [], languages: ['en'], step_free: 'unknown', quiet_room: 'unknown' },
      ...{ childcare: 'unknown', link_sealed: keys.seal('event-room', 'https://meet.example/x'), link_for: 'answered', owner_ref: null },
      ...{ contact: '', checked_on: day, written_at: at, published_at: at, called_off_at: null, reason: null, reason_language: null },
      hidden_for: null,
    })
    .execute()
  const none = { moved_from: null, reason: null, note: null, words_language: null, source: null, changed_at: null, came: null }
  await db
    .insertInto('event_occurrence')
    .values({ ...own, starts_at: new Date('2030-03-01T18:00:00Z'), ends_at, ...none })
    .execute()
  await db
    .insertInto('event_answer')
    .values({
      ...{
        ...own,
        id,
        answer: 'yes',
        people: 1,
        way: 'online',
        shown: false,
        waiting: false,
        remind: 'day',
        asked_at: at,
        moved_up_at: null,
      },
      ...{ account_tag: keys.tag('event-answer-account', event_id, account ?? ''), ends_at },
      person_tag: keys.tag('event-answer-person', event_id, person ?? ''),
      told_sealed: keys.seal('event-answer', JSON.stringify({ account, person, name: '', brings: 'Bread' })),
    })
    .execute()
  await db
    .insertInto('event_need')
    .values({ ...own, answer_id: id, need_sealed: keys.seal('event-need', 'A chair'), ends_at })
    .execute()
  await db
    .insertInto('event_point')
    .values({
      ...{ ...own, id, text: 'A piano', language: 'en', state: 'proposed', supports: 1, reason: null, reason_language: null },
      ...{ by_ref: null, proposed_on: '2026-03-01' },
    })
    .execute()
  await db
    .insertInto('event_support')
    .values({ ...own, point_id: id, account_tag: keys.tag('event-support', event_id, account ?? ''), ends_at })
    .execute()
}

/** What Mai holds of a recommendation, under a tag of her account. */
async function stageStance({ runner: { db, outside } }: OpenedHub, { account }: Actor): Promise<void> {
  const [session_id, id] = [outside.uuid(), outside.uuid()]
  await db
    .insertInto('recommendation')
    .values({
      ...{ session_id, id, edition_id: session_id, number: 1, state: 'proposed', version: 1, question: null, addressee_body: null },
      ...{ addressee_name: 'The city', act_by: null, answer_by: '2030-01-01', sdgs: [], gcm: [], amendments_until: null, rule: null },
      ...{ quorum: null, ballot_opened_at: null, ballot_until: null, votes_for: null, votes_against: null, votes_abstain: null },
      ...{ proposed_at: null, put_at: null, hidden_for: null, hidden_at: null },
    })
    .execute()
  await db
    .insertInto('recommendation_contribution')
    .values({
      ...{ session_id, id: outside.uuid(), recommendation_id: id, sort: 'support', attribution: 'not-attributed', person_id: null },
      ...{ holder_tag: outside.keys.tag('recommendations', session_id, account ?? ''), label: null, body_id: null, office: null },
      ...{ text: 'Yes.', language: 'en', on_version: 1, proposed_title: null, proposed_text: null, proposed_call: null, version: 1 },
      ...{
        state: 'open',
        written_on: '2026-03-01',
        reply: null,
        reply_language: null,
        replied_at: null,
        hidden_for: null,
        hidden_at: null,
      },
    })
    .execute()
  const holder_tag = outside.keys.tag('recommendation-ballot', id, account ?? '')
  await db.insertInto('recommendation_ballot').values({ session_id, recommendation_id: id, holder_tag, choice: 'for' }).execute()
}

type Question = { readonly question: string; readonly publicKey: Parameters<Authenticator['create']>[0] }

async function stageDevice(hub: OpenedHub, actor: Actor, held: string): Promise<Authenticator> {
  const device = new Authenticator(HOME)
  const { question, publicKey } = await call<Question>(hub, 'people.new-passkey-question', {}, actor)
  await call(hub, 'people.add-passkey', { held, question, answer: device.create(publicKey), name: 'Phone' }, actor)
  return device
}

const KEPT = { outcome: 'kept', facts: 'It keeps the rules.' }
const HIDDEN = { outcome: 'hidden', rule: 'no-attack', facts: 'It attacks doctors.' }
const REQUEST = { authority: 'Ministry of Order', country: 'IE', legalBasis: 'none', territory: 'everywhere', receivedOn: '2026-02-27' }

async function stageCases(hub: OpenedHub, cast: Cast, { id, slug }: Lived['dialogue']) {
  const [samir, gift] = [actorOf(cast, 'samir'), actorOf(cast, 'gift')]
  const report = async (statement: number) => {
    const said = { about: `/dialogues/${slug}/statements/${statement}`, rule: 'no-attack', text: 'Look.', language: 'en' }
    return { scope: id, ...(await call<{ case: string; link: string }>(hub, 'moderation.file-report', said)) }
  }
  const appeal = (link: string) => call(hub, 'moderation.file-appeal', { link, text: 'Look again.', language: 'en' })
  const [settled, appealed] = [await report(2), await report(3)]
  for (const one of [settled, appealed]) {
    await call(hub, 'moderation.decide-case', { ...one, ...KEPT }, samir)
    await appeal(one.link)
  }
  await call(hub, 'moderation.decide-appeal', { ...settled, outcome: 'upheld', reasons: 'It does.' }, gift)
  const [byTwo, proposed] = [await report(4), await report(5)]
  for (const one of [byTwo, proposed]) {
    await call(hub, 'moderation.record-request', { ...one, ...REQUEST }, samir)
    await call(hub, 'moderation.decide-case', { ...one, ...HIDDEN }, samir)
  }
  await call(hub, 'moderation.confirm-hiding', byTwo, gift)
  await appeal(hub.runner.outside.keys.sign('reasons', `${byTwo.scope}.${byTwo.case}`))
  return { appealed, proposed }
}

/** By a link, as in a letter. Links that were used are swept first, for only so many to one address are open at once. */
export async function signInBy(hub: OpenedHub, email: string): Promise<string> {
  await sql`delete from sign_in_link where for_account is null and used_at is not null`.execute(openDb(hub.pool))
  return (await signUp(hub.runner, email, 'Somebody new')).person
}

/** Under `table.column` what lies in each column that the rooms call sealed, in hexadecimal. */
export async function sealedCells(hub: OpenedHub): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = openDb(hub.pool)
  const cells = new Map<string, readonly string[]>()
  for (const { table, sealed = [] } of rooms.flatMap((room) => room.holds ?? [])) {
    for (const column of sealed) {
      const name = sql.ref(column)
      const { rows } = await sql<{ cell: Buffer }>`select ${name} as cell from ${sql.table(table)} where ${name} is not null`.execute(db)
      cells.set(`${table}.${column}`, rows.map(({ cell }) => cell.toString('hex')).toSorted())
    }
  }
  return cells
}

export async function countOf(hub: OpenedHub, table: 'account' | 'participant' | 'vote'): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(openDb(hub.pool))
  return rows[0]?.count ?? -1
}
