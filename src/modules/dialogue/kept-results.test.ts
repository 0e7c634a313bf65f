import { createHash } from 'node:crypto'
import type { ControlledTransaction } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { analyse, engine, finalVotes, type StatementState } from '#deliberation'
import { theHub, type Actor } from '../../core/actor.ts'
import { Refused } from '../../core/refused.ts'
import type { Tables } from '../../platform/db.ts'
import { doAsHub, makeOpen, operationsOf, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { readCheckable } from './queries/checkable.ts'
import { staleDialogues } from './queries/stale-dialogues.ts'

// Whatever happened before, in whatever order it became visible: a result that is recorded is the one of the votes in the database.

type Process = typeof import('./jobs.ts')
type Late = { readonly tx: ControlledTransaction<Tables>; readonly dialogue: Made }
type Place = { readonly made: Made; readonly guests: { readonly actor: Actor }[]; closed: boolean }

let hub: Hub
/** Two processes of one hub: each has a thread of its own, and knows nothing of what the other keeps. */
let processes: readonly [Process, Process]
let late: Late[] = []

beforeAll(async () => {
  hub = await openHub()
  const first = await import('./jobs.ts')
  vi.resetModules()
  processes = [first, await import('./jobs.ts')]
})
afterEach(async () => {
  for (const { tx } of late) await tx.rollback().execute()
  late = []
  hub.setNow(NOON)
})
afterAll(async () => {
  await processes[1].stopThinking()
  await hub.close()
})

const operations = new Map(operationsOf('dialogue').map((one) => [one.name, one]))
async function invoke(name: string, input: object, actor: Actor): Promise<unknown> {
  return operations.get(`dialogue.${name}`)?.invoke(hub.runner, input, actor)
}

const stranger: Actor = { ...theHub, operator: false }

async function guestOf({ id }: Made): Promise<Actor> {
  const { key } = (await invoke('join', { dialogue: id }, stranger)) as { key: string }
  const secret = hub.runner.outside.keys.verify(`guest/${id}`, key)
  return { ...stranger, guestKey: (dialogue) => (dialogue === id ? secret : null) }
}

/** What the database holds, read in the plainest way, worked out from the start. */
async function worked(dialogueId: string) {
  const statements = await hub.db.selectFrom('statement').selectAll().where('dialogue_id', '=', dialogueId).execute()
  const people = await hub.db.selectFrom('participant').selectAll().where('dialogue_id', '=', dialogueId).execute()
  const cast = await hub.db.selectFrom('vote').selectAll().where('dialogue_id', '=', dialogueId).execute()
  const gone = new Set(people.flatMap(({ number, removed_at: at }) => (at === null ? [] : [number])))
  const votes = cast.filter(({ participant }) => !gone.has(participant))
  const stateOf = ({ status, meta }: { status: string; meta: boolean }): StatementState =>
    status === 'declined' ? 'moderated-out' : meta ? 'meta' : 'live'
  const shown = statements.filter(({ status }) => status !== 'waiting')
  const analysis = analyse({ statements: shown.map((one) => ({ id: one.number, state: stateOf(one) })), votes: finalVotes(votes) })
  return { certificate: analysis.certificate, participants: analysis.participants, gone }
}

const recorded = (dialogueId: string) =>
  hub.db.selectFrom('result').select(['certificate', 'version', 'computed_at']).where('dialogue_id', '=', dialogueId).executeTakeFirst()

/** The result is that of the database, and what can be checked holds by itself and gives nobody's votes who was taken out. */
async function expectToBeTrue({ made, closed }: Place): Promise<void> {
  const now = await worked(made.id)
  expect((await recorded(made.id))?.certificate).toBe(now.certificate)
  const step = await readCheckable(hub.db, made.id)
  if (closed && now.participants >= 10) expect(step?.certificate).toBe(now.certificate)
  if (step === null || step.snapshot === null) return
  expect(createHash('sha256').update(step.document).digest('hex')).toBe(step.certificate)
  expect(analyse({ statements: step.statements, votes: step.snapshot.rows }).certificate).toBe(step.certificate)
  expect([...step.snapshot.rows.participants].filter((number) => now.gone.has(number))).toEqual([])
}

function drawsOf(seed: number) {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(((state ^ (state >>> 15)) >>> 0) % limit)
  }
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  return { below, one }
}
type Draws = ReturnType<typeof drawsOf>

const CHOICES = ['agree', 'disagree', 'pass', 'agree']

/** A refusal is an answer too: what is not allowed at that moment changes nothing. */
const tried = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error
  })
}

async function numbersOf(table: 'statement' | 'participant', dialogueId: string): Promise<number[]> {
  const rows = await hub.db.selectFrom(table).select('number').where('dialogue_id', '=', dialogueId).orderBy('number').execute()
  return rows.map(({ number }) => number)
}

