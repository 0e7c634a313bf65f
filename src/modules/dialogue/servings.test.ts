import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { replay, routingFrom, seenFrom } from '#deliberation'
import { doAsHub, joinAsGuest, kindsOf, makeOpen, refusalOf, seatCrowd, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub, type Visitor } from '../../testing/hub.ts'
import { seedOf } from './queries/routing.ts'
import { readChances, readServings } from './queries/servings.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
beforeEach(() => hub.setNow(NOON))
afterAll(() => hub.close())

const MANY = Array.from({ length: 24 }, (_, at) => `Statement number ${at}.`)
const NOBODY = '00000000-0000-4000-8000-00000000000e'
const later = (seconds: number) => hub.setNow(new Date(NOON.getTime() + seconds * 1000))

type Next = { readonly statement: { readonly number: number } | null; readonly answered: number }
const next = async (who: Visitor, { id }: Made, query = '') =>
  ((await (await who.api('GET', `/dialogues/${id}/next-statement${query}`)).json()) as Next).statement?.number ?? null
const vote = (who: Visitor, { id }: Made, statement: number | null, choice = 'agree') =>
  who.api('PUT', `/dialogues/${id}/statements/${statement}/vote`, { choice })

/** What the log holds, each decision made once more from it. */
async function replayed({ id }: Made) {
  const servings = await readServings(hub.db, id, 10_000)
  return Promise.all(
    servings.map(async (one) => {
      const packed = await readChances(hub.db, id, one.digest)
      if (packed === null) throw new Error(`the chances ${one.digest} are not kept`)
      const again = replay(packed, { place: one.place, seen: one.seen, seed: seedOf(one.participant, one.answered) })
      const { statement, propensity, explored } = one
      expect(again).toEqual({ statement, propensity, explored })
      return { ...one, passed: seenFrom(routingFrom(packed), one.seen) }
    }),
  )
}

test('each statement that was shown is in the log, and its decision comes out of the log again', async () => {
  const made = await makeOpen(hub, { seeds: MANY })
  const shown: (readonly (number | null)[])[] = []
  for (const guest of [await joinAsGuest(hub, made), await joinAsGuest(hub, made)]) {
    const mine: (number | null)[] = []
    for (let answered = 0; answered < MANY.length; answered += 1) {
      const statement = await next(guest, made)
      mine.push(statement)
      await vote(guest, made, statement)
    }
    expect(await next(guest, made)).toBeNull()
    shown.push(mine)
  }
  await hub.sweep()
  const log = await replayed(made)
  const people = [...Map.groupBy(log, ({ participant }) => participant).values()]
  const inOrder = (lists: readonly (readonly (number | null)[])[]) => lists.map((list) => list.join(' ')).toSorted()
  expect(inOrder(people.map((mine) => mine.map(({ statement }) => statement)))).toEqual(inOrder(shown))
  for (const mine of people) {
    expect(mine.map(({ answered }) => answered)).toEqual(MANY.map((_, at) => at))
    for (const [at, { passed }] of mine.entries()) {
      const before = mine.slice(0, at).map(({ statement }) => statement)
      expect(passed).toEqual(before.toSorted((a, b) => a - b))
    }
  }
  // One in five of 48 explores: none or all would be wrong.
  expect(new Set(log.map(({ explored }) => explored))).toEqual(new Set([true, false]))
  expect(log.filter(({ answered }) => answered === 0).map(({ place }) => place)).toEqual([-1, -1])
})

test('the last statement shown after as many answers counts; one that was asked for by its address does not', async () => {
  const made = await makeOpen(hub, { seeds: MANY })
  const guest = await joinAsGuest(hub, made)
  const first = await next(guest, made)
  const other = await next(guest, made, `?except=${first}`)
  await hub.sweep()
  expect((await replayed(made)).map(({ answered, statement, passed }) => [answered, statement, passed])).toEqual([[0, other, [first]]])
  await next(guest, made)
  await hub.sweep()
  expect((await replayed(made)).map(({ statement, passed }) => [statement, passed])).toEqual([[first, []]])
  await vote(guest, made, first)
  await guest.get(`/dialogues/${made.slug}/take-part?statement=${other}`)
  await hub.sweep()
  expect((await replayed(made)).length).toBe(1)
  const html = await (await guest.get(`/dialogues/${made.slug}/take-part`)).text()
  await hub.sweep()
  expect((await replayed(made)).map(({ statement }) => String(statement))).toEqual([
    String(first),
    /statements\/(\d+)\/vote/.exec(html)?.[1],
  ])
})

