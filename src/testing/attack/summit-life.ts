import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { rooms } from '../../main/rooms.ts'
import type { Actor } from '../../core/actor.ts'
import { codeOf } from '../../modules/dialogue/queries/kit.ts'
import { UNIT } from '../cast.ts'
import { doAsHub, PLAN, type Made } from '../dialogues.ts'
import { castCall, enter, listOf, meet } from '../encounters.ts'
import type { Hub } from '../hub.ts'
import { callAs, type Call } from '../rights/callers.ts'
import { TABLE } from '../rights/stage-paper.ts'
import { NOTE, seat } from '../summit.ts'

/** A whole summit by one person: who prepares it, speaks in it, listens, writes down, votes, and is met. */
export type SummitLife = { readonly session: string; readonly edition: string; readonly recommendation: string }

const DAY_MS = 86_400_000
const said = { language: 'en', text: 'It takes years.' }

export async function liveASummit(hub: Hub, actor: Actor): Promise<SummitLife> {
  const call = callAs(hub, actor)
  await doAsHub(hub, 'organisations.appoint', { body: UNIT, person: actor.person, role: 'convener' })
  const prepared = await prepare(hub, call)
  const { session, edition } = prepared
  await doAsHub(hub, 'gatherings.give-role', { session, person: actor.person, role: 'rapporteur' })
  await register(hub, call, prepared)
  await call('gatherings.open-session', { session })
  await speak(hub, call, prepared)
  await writeDown(call, session)
  await meetSomebody(hub, call, session)
  return { session, edition, recommendation: await decide(hub, call, session) }
}

type Prepared = { readonly session: string; readonly edition: string; readonly speaker: string }

/** As one who convenes for the department, with a part on the run sheet, and a proposal for an example. */
async function prepare(hub: Hub, call: Call): Promise<Prepared> {
  const now = hub.runner.outside.now().getTime()
  const [at, slug] = [(hours: number) => new Date(now + hours * 3_600_000).toISOString(), `summit-${randomUUID().slice(0, 8)}`]
  const day = at(24).slice(0, 10)
  const texts = [{ language: 'en', name: 'A summit', summary: 'An invented summit.' }]
  await call('gatherings.create-summit', { bodyId: hub.cast.bodies.unit, slug, texts })
  const { id: edition } = await call<{ id: string }>('gatherings.create-edition', {
    ...{ summit: slug, slug: 'first', languages: ['en'], zone: 'Europe/Dublin', startsOn: day, endsOn: day },
    texts: [{ language: 'en', name: 'The first edition' }],
  })
  const { id: session } = await call<{ id: string }>('gatherings.create-session', {
    ...{ edition, languages: ['en'], startsAt: at(22), endsAt: at(23), note: NOTE },
  })
  await call('gatherings.announce-edition', { edition })
  await call('gatherings.announce-session', { session })
  await call('gatherings.invite-host', { edition, body: hub.cast.bodies.lyon })
  await call('gatherings.invite-to-session', { session, role: 'note-taker' })
  const block = async (sort: string) => (await call<{ id: string }>('gatherings.add-block', { session, sort, minutes: 10 })).id
  const [keynote, example, speaker] = [await block('keynote'), await block('example'), randomUUID()]
  await call('gatherings.write-speaker', { session, block: keynote, speaker, language: 'en', name: 'A name on paper' })
  const { path } = await call<{ path: string }>('gatherings.invite-to-session', { session, speaker })
  await call('gatherings.accept-session-invitation', { session, token: path.split('/').at(-1) })
  await call('gatherings.open-call', { session, block: example, language: 'en', words: 'A choice.', closesAt: at(20) })
  const applied = { ...said, session, block: example, body: hub.cast.bodies.lyon, speaker: 'A name on paper', title: 'A list' }
  await call('gatherings.apply-to-call', applied)
  return { session, edition, speaker }
}

async function register(hub: Hub, call: Call, { edition, session }: Prepared): Promise<void> {
  await seat(hub, edition, ['mai', 'idrissa'])
  const texts = [{ language: 'en', text: 'Which workshop?' }]
  const { id } = await call<{ id: string }>('registrations.add-question', { edition, sort: 'text', texts })
  await call('registrations.register', { edition, mode: 'in-person', answers: { [id]: 'The first.' } })
  await call('registrations.mark-session', { edition, session, marked: true })
  await call('registrations.make-feed', { edition })
  await call('registrations.make-check-in-link', { edition, days: 9 })
  const { code } = await call<{ code: string }>('registrations.mine', { edition })
  await call('registrations.check-in', { edition, key: randomUUID(), code })
}