/** A vote whose transaction ends later than others that began after it, by minutes or by hours of either clock. */
async function voteLate({ made, closed }: Place, { below, one }: Draws): Promise<void> {
  const participant = one(await numbersOf('participant', made.id))
  if (closed || participant === undefined || late.length >= 2 || late.some(({ dialogue }) => dialogue.id === made.id)) return
  const tx = await hub.db.startTransaction().execute()
  const cast_at = new Date(hub.runner.outside.now().getTime() - 60_000 * below(100))
  const row = { value: one([-1, 0, 1] as const), cast_at }
  await tx
    .insertInto('vote')
    .values({ dialogue_id: made.id, participant, statement: below(8), ...row })
    .onConflict((oc) =>
      oc.columns(['dialogue_id', 'participant', 'statement']).doUpdateSet((eb) => ({ ...row, written: eb.ref('excluded.written') })),
    )
    .execute()
  late.push({ tx, dialogue: made })
}

async function arrive(which: (one: Late) => boolean): Promise<void> {
  for (const { tx } of late.filter(which)) await tx.commit().execute()
  late = late.filter((one) => !which(one))
}

type Deed = (place: Place, draws: Draws) => Promise<void>
const asHub = async (name: string, { made }: Place, input: object) =>
  tried(doAsHub(hub, `dialogue.${name}`, { dialogue: made.id, ...input }))
const byGuest = (name: string, { made }: Place, input: object, actor: Actor) => tried(invoke(name, { dialogue: made.id, ...input }, actor))

const voteOnce: Deed = async (place, { below, one }) => {
  const guest = place.guests.length === 0 ? undefined : one(place.guests)
  if (guest === undefined || late.some(({ dialogue }) => dialogue.id === place.made.id)) return
  const statement = one(await numbersOf('statement', place.made.id))
  await byGuest('cast-vote', place, { statement, choice: one(CHOICES), important: below(3) === 0 }, guest.actor)
}
const join: Deed = async (place, draws) => {
  if (place.closed) return
  place.guests.push({ actor: await guestOf(place.made) })
  for (let votes = draws.below(9); votes > 0; votes -= 1) await voteOnce({ ...place, guests: place.guests.slice(-1) }, draws)
}
const decide =
  (name: string, more: object): Deed =>
  async (place, { one }) =>
    asHub(name, place, { statement: one(await numbersOf('statement', place.made.id)), ...more })
const withPerson =
  (name: string, more: object): Deed =>
  async (place, { one }) => {
    const participant = one(await numbersOf('participant', place.made.id))
    if (participant !== undefined) await asHub(name, place, { participant, ...more })
  }
const add: Deed = async (place, { below, one }) => {
  if (place.guests.length > 0)
    await byGuest('add-statement', place, { text: `Statement ${below(1e9)}`, language: 'en' }, one(place.guests).actor)
}
const close: Deed = async (place, { below }) => {
  if (below(6) > 0 || place.closed) return
  // Closing waits for the votes on their way.
  await arrive(({ dialogue }) => dialogue.id === place.made.id)
  await asHub('close', place, {})
  place.closed = true
}
const passTime: Deed = async (_place, { one }) => {
  const step = one([0, 0, 0, 1, 1, 3000, 61_000, 600_000, -1, -5000, -90_000, -600_000])
  hub.setNow(new Date(Math.max(NOON.getTime() - 3_000_000, hub.runner.outside.now().getTime() + step)))
}
const lose: Deed = async (_place, { one }) => one(processes).stopThinking()

const DEEDS: readonly Deed[] = [
  ...[join, join, join, voteOnce, voteOnce, voteOnce, voteOnce, voteLate, voteLate, add, add, close, passTime, passTime, lose],
  ...[decide('publish-statement', {}), decide('decline-statement', { rule: 'on-topic' }), decide('publish-statement', {})],
  ...[decide('mark-statement', { seed: false, meta: true }), decide('mark-statement', { seed: false, meta: false })],
  ...[
    withPerson('remove-participant', { reason: 'automated' }),
    withPerson('restore-participant', {}),
    withPerson('restore-participant', {}),
  ],
  async (_place, { one }) =>
    arrive(
      (
        (chosen) => (each) =>
          each === chosen
      )(late.length === 0 ? undefined : one(late)),
    ),
]