test('chances hold for a minute, unless statements change; somebody whom the result places gets those of their group', async () => {
  const made = await makeOpen(hub, { seeds: MANY })
  const guest = await joinAsGuest(hub, made)
  // Two camps, the second a fifth of the people; nobody of it has met the last statement.
  await seatCrowd(hub, made.id, 60, (person) =>
    MANY.map((_, at) => (person % 5 > 0 ? (at % 3 ? 1 : -1) : at === 23 ? null : at % 3 ? -1 : 1)),
  )
  const digests = async () => new Set((await replayed(made)).map(({ digest }) => digest))
  for (let at = 0; at < 8; at += 1) {
    await next(guest, made)
    await vote(guest, made, at, at % 3 ? 'disagree' : 'agree')
  }
  await hub.sweep()
  const { analysis } = await hub.db.selectFrom('result').selectAll().where('dialogue_id', '=', made.id).executeTakeFirstOrThrow()
  expect(analysis.length).toBeGreaterThan(0)
  later(59)
  await next(guest, made)
  await hub.sweep()
  expect((await digests()).size).toBe(1)
  expect((await replayed(made)).at(-1)?.place).toBe(-1)
  later(61)
  await next(guest, made)
  await hub.sweep()
  expect((await digests()).size).toBe(2)
  const log = await replayed(made)
  expect(log.map(({ answered, place }) => [answered, place])).toEqual([...Array.from({ length: 8 }, (_, at) => [at, -1]), [8, 1]])
  const packed = await readChances(hub.db, made.id, log.at(-1)?.digest ?? '')
  const { tables } = routingFrom(packed ?? new Uint8Array(0))
  const weightOfLast = tables.map(({ weights }) => weights[23] ?? NaN)
  // A and B, then people in none. B has not voted on it: eight times as likely for B.
  expect(weightOfLast.length).toBe(3)
  expect((weightOfLast[1] ?? NaN) / (weightOfLast[0] ?? NaN)).toBeCloseTo(8, 1)
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 23, rule: 'on-topic' })
  await next(guest, made)
  await hub.sweep()
  expect((await digests()).size).toBe(2)
  expect((await replayed(made)).at(-1)?.digest).not.toBe(log.at(-1)?.digest)
})

test('a request reads its own votes, and nobody else’s; the dialogue, its statements, who speaks and the result are read for all who ask', async () => {
  const made = await makeOpen(hub, { seeds: MANY })
  await seatCrowd(hub, made.id, 200, (person) => MANY.map((_, at) => (person % 2 === at % 2 ? 1 : -1)))
  const guest = await joinAsGuest(hub, made)
  await vote(guest, made, 3)
  await hub.sweep()
  const asked = vi.spyOn(pg.Query.prototype, 'submit')
  const reads = async (): Promise<number> => {
    asked.mockClear()
    await next(guest, made)
    return asked.mock.calls.length
  }
  // The first reads the dialogue, statements with who speaks, and the newest result with its head.
  expect([await reads(), await reads(), await reads()]).toEqual([6, 1, 1])
  later(3)
  expect([await reads(), await reads()]).toEqual([4, 1])
  later(64)
  expect([await reads(), await reads()]).toEqual([5, 1])
  asked.mockRestore()
})

test('what was shown in a dialogue that is gone or answered is not written down', async () => {
  const one = { participant: 1, answered: 0, statement: 0, propensity: 0.5, explored: false, digest: '0'.repeat(32), place: -1 }
  const servings = [{ ...one, seen: new Uint8Array(0) }]
  const chances = [{ digest: one.digest, packed: new Uint8Array(6) }]
  const made = await makeOpen(hub)
  for (const [dialogueId, recorded] of [
    ['00000000-0000-4000-8000-00000000000f', 0],
    [made.id, 1],
  ] as const)
    expect(await doAsHub(hub, 'dialogue.record-servings', { dialogueId, chances, servings })).toMatchObject({ recorded })
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await doAsHub(hub, 'dialogue.answer', { dialogue: made.id, language: 'en', text: 'Yes.' })
  expect(await doAsHub(hub, 'dialogue.record-servings', { dialogueId: made.id, chances, servings })).toMatchObject({ recorded: 0 })
})

