import type { Id } from '#base'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { people } from '../../modules/people/index.ts'
import { LYON, UNIT } from '../cast.ts'
import { doAsHub, makeOpen, SEEDS } from '../dialogues.ts'
import { MEETING } from '../events.ts'
import { NOON, openHub, type Hub, type Visitor } from '../hub.ts'
import { stranger } from '../rights/callers.ts'
import { DEVICE } from '../rights/stage-notices.ts'
import { beTrusted, liveAtHome } from './home-life.ts'
import { liveASummit, tablesWithout, type SummitLife } from './summit-life.ts'

// Somebody lives on the hub, in every room and under two names, and then is erased. After that every row of every table is looked through.

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
  const gift = hub.as('gift')
  for (const body of [{}, { body: LYON }]) {
    await gift.api('PUT', '/charter/draft/en', { ...body, text: 'We listen.' })
    await gift.api('POST', '/charter/versions', body)
  }
})
afterAll(() => hub.close())

const HOUR = 3_600_000
const at = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR)

async function signIn(email: string): Promise<Visitor> {
  const visitor = hub.as(null)
  await visitor.post('/sign-in', { email })
  await hub.settle()
  const link = /(\/en\/sign-in\/\S+)/.exec(hub.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? ''
  await visitor.post(link, { accepted: '1' })
  return visitor
}

type Life = {
  readonly visitor: Visitor
  readonly account: string
  readonly persons: readonly string[]
  readonly needles: readonly string[]
}

const ok = async (answer: Response | Promise<Response>): Promise<Record<string, unknown>> => {
  const { status, url } = await answer
  if (status >= 400) throw new Error(`${status} ${url} ${await (await answer).text()}`)
  return (await (await answer).json().catch(() => ({}))) as Record<string, unknown>
}

async function live(name: string): Promise<Life> {
  const email = `${name}@example.org`
  const visitor = await signIn(email)
  const { person: first } = (await ok(visitor.api('GET', '/me'))) as { person: string }
  await ok(visitor.api('PUT', '/me/name', { name: `First ${name}` }))
  const { person: second } = (await ok(visitor.api('POST', '/me/identities', { name: `Second ${name}` }))) as { person: string }
  const account = (await people.accountOf(hub.db, first)) ?? ''
  for (const person of [second, first]) {
    await visitor.post(`/me/identities/${person}/acting`)
    await actIn(visitor, person)
  }
  await beTrusted(hub, { ...stranger, account: account as Id<'account'>, person: first as Id<'person'> })
  await takePart(visitor, first)
  await keepDoors(visitor, { account, email })
  const tag = hub.runner.outside.keys.tag('email', email).toString('hex')
  return { visitor, account, persons: [first, second], needles: [account, first, second, email, `First ${name}`, `Second ${name}`, tag] }
}

/** What belongs to a name: a card, facets, hidings, a membership, offices, links, vouchings. */
async function actIn(visitor: Visitor, person: string): Promise<void> {
  await ok(visitor.api('PUT', '/me/audience', { audience: 'public' }))
  await ok(visitor.api('PUT', '/me/facets/residence', { facet: 'residence', values: ['FR'], audience: 'public', agreed: '1' }))
  await ok(visitor.api('POST', '/me/hidings', { from: 'governments' }))
  await ok(visitor.api('POST', '/me/hidings', { from: 'person', person: hub.cast.members.get('mai')?.person }))
  await ok(hub.as('mai').api('POST', '/me/hidings', { from: 'person', person }))
  const { path } = await doAsHub<{ path: string }>(hub, 'organisations.invite', { body: LYON, role: 'member' })
  await ok(visitor.api('POST', `/bodies/${LYON}/invitations/${path.split('/').at(-1)}/acceptance`))
  await ok(visitor.api('PUT', '/charter/versions/1/reply', { body: LYON, reply: 'accepted' }))
  await doAsHub(hub, 'organisations.appoint', { body: LYON, person, role: 'steward' })
  await ok(visitor.api('POST', `/bodies/${LYON}/invitations`, { role: 'convener' }))
  await ok(hub.as('gift').api('PUT', `/bodies/${LYON}/attestation`, { reason: 'We met.' }))
  await ok(visitor.api('POST', '/my-calendar/feed', {}))
  const host = { sort: 'body', id: hub.cast.bodies.lyon }
  await ok(visitor.api('POST', '/events', { host, sending: hub.runner.outside.uuid(), ...MEETING }))
}

async function takePart(visitor: Visitor, person: string): Promise<void> {
  const made = await makeOpen(hub)
  const at = `/dialogues/${made.id}`
  await ok(visitor.api('POST', `${at}/participation`))
  await ok(visitor.api('PUT', `${at}/participation/voice`, { voice: { sort: 'name', person } }))
  await ok(visitor.api('PUT', `${at}/participation/country`, { country: 'FR' }))
  await ok(visitor.api('PUT', `${at}/statements/0/vote`, { choice: 'agree' }))
  await ok(visitor.api('POST', `${at}/statements`, { text: 'It is said.', language: 'en' }))
  await doAsHub(hub, 'dialogue.publish-statement', { dialogue: made.id, statement: SEEDS.length })
  const about = `/dialogues/${made.slug}/statements/${SEEDS.length}`
  await ok(visitor.api('POST', '/reports', { about, rule: 'no-attack', text: 'It insults.', language: 'en' }))
  // A moderator of the hub first: an office of a state would forbid it.
  const { link } = await doAsHub<{ link: string }>(hub, 'moderation.offer-moderator', { until: '2026-09-01' })
  await ok(visitor.api('POST', '/moderation/moderators', { link }))
  await doAsHub(hub, 'organisations.appoint', { body: UNIT, person, role: 'moderator' })
}

/** What belongs to the account: ways in, links, tokens, letters, files, readings. */
async function keepDoors(visitor: Visitor, { account, email }: { account: string; email: string }): Promise<void> {
  const held = visitor.cookies.get('session')
  await ok(visitor.api('POST', '/me/recovery-codes', { held }))
  await ok(visitor.api('POST', '/me/address', { email: `new-${email}`, held }))
  await ok(visitor.api('PUT', '/notices/letters', { letters: ['hub'] }))
  await ok(visitor.api('POST', '/notices/devices', { name: 'P', ...DEVICE, endpoint: `${DEVICE.endpoint}/${account}` }))
  await doAsHub(hub, 'notices.note-bounce', { account, letter: account, status: '5.2.2' })
  await ok(visitor.api('POST', '/me/data/exports', { held }))
  const html = await (await visitor.post('/me/tokens', { name: 'P', scopes: ['read'], days: '30', person: await acting(visitor) })).text()
  expect(html).toContain('psl_')
  const id = hub.runner.outside.uuid()
  const key = { credential_id: Buffer.from(id), public_key: Buffer.alloc(3), counter: 0, name: 'K', made_at: new Date(), used_at: null }
  await hub.db
    .insertInto('passkey')
    .values({ id, account_id: account, ...key })
    .execute()
  await ok(hub.as('gift').api('POST', '/operator/readings', { email, reason: 'lost-access' }))
  // A link that still waits in the mailbox.
  await hub.as(null).post('/sign-in', { email })
  await hub.settle()
  await hub.sweep()
}

const acting = async (visitor: Visitor): Promise<string> => ((await ok(visitor.api('GET', '/me'))) as { person: string }).person

/** From which of these names Mai hides, as she sees it. */
async function hiddenFrom(persons: readonly string[]): Promise<readonly string[]> {
  const all = (await (await hub.as('mai').api('GET', '/me/hidings')).json()) as { person: string | null }[]
  return all.flatMap(({ person }) => (person !== null && persons.includes(person) ? [person] : [])).toSorted()
}

/** Where any of these stands, as table and column. */
async function found(needles: readonly string[]): Promise<readonly string[]> {
  const { rows: columns } = await sql<{ table: string; name: string }>`
    select table_name as table, column_name as name from information_schema.columns
    where table_schema = 'public' order by table_name, column_name`.execute(hub.db)
  const places: string[] = []
  for (const { table, name } of columns) {
    const held = sql.join(
      needles.map((needle) => sql`position(${needle} in ${sql.ref(name)}::text) > 0`),
      sql` or `,
    )
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${held} limit 1`.execute(hub.db)
    if (rows.length > 0) places.push(`${table}.${name}`)
  }
  return places
}

/** What stays, and names an id that has no name any more: who held an office and which deeds of an office were done, and as who somebody spoke. */
const STAYS = new Set([
  'event.person_id',
  'event.subject',
  'invitation.invited_by',
  'office.person_id',
  'voice.person_id',
  // The tables of a dialogue keep which identity did the work, as its holds say.
  ...['answer.answered_by', 'dialogue.created_by', 'entry_link.made_by', 'meeting.entered_by'],
  // Mai goes on hiding from a name, by its id: she must not see by what ends together which names were one.
  'hiding.target_person',
])

/** What this life does not do: the work of operators, vouching, a way in by a ministry, a weekly letter. */
const ELSEWHERE = [
  'operator_invitation',
  'pressure_circle',
  'attestation',
  'vouching',
  'provider_subject',
  'notices_letter',
  'notices_push',
]
/** Named `by` one who is a number of this table, of this session, or a member of this community, and no id that means anybody elsewhere. */
const BY_NUMBER = ['participant', 'encounter_pair', 'encounter_meeting', 'encounter_room', 'post_translation', 'purpose']

test('erased at once, nothing is left but what an office did in public', { timeout: 60_000 }, async () => {
  const { visitor, account, persons, needles } = await live('danger')
  const actor = { ...stranger, account: account as Id<'account'>, person: persons[0] as Id<'person'> }
  const summit = await liveASummit(hub, actor)
  await liveAtHome(hub, actor)
  const places = await found(needles)
  // Not finding it says something only where it was found.
  for (const place of ['account.email_tag', 'sign_in_link.email_tag', 'person.name']) expect(places).toContain(place)
  expect(await tablesWithout(hub, places, new Set([...ELSEWHERE, ...BY_NUMBER]))).toEqual([])
  await ok(visitor.api('DELETE', '/me/account', { sure: true, held: visitor.cookies.get('session') }))
  await hub.settle()
  await hub.sweep()
  expect((await found(needles)).filter((place) => !STAYS.has(place))).toEqual([])
  expect(await leftOf(summit)).toEqual({
    said: [
      { attribution: 'left', text: 'It takes years.' },
      { attribution: 'unchosen', text: 'It takes years.' },
    ],
    ideas: [{ status: 'published', text: 'It takes years.' }],
    objections: [{ attribution: 'not-attributed', label: null }],
    spoke: [{ name: '', line: '' }],
    ...{ ballots: 1, places: 2, met: 1, questions: 2 },
  })
})

/** What stays of a summit, as each table says that it does: words without a name, a vote that nothing leads to, and nothing of a place. */
async function leftOf({ session, edition, recommendation }: SummitLife) {
  const { db } = hub
  const inSession = async (table: 'encounter_entry' | 'floor_question') =>
    (await db.selectFrom(table).select('id').where('session_id', '=', session).execute()).length
  return {
    said: await db
      .selectFrom('intervention')
      .select(['attribution', 'text'])
      .where('session_id', '=', session)
      .orderBy('attribution')
      .execute(),
    ideas: await db.selectFrom('idea').select(['status', 'text']).where('session_id', '=', session).execute(),
    objections: await db
      .selectFrom('recommendation_contribution')
      .select(['attribution', 'label'])
      .where('recommendation_id', '=', recommendation)
      .execute(),
    spoke: await db.selectFrom('speaker').select(['name', 'line']).where('session_id', '=', session).execute(),
    ballots: (await db.selectFrom('recommendation_ballot').select('choice').where('recommendation_id', '=', recommendation).execute())
      .length,
    places: (await db.selectFrom('registration').select('id').where('edition_id', '=', edition).execute()).length,
    met: await inSession('encounter_entry'),
    questions: await inSession('floor_question'),
  }
}

test('after the two weeks the account is nowhere, and three days later its names are not', async () => {
  const { visitor, account, persons, needles } = await live('patient')
  hub.setNow(at(1))
  await visitor.post('/me/departure', { sure: 'on' })
  await hub.settle()
  const email = 'patient@example.org'
  hub.setNow(at(14 * 24 + 1))
  await hub.as(null).post('/sign-in', { email })
  await hub.settle()
  await hub.sweep()
  await hub.settle()
  await hub.sweep()
  const tag = hub.runner.outside.keys.tag('email', email).toString('hex')
  expect(await found([account, email, tag])).toEqual([])
  const hidings = await hiddenFrom(persons)
  expect(hidings).toEqual([...persons].toSorted())
  for (let hour = 0; hour <= 73; hour += 1) {
    hub.setNow(at(14 * 24 + 1 + hour))
    if (hour % 6 === 0 || hour === 73) {
      await hub.sweep()
      await hub.settle()
      // Two that vanished from the list of somebody who hides, at one time, would be known as one.
      expect([hour, await hiddenFrom(persons)]).toEqual([hour, hidings])
    }
  }
  await hub.sweep()
  expect((await found(needles)).filter((place) => !STAYS.has(place))).toEqual([])
})
