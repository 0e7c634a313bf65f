import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#base'
import { nobody, theHub } from '../../core/actor.ts'
import { perform } from '../../core/perform.ts'
import type { Reader } from '../../platform/db.ts'
import { keysFrom } from '../../platform/keys.ts'
import { eventsOf } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { callAs } from '../../testing/rights/callers.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import { renewSecrets } from './commands/renew-secrets.ts'
import { interventions } from './module.ts'
import { ownerTags } from './queries/links.ts'
import { LONGEST, partsOf } from './rules.ts'

let hub: Hub
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'samir', 'note-taker')
  await seat(hub, session.edition, ['mai', 'idrissa'])
})
afterAll(() => hub.close())

type Written = { readonly id: string; readonly link: string }
const typeOf = async (answer: Promise<Response>): Promise<unknown> => ((await (await answer).json()) as { type: unknown }).type

async function write(name: 'mai' | 'idrissa', more: object = {}, { id }: StagedSession = session): Promise<Written> {
  const input = { sending: randomUUID(), text: 'We meet on Sundays.', language: 'en', choice: 'none', ...more }
  const answer = await hub.as(name).api('POST', `/sessions/${id}/my-interventions`, input)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Written
}

async function capture(more: object = {}): Promise<Written> {
  const noted = { sending: randomUUID(), text: 'Trust takes years.', language: 'en', role: 'panellist', form: 'verbatim', ...more }
  return (await (await hub.as('samir').api('POST', `/sessions/${session.id}/interventions`, noted)).json()) as Written
}

const choose = (who: Visitor, of: object, choice: object) => who.api('POST', '/interventions/attribution', { of, ...choice })

test('what is sent twice is told once: no step of the public trail says that something changed where nothing did', async () => {
  const { id, link } = await write('mai')
  const ana = hub.as(null)
  const words = { of: { link }, text: 'We meet on Mondays.', language: 'en' }
  for (const _ of [1, 2]) expect((await ana.api('POST', '/interventions/correction', words)).status).toBe(200)
  for (const _ of [1, 2]) expect((await choose(ana, { link }, { choice: 'label', label: 'A baker' })).status).toBe(200)
  const told = (await eventsOf(hub, session.id)).filter(({ subject }) => subject === id).map(({ kind }) => kind.split('.').at(-1))
  expect(told).toEqual(['captured', 'corrected', 'attributed'])
})

test('who confirmed what a note-taker chose for them has spoken, and nobody speaks for them any more', async () => {
  const { id, link } = await capture({ choice: 'none', consent: 'spoken' })
  expect((await choose(hub.as(null), { link }, { choice: 'none' })).status).toBe(200)
  const byTeam = choose(
    hub.as('samir'),
    { session: session.id, intervention: id, consent: 'spoken' },
    { choice: 'label', label: 'The tall one' },
  )
  expect(await typeOf(byTeam)).toBe('intervention.speaker-chose')
})

test('nobody puts their own name to what they took down of somebody else, by the link that they saw', async () => {
  const { link } = await capture()
  expect(await typeOf(choose(hub.as('samir'), { link }, { choice: 'identity' }))).toBe('intervention.noted-by-you')
  expect((await choose(hub.as('idrissa'), { link }, { choice: 'identity' })).status, 'whoever it was does').toBe(200)
})

test('two names never stand under the same words, one after the other neither', async () => {
  const mai = hub.cast.members.get('mai')?.actor ?? nobody('en')
  const { person } = await callAs(hub, mai)<{ person: Id<'person'> }>('people.make-identity', { name: 'Rowan' })
  const { link } = await write('mai', { choice: 'identity' })
  const byOther = () => callAs(hub, { ...mai, person })('interventions.choose-attribution', { of: { link }, choice: 'identity' })
  await expect(byOther()).rejects.toThrow('intervention.named-before')
  expect((await choose(hub.as('mai'), { link }, { choice: 'identity' })).status, 'the same changes nothing').toBe(200)
  expect((await choose(hub.as(null), { link }, { choice: 'none' })).status).toBe(200)
  await expect(byOther()).rejects.toThrow('intervention.named-before')
  const page = await (await hub.as('mai').get(`/interventions/${link}`)).text()
  expect([page.includes('value="none"'), page.includes('value="identity"')]).toEqual([true, false])
})

test('what somebody wrote with their account is taken back by nobody else, whatever they say was told to them', async () => {
  const { id, link } = await write('mai')
  const of = { session: session.id, intervention: id, consent: 'spoken' }
  expect(await typeOf(hub.as('samir').api('POST', '/interventions/withdrawal', { of }))).toBe('intervention.speaker-chose')
  const shown = await (await hub.as('samir').get(`${session.path}/interventions/${id}`)).text()
  expect([shown.includes('/filing'), shown.includes('/withdrawal')]).toEqual([true, false])
  for (const _ of [1, 2]) expect((await hub.as(null).post(`/interventions/${link}/withdrawal`)).status, 'what arrives twice').toBe(303)
  const told = (await eventsOf(hub, session.id)).filter(({ subject, kind }) => subject === id && kind.endsWith('.withdrawn'))
  expect(told.length).toBe(1)
})