test('corrected shares: for those who moderate, after the closing, of ten answers and more', async () => {
  const made = await makeOpen(hub, { seeds: MANY.slice(0, 6) })
  for (let person = 0; person < 12; person += 1) {
    const guest = await joinAsGuest(hub, made)
    for (let answered = 0; answered < 6; answered += 1) {
      const statement = await next(guest, made)
      // Three of twelve agree on statement 0; on the others everybody. Two people leave half-way.
      if (person >= 10 && answered >= 3) break
      await vote(guest, made, statement, statement === 0 && person >= 3 ? 'disagree' : 'agree')
    }
  }
  await hub.sweep()
  const path = `/dialogues/${made.id}/corrected-shares`
  expect(await refusalOf(await hub.as('samir').api('GET', path))).toEqual([409, 'dialogue.still-open'])
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  expect(await refusalOf(await hub.as('mai').api('GET', path))).toEqual([403, 'dialogue.not-its-moderator'])
  expect(await refusalOf(await hub.as(null).api('GET', path))).toEqual([403, 'sign-in.needed'])
  const shares = (await (await hub.as('samir').api('GET', path)).json()) as { statement: number; [key: string]: number }[]
  expect(shares.map(({ statement }) => statement)).toEqual([0, 1, 2, 3, 4, 5])
  const agreed = shares.slice(1).map(({ naive, corrected }) => [naive, corrected])
  expect(agreed).toEqual(agreed.map(() => [100, 100]))
  // Ten people were asked about statement 0 for sure, the other two with a chance of a half: so each of these counts twice if they were.
  expect(shares[0]).toMatchObject({ statement: 0, answers: 10 })
  expect([25, 27, 30]).toContain(shares[0]?.['naive'])
  expect(Math.abs((shares[0]?.['corrected'] ?? NaN) - 27)).toBeLessThan(8)
  const [{ participant } = { participant: 0 }] = await readServings(hub.db, made.id, 1000)
  const all = await readServings(hub.db, made.id, 1000)
  await hub.db
    .updateTable('participant')
    .set({ removed_at: NOON, removed_for: 'duplicate', removed_by: NOBODY })
    .where('dialogue_id', '=', made.id)
    .where('number', '=', participant)
    .execute()
  const kept = await readServings(hub.db, made.id, 1000)
  expect(kept).toEqual(all.filter((one) => one.participant !== participant))
  // A list that was cut ends with a whole person.
  const people = [...new Set(kept.map((one) => one.participant))]
  const two = kept.filter((one) => people.indexOf(one.participant) < 2)
  expect(await readServings(hub.db, made.id, two.length + 1)).toEqual(two)
})

// Last, because a year later nobody is signed in any more.
test('the log bears no time, its beginning is told once, and with the answer it goes', async () => {
  const made = await makeOpen(hub, { seeds: MANY })
  const beside = await makeOpen(hub, { seeds: MANY })
  for (const where of [made, beside]) {
    const guest = await joinAsGuest(hub, where)
    for (let answered = 0; answered < 5; answered += 1) {
      await vote(guest, where, await next(guest, where))
      await hub.sweep()
    }
  }
  const rows = (id: string) => hub.db.selectFrom('serving').selectAll().where('dialogue_id', '=', id).execute()
  const told = async () => (await kindsOf(hub, made.id)).filter((kind) => kind.includes('serving'))
  const [row = {}] = await rows(made.id)
  expect(Object.entries(row).filter(([, value]) => value instanceof Date)).toEqual([])
  expect(await told()).toEqual(['dialogue.serving.recorded'])
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await hub.sweep()
  expect((await rows(made.id)).length).toBe(5)
  await doAsHub(hub, 'dialogue.answer', { dialogue: made.id, language: 'en', text: 'Yes.' })
  expect(await doAsHub(hub, 'dialogue.discard-servings', { dialogueId: made.id, atOnce: 3 })).toEqual({ done: false, more: true })
  expect((await rows(made.id)).length).toBe(2)
  await hub.sweep()
  expect(await rows(made.id)).toEqual([])
  expect(await hub.db.selectFrom('routing_table').select('digest').where('dialogue_id', '=', made.id).execute()).toEqual([])
  expect(await told()).toEqual(['dialogue.serving.recorded', 'dialogue.serving.discarded'])
  expect(await doAsHub(hub, 'dialogue.discard-servings', { dialogueId: beside.id })).toEqual({ done: false, more: false })
  expect((await rows(beside.id)).length).toBe(5)
  // Nobody answers; a year after the closing it goes all the same.
  await doAsHub(hub, 'dialogue.close', { dialogue: beside.id })
  later(364 * 86_400)
  await hub.sweep()
  expect((await rows(beside.id)).length).toBe(5)
  later(366 * 86_400)
  await hub.sweep()
  expect(await rows(beside.id)).toEqual([])
})
