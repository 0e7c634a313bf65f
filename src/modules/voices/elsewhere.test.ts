import { afterAll, beforeAll, expect, test } from 'vitest'
import { doAsHub, kindsOf, makeClosed, makeOpen, SEEDS, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { giveRole, seat, stageSession, type StagedSession } from '../../testing/summit.ts'
import {
  clearVoice,
  everySource,
  stageIntermediaries,
  stageVoice,
  voicesRoom,
  wordsAnywhere,
  type StagedVoice,
} from '../../testing/voices.ts'
import { doAs } from '../../testing/deeds.ts'

// What was said to a trusted intermediary, as a statement of a dialogue and among what was said in a session.

let hub: Hub
let before: Made
let after: Made
let session: StagedSession
beforeAll(async () => {
  hub = await openHub()
  await stageIntermediaries(hub)
  before = await makeOpen(hub)
  after = await makeOpen(hub, { title: 'Moderated afterwards', moderation: 'after' })
  session = await stageSession(hub, { opened: true })
  await seat(hub, session.edition, ['mai'])
  await giveRole(hub, session.id, 'samir', 'note-taker')
})
afterAll(() => hub.close())

const NUMBER = SEEDS.length
const page = async (path: string) => (await hub.as(null).get(path)).text()
const byCode = async (code: string, form: Record<string, string | readonly string[]> = {}) => hub.as(null).post('/v', { code, ...form })
const own = async ({ code }: StagedVoice) => (await byCode(code)).text()
const sources = everySource()
const citedOf = async () => (await sources.ofSession(hub.db, session.id, 'en')).map(({ sort, text }) => `${sort}: ${text}`)

/** As the clock does it: published at its hour, then put where it is to stand. */
async function goOn(): Promise<void> {
  await hub.db.updateTable('kept_voice').set({ publish_at: hub.runner.outside.now() }).where('publish_at', 'is not', null).execute()
  for (const sweep of voicesRoom().jobs?.(hub.kit).sweeps ?? []) if (sweep.name === 'voices.publish-due') await sweep.sweep(hub.runner)
  await hub.settle()
}

const saidFor = (dialogue: Made, statement: string) => stageVoice(hub, { dialogue: dialogue.id, statement, text: `${statement} And more.` })
const agreed = (voice: StagedVoice, more: object = {}) => clearVoice(hub, voice, { puts: ['dialogue', 'session'], ...more })
const statementIn = ({ id }: Made, number = NUMBER) =>
  hub.db.selectFrom('statement').selectAll().where('dialogue_id', '=', id).where('number', '=', number).executeTakeFirst()
const countIn = ({ id }: Made) => hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', id).execute()

test('without consent for that it stands nowhere else, and with it only after it was published', async () => {
  const refused = await saidFor(after, 'Nobody agreed to this.')
  await clearVoice(hub, refused)
  const waits = await saidFor(after, 'Nobody read this yet.')
  await goOn()
  expect(await statementIn(after)).toBeUndefined()
  for (const { code } of [refused, waits]) await byCode(code, { deed: 'withdraw' })
  // Not to be quoted is not to stand where reports quote from.
  const unquoted = await saidFor(after, 'I am not to be quoted.')
  await agreed(unquoted, { quoted: false })
  await goOn()
  expect(await statementIn(after)).toBeUndefined()
  await byCode(unquoted.code, { deed: 'withdraw' })
})

test('a statement of nobody: moderated before, marked, no participant more, voted on; by the code it goes with its words and its votes', async () => {
  await seatCrowd(hub, before.id, 12, () => SEEDS.map(() => 1))
  const people = (await countIn(before)).length
  const voice = await saidFor(before, 'Clinics should answer in Pulaar.')
  await agreed(voice)
  await goOn()
  expect(await statementIn(before)).toMatchObject({ status: 'waiting', voice: 'intermediary', author_number: null, question: null })
  expect(await own(voice)).toContain('It waits for the moderators there.')
  const at = `/dialogues/${before.slug}/statements/${NUMBER}`
  expect((await hub.as(null).get(at)).status).toBe(404)
  expect((await hub.as('samir').post(`/dialogues/${before.slug}/statements/${NUMBER}/publication`)).status).toBe(303)
  for (const path of [at, `/dialogues/${before.slug}/statements`])
    expect([path, (await page(path)).includes('Said to a trusted intermediary')]).toEqual([path, true])
  expect((await countIn(before)).length).toBe(people)
  const state = await own(voice)
  expect([state.includes('It stands there.'), state.includes(`href="/en${at}"`)]).toEqual([true, true])
  const rows = await hub.db.selectFrom('participant').select('number').where('dialogue_id', '=', before.id).limit(11).execute()
  await hub.db
    .insertInto('vote')
    .values(
      rows.map(({ number }) => ({ dialogue_id: before.id, participant: number, statement: NUMBER, value: 1 as const, cast_at: NOON })),
    )
    .execute()
  const counted = async () => {
    hub.setNow(new Date(hub.runner.outside.now().getTime() + 10 * 60_000))
    await hub.sweep()
    const answer = (await (await hub.as(null).api('GET', `/dialogues/${before.id}/result`)).json()) as object
    return [JSON.stringify(answer).includes('Pulaar'), (await page(`/dialogues/${before.slug}/export/comments.csv`)).includes('Pulaar')]
  }
  expect((await counted())[1]).toBe(true)
  expect(await (await byCode(voice.code, { deed: 'withdraw' })).text()).toContain('Nothing is kept under this code any more')
  expect((await statementIn(before))?.status).toBe('declined')
  expect(await counted()).toEqual([false, false])
  expect((await countIn(before)).length).toBe(people)
  expect(await wordsAnywhere(hub.db, 'answer in Pulaar')).toEqual([])
  // Nobody else undoes it, and nothing in events leads to a code or to whoever keeps it.
  expect((await hub.as('samir').post(`/dialogues/${before.slug}/statements/${NUMBER}/publication`)).status).toBe(409)
  const told = await hub.db
    .selectFrom('event')
    .selectAll()
    .where('scope_id', '=', before.id)
    .where('subject', '=', String(NUMBER))
    .execute()
  const named = told.flatMap(({ kind, person_id: person }) => (person === null ? [] : [kind]))
  expect([told.map(({ kind }) => kind).toSorted(), named]).toEqual([
    ['dialogue.statement.added', 'dialogue.statement.published', 'dialogue.statement.withdrawn'],
    ['dialogue.statement.published'],
  ])
  expect(JSON.stringify(told)).not.toContain(voice.voice)
  hub.setNow(NOON)
})

test('the dialogue’s own rules hold: said before, or closed, it is not taken, and the speaker reads that', async () => {
  const twice = await saidFor(after, SEEDS[0] ?? '')
  await agreed(twice)
  await goOn()
  expect([await statementIn(after), (await own(twice)).includes('It comes after it is published here.')]).toEqual([undefined, true])
  hub.setNow(new Date(NOON.getTime() + 9 * 86_400_000))
  await goOn()
  expect(await own(twice)).toContain('It was not taken there.')
  hub.setNow(NOON)
  const closed = await makeClosed(hub, { title: 'Closed' })
  await expect(saidFor(closed, 'Too late.')).rejects.toThrow('voice.dialogue-unknown')
  await expect(stageVoice(hub, { statement: 'For no dialogue.' })).rejects.toThrow('voice.statement-missing')
  // It is the hub's own deed, for nobody's hand.
  await expect(doAs(hub, 'mai', 'dialogue.put-unnamed', { dialogue: after.id, text: 'By hand.', language: 'en' })).rejects.toThrow()
})

test('among what was said in a session, cited once; a part that is taken back goes alone, a correction takes it along', async () => {
  const words = {
    session: session.id,
    inSession: true,
    text: 'They burnt our lists.',
    dialogue: after.id,
    statement: 'Lists should be safe.',
  }
  const voice = await stageVoice(hub, words)
  await agreed(voice)
  await goOn()
  const list = `${session.path}/interventions`
  const read = await page(list)
  expect([read.includes('They burnt our lists.'), read.includes('said to a trusted intermediary')]).toEqual([true, true])
  expect((await citedOf()).filter((one) => one.includes('burnt'))).toEqual(['intervention: They burnt our lists.'])
  const row = await hub.db.selectFrom('intervention').selectAll().where('session_id', '=', session.id).executeTakeFirstOrThrow()
  expect([row.source, row.owner_tag, row.claim_hash, row.captured_by, row.person_id]).toEqual(['intermediary', null, null, null, null])
  const of = { session: session.id, intervention: row.id, consent: 'spoken' }
  await expect(doAs(hub, 'samir', 'interventions.withdraw', { of })).rejects.toThrow('intervention.speaker-chose')
  expect((await statementIn(after))?.text).toBe('Lists should be safe.')
  await byCode(voice.code, { deed: 'choose', quoted: 'on', described: 'on', puts: ['dialogue'] })
  await hub.settle()
  expect([(await page(list)).includes('burnt'), (await statementIn(after))?.status]).toEqual([false, 'published'])
  expect((await citedOf()).filter((one) => one.includes('burnt'))).toEqual(['testimony: They burnt our lists.'])
  expect(await kindsOf(hub, session.id)).toContain('interventions.intervention.withdrawn')
  await byCode(voice.code, { deed: 'correct', title: 'Lists', text: 'They took our lists.' })
  expect((await statementIn(after))?.status).toBe('declined')
  expect((await own(voice)).includes('It stands there.')).toBe(false)
  expect(await wordsAnywhere(hub.db, 'should be safe')).toEqual([])
})

test('what is taken back while it waits to be put elsewhere is put nowhere', async () => {
  const voice = await saidFor(after, 'I changed my mind.')
  await agreed(voice)
  await hub.db.updateTable('kept_voice').set({ publish_at: NOON }).where('id', '=', voice.voice).execute()
  await doAsHub(hub, 'voices.publish-due', {})
  await byCode(voice.code, { deed: 'withdraw' })
  await goOn()
  expect(await wordsAnywhere(hub.db, 'changed my mind')).toEqual([])
})