/** What is said in the room, on the floor of the session. */
async function speak(hub: Hub, call: Call, { session, speaker }: Prepared): Promise<void> {
  const made = async (name: string, input: object, by: Call = call): Promise<string> => {
    const id = randomUUID()
    await by(`floor.${name}`, { session, id, language: 'en', ...input })
    return id
  }
  await made('ask-question', { text: 'Who pays?', naming: 'named' })
  const asked = await made('ask-question', { text: 'And who decides?', naming: 'unnamed' }, castCall(hub, 'mai'))
  await call('floor.decide-question', { session, question: asked, decision: 'show' })
  await call('floor.give-voice', { session, question: asked, given: true })
  const hand = await made('raise-hand', { label: 'Somebody' })
  await made('start-turn', { hand, role: 'participant' })
  await made('start-turn', { speaker, role: 'panellist' })
  await made('raise-hand', { label: 'Somebody' })
  const poll = await made('create-poll', { text: 'Which first?', sort: 'single', shows: 'closed', options: ['one', 'two'] })
  await call('floor.open-poll', { session, poll })
  await call('floor.answer-poll', { session, poll, chosen: [1] })
  await made('file-table', { number: 1, sat: 9, texts: [{ guiding: 1, text: 'We wrote this.' }] })
  await made('import-transcript', { source: '00:01 We began.' })
}

/** What is kept in writing: of others, of themselves, and what became of ideas. */
async function writeDown(call: Call, session: string): Promise<void> {
  const sending = () => randomUUID()
  await call('interventions.capture', { ...said, session, sending: sending(), role: 'panellist', form: 'verbatim' })
  await call('interventions.write', { ...said, session, sending: sending(), choice: 'identity' })
  const met = { session, sending: sending(), title: 'The parish hall', language: 'en', heldOn: '2026-02-20', people: 12 }
  await call('interventions.record-meeting', met)
  const [opensAt, closesAt, answerBy] = ['2026-02-28', '2026-04-28', '2026-05-28'].map((day) => `${day}T12:00:00Z`)
  await call('ideas.open-call', { ...said, session, opensAt, closesAt, answerBy, access: 'anyone', moderation: 'after' })
  const { id: idea } = await call<{ id: string }>('ideas.write', { ...said, session, sending: sending() })
  await call('ideas.answer', { session, idea, outcome: 'taken-up', reason: 'We speak of it.', language: 'en' })
}

async function meetSomebody(hub: Hub, call: Call, session: string): Promise<void> {
  const idrissa = castCall(hub, 'idrissa')
  await enter(idrissa, session)
  await enter(call, session)
  const name = (await listOf(call, session)).suggestions[0]?.name ?? ''
  const pair = await meet(call, idrissa, session, name)
  const { id: message } = await idrissa<{ id: string }>('encounters.send-message', { session, pair, sending: randomUUID(), text: 'Hello.' })
  await call('encounters.report-message', { session, pair, messages: [message] })
  for (const one of [call, idrissa]) await one('encounters.offer-contact', { session, pair, text: 'Write to me.' })
  for (const one of [call, idrissa]) await one('encounters.keep-contact', { session, pair, keep: true })
}

/** A dialogue that belongs to the session, with a table of paper. */
async function converse(hub: Hub, call: Call, session: string): Promise<Made> {
  const made = await call<Made>('dialogue.create', { ...PLAN, session, bodyId: hub.cast.bodies.unit })
  const dialogue = made.id
  await call('dialogue.open', { dialogue })
  await call('dialogue.make-entry-link', { dialogue, givenTo: 'A parish', quota: 5, endsAt: PLAN.closesAt })
  await call('dialogue.begin-meeting', { ...TABLE, dialogue, key: randomUUID(), codes: [codeOf(dialogue, [0])] })
  return made
}

/** An objection under the own name, and a secret vote. */
async function decide(hub: Hub, call: Call, session: string): Promise<string> {
  const dialogue = await converse(hub, call, session)
  const { id: recommendation } = await call<{ id: string }>('recommendations.draft', {
    ...{ session, title: 'Fund tools', text: 'Fund tools.', call: 'Pay.', language: 'en', question: 1, answerBy: '2026-06-01' },
    ...{ addresseeBody: hub.cast.bodies.unit, sources: [{ sort: 'statement', id: `${dialogue.id}/1` }] },
  })
  const until = new Date(hub.runner.outside.now().getTime() + 2 * DAY_MS).toISOString().slice(0, 10)
  await call('recommendations.propose', { recommendation, amendmentsUntil: until, rule: 'vote', quorum: 10 })
  await call('recommendations.take-stance', { ...said, recommendation, stance: 'objection', attribution: 'named' })
  await hub.db
    .updateTable('recommendation')
    .set({ amendments_until: '2026-02-01', ballot_until: '2026-12-01' })
    .where('id', '=', recommendation)
    .execute()
  await call('recommendations.cast-ballot', { recommendation, choice: 'for' })
  await call('dialogue.close', { dialogue: dialogue.id })
  await call('dialogue.answer', { ...said, dialogue: dialogue.id })
  return recommendation
}

/** Tables of rows about people in which none of these stands. A table that is declared so holds a person's id, or a row of another that does. */
export async function tablesWithout(hub: Hub, places: readonly string[], except: ReadonlySet<string>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'uuid' and column_name ~ '(person|_by|account)(_id)?$'`.execute(hub.db)
  const named = new Set(rows.map(({ name }) => name))
  return rooms
    .flatMap(({ holds = [] }) => holds)
    .filter(({ table, about }) => about !== 'nobody' && named.has(table) && !except.has(table))
    .filter(({ table }) => !places.some((place) => place.startsWith(`${table}.`)))
    .map(({ table }) => table)
}