test('somebody who has asked to leave may be named less, and not more', async () => {
  const { link } = await write('idrissa', { choice: 'identity' })
  const actor = hub.cast.members.get('idrissa')?.actor
  if (actor == null) throw new Error('no account')
  await hub.db
    .updateTable('account')
    .set({ leaving_at: new Date(NOON.getTime() + 86_400_000) })
    .where('id', '=', actor.account ?? '')
    .execute()
  const leaver = hub.as('idrissa')
  expect(await typeOf(choose(leaver, { link }, { choice: 'label', label: 'A tailor' }))).toBe('account.leaving')
  expect((await choose(leaver, { link }, { choice: 'none' })).status).toBe(200)
  await hub.db
    .updateTable('account')
    .set({ leaving_at: null })
    .where('id', '=', actor.account ?? '')
    .execute()
})

test('a label that reads like somebody else’s is theirs, whatever it is written with', async () => {
  await write('mai', { choice: 'label', label: 'Amina Sow' })
  const like = ['Amina\u200B Sow', '\u202EAmina Sow', 'Аmina Sow', 'Amina\u2060Sow', 'AMINA SOW']
  const taken = like.map((label) => {
    const input = { sending: randomUUID(), text: 'Not hers.', language: 'en', choice: 'label', label }
    return typeOf(hub.as('idrissa').api('POST', `/sessions/${session.id}/my-interventions`, input))
  })
  const refused = await Promise.all(taken)
  expect(refused.filter((code) => code !== 'intervention.label-taken' && code !== 'input.invalid')).toEqual([])
  const blank = { sending: randomUUID(), text: 'Nobody’s.', language: 'en', choice: 'label', label: '\u200B\u200D' }
  expect((await hub.as('idrissa').api('POST', `/sessions/${session.id}/my-interventions`, blank)).status).toBe(400)
})

test('a label stays its owner’s under a new secret, also where all that stood under it was withdrawn', async () => {
  const alone = await stageSession(hub, { opened: true })
  await seat(hub, alone.edition, ['mai'])
  const { link } = await write('mai', { choice: 'label', label: 'The weaver' }, alone)
  await hub.as(null).post(`/interventions/${link}/withdrawal`)
  const keys = keysFrom(Buffer.alloc(32, 2), [Buffer.alloc(32, 1)])
  await perform({ ...hub.runner, outside: { ...hub.runner.outside, keys } }, renewSecrets, {}, theHub)
  const [row] = await hub.db.selectFrom('intervention_label').select('owner').where('session_id', '=', alone.id).execute()
  const account = hub.cast.members.get('mai')?.actor.account ?? ''
  expect(row?.owner.equals(ownerTags(keysFrom(Buffer.alloc(32, 2)), alone.id, account)[0] ?? Buffer.alloc(0))).toBe(true)
  const back = keysFrom(Buffer.alloc(32, 1), [Buffer.alloc(32, 2)])
  await perform({ ...hub.runner, outside: { ...hub.runner.outside, keys: back } }, renewSecrets, {}, theHub)
})

/** A reader that counts what it is asked. */
function counted(): { readonly db: Reader; readonly asked: () => number } {
  let count = 0
  const db = new Proxy(hub.db, {
    get(target, name) {
      if (name === 'selectFrom') count += 1
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
  return { db, asked: () => count }
}

test('sources of thirty sessions are read by as few readings as those of one', async () => {
  const { id } = await write('mai')
  const sessions = await Promise.all([1, 2].map(() => stageSession(hub, { opened: true })))
  const row = await hub.db.selectFrom('intervention').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const others = sessions.map((one) => ({ ...row, session_id: one.id, id: randomUUID() }))
  await hub.db.insertInto('intervention').values(others).execute()
  const [one, many] = [counted(), counted()]
  const [citable] = interventions.citables ?? []
  await citable?.byIds(one.db, [id], 'en')
  expect((await citable?.byIds(many.db, [id, ...others.map((other) => other.id)], 'en'))?.length).toBe(3)
  expect(many.asked()).toBe(one.asked())
})

test.each([
  ['a mark of a voice that does not end', `<v${' '.repeat(LONGEST.transcript - 3)}x`],
  ['tags that do not end', '<a'.repeat(LONGEST.transcript / 2)],
  ['a word on each line', 'ab\n'.repeat(LONGEST.transcript / 3)],
])('a transcript of %s is read in no time', (_name, transcript) => {
  const began = performance.now()
  partsOf(transcript)
  expect(performance.now() - began).toBeLessThan(2000)
})