describe('what is recorded is what the database holds', () => {
  test.each([1, 2])('after any deeds in any order (seed %i)', { timeout: 120_000 }, async (seed) => {
    const draws = drawsOf(seed)
    // More than the thread keeps.
    const places: Place[] = []
    for (let n = 0; n < 18; n += 1) {
      const place: Place = { made: await makeOpen(hub, { moderation: draws.one(['before', 'after']) }), guests: [], closed: false }
      places.push(place)
      for (let guests = draws.below(14); guests > 0; guests -= 1) await join(place, draws)
    }
    // Most happens in a few, so that what is kept of them is used again and again.
    const somewhere = () => draws.one(draws.below(4) === 0 ? places : places.slice(0, 3))
    for (let round = 0; round < 70; round += 1) {
      for (let deeds = draws.below(8); deeds > 0; deeds -= 1) await draws.one(DEEDS)(somewhere(), draws)
      const place = somewhere()
      if (draws.below(5) === 0) {
        const stale = new Set(await staleDialogues(hub.db))
        const now = await worked(place.made.id)
        const known = (await recorded(place.made.id))?.certificate
        if (now.participants > 0 && known !== now.certificate) expect(stale).toContain(place.made.id)
      }
      await draws.one(processes).recompute(hub.runner, place.made.id)
      await expectToBeTrue(place)
    }
    await arrive(() => true)
    for (const id of await staleDialogues(hub.db)) await draws.one(processes).recompute(hub.runner, id)
    expect(await staleDialogues(hub.db)).toEqual([])
    for (const place of places) if ((await recorded(place.made.id)) !== undefined) await expectToBeTrue(place)
  })
})

describe('two processes', () => {
  const record = (dialogueId: string, seen: string, certificate: string) =>
    doAsHub<{ version: number; changed: boolean }>(hub, 'dialogue.record-result', {
      ...{ dialogueId, seen, readAt: hub.runner.outside.now(), tookMs: 1, participants: 12, votes: 96, engine },
      ...{ certificate: certificate.repeat(64), packed: new Uint8Array(1), step: null },
    })

  test('what was read earlier does not take the place of what was read later', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 12, () => [1, -1, 0])
    await processes[0].recompute(hub.runner, made.id)
    const { seen } = await hub.db.selectFrom('result').select('seen').where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
    const newest = await recorded(made.id)
    const [first = 0, second = 0] = (seen ?? '').split(':').map(Number)
    expect(await record(made.id, `${first - 1}:${second - 1}:`, 'a')).toEqual({ version: 1, changed: false })
    expect(await recorded(made.id)).toEqual(newest)
    expect(await record(made.id, seen ?? '', 'b')).toEqual({ version: 2, changed: true })
    // The database was brought here from a server that had counted further: then a number says nothing.
    await hub.db.updateTable('result').set({ seen: '900000000:900000000:' }).where('dialogue_id', '=', made.id).execute()
    expect(await staleDialogues(hub.db)).toContain(made.id)
    expect(await record(made.id, seen ?? '', 'c')).toEqual({ version: 3, changed: true })
  })

  test('who is taken out in the same moment as others are put back is out, and leaves what can be checked', async () => {
    const made = await makeOpen(hub)
    await seatCrowd(hub, made.id, 14, (person) => [person % 2 ? 1 : -1, 1, 0])
    const place = { made, guests: [], closed: false }
    const [first, second] = await numbersOf('participant', made.id)
    await doAsHub(hub, 'dialogue.remove-participant', { dialogue: made.id, participant: first, reason: 'automated' })
    for (const one of processes) await one.recompute(hub.runner, made.id)
    await expectToBeTrue(place)
    await doAsHub(hub, 'dialogue.restore-participant', { dialogue: made.id, participant: first })
    await doAsHub(hub, 'dialogue.remove-participant', { dialogue: made.id, participant: second, reason: 'automated' })
    for (const one of processes) {
      await one.recompute(hub.runner, made.id)
      await expectToBeTrue(place)
    }
  })
})

test('a dialogue that cannot be computed stands in the way of no other, and waits its turn again', async () => {
  const broken = await makeOpen(hub)
  const whole = await makeOpen(hub)
  await seatCrowd(hub, broken.id, 12, () => [1, -1])
  await seatCrowd(hub, whole.id, 12, () => [1, -1])
  await hub.db.insertInto('vote').values({ dialogue_id: broken.id, participant: 1000, statement: 999, value: 1, cast_at: NOON }).execute()
  const stale = await staleDialogues(hub.db)
  expect(stale).toEqual(expect.arrayContaining([broken.id, whole.id]))
  for (const { id } of [broken, whole]) await join({ made: { id, slug: '' }, guests: [], closed: false }, drawsOf(7))
  await expect(hub.sweep()).rejects.toThrow('statement 999, which is not listed')
  expect(await recorded(broken.id)).toBeUndefined()
  expect((await recorded(whole.id))?.certificate).toBe((await worked(whole.id)).certificate)
  await hub.db.deleteFrom('vote').where('dialogue_id', '=', broken.id).where('statement', '=', 999).execute()
  await processes[0].recompute(hub.runner, broken.id)
  expect((await recorded(broken.id))?.certificate).toBe((await worked(broken.id)).certificate)
})
