import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { attack, newTally, rowFaults } from './attack.ts'
import { casesOf, type Case } from './cases.ts'
import { openGround, type Attacked } from './ground.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The names of cases that are done again by themselves, or null (vitest.config.ts). */
    attackOnly: string | null
    /** How many strange requests each door gets. */
    attackStrange: number
  }
}

// Everything that the hub answers, asked in every wrong way. What is sent is drawn from a seed; what must be true of each answer stands in
// oracle.ts. Doors are those that are registered, inputs come from the description of the API and from the forms that the cast is shown.

const seed = inject('attackSeed')
const only = inject('attackOnly')
const whole = only === null
let ground: Attacked
let cases: readonly Case[]
const tally = newTally()
const heaps: number[] = []

beforeAll(async () => {
  process.stdout.write(`attack: bad input at large, ATTACK_SEED=${seed}\n`)
  ground = await openGround(seed)
  const all = casesOf(ground.survey.doors, inject('attackStrange'), seed)
  cases = only === null ? all : all.filter(({ name }) => only.split(',').includes(name))
}, 600_000)
afterAll(() => ground.stage.hub.close())

/** What is in use once everything that can be let go of is gone. */
function heapMb(): number {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc === 'function') gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

test('nothing that is sent makes the hub fail, hang, tell of its inside, or lose or half do anything', { timeout: 3_600_000 }, async () => {
  const began = performance.now()
  const third = Math.ceil(cases.length / 3)
  const found: string[] = []
  for (let from = 0; from < cases.length; from += third) {
    found.push(...(await attack(ground, cases.slice(from, from + third), tally)))
    heaps.push(heapMb())
  }
  const { survey } = ground
  const doors = {
    doors: survey.doors.length,
    reached: tally.reached.size,
    opened: tally.opened.size,
    pages: survey.pages,
    forms: survey.forms,
  }
  const sent = { requests: tally.requests, done: tally.taken, refused: tally.refused, toldToWait: tally.waiting }
  const cost = { seconds: Math.round((performance.now() - began) / 1000), heapMb: heaps.map(Math.round) }
  process.stdout.write(
    `attack: bad input at large, ${JSON.stringify({ ...doors, ...sent, ...cost, statuses: Object.fromEntries(tally.statuses) })}\n`,
  )
  if (found.length > 0) process.stdout.write(`${found.join('\n')}\n`)
  expect(found).toEqual([])
})

/** Doors that no request of this hub gets to, each with the reason. */
const NOT_REACHED: Readonly<Record<string, string>> = {}

test.runIf(whole)('every door was reached, and most of them answered with more than that there is nothing', () => {
  const missed = ground.survey.doors.map(({ key }) => key).filter((key) => !tally.reached.has(key))
  expect(missed.toSorted()).toEqual(Object.keys(NOT_REACHED).toSorted())
  expect(tally.opened.size / ground.survey.doors.length, 'doors that opened').toBeGreaterThan(0.8)
  expect(tally.waiting / tally.requests, 'requests that were told to wait, and so attacked nothing').toBeLessThan(0.05)
  expect(tally.taken / tally.requests, 'requests that were answered').toBeGreaterThan(0.2)
})

test('afterwards the hub answers, and does what was left for later', { timeout: 240_000 }, async () => {
  const { hub } = ground.stage
  await hub.settle()
  await hub.sweep()
  expect(ground.faults()).toEqual([])
  for (const path of ['/healthz', '/', '/dialogues', '/bodies']) expect([path, (await hub.as(null).get(path)).status]).toEqual([path, 200])
})

test.runIf(whole)('what it holds in memory does not grow with what is sent', () => {
  // The first third fills what is filled once; the rest only comes and goes.
  const [filled = 0, , last = 0] = heaps
  expect(last - filled, `of ${heaps.map(Math.round).join(', ')} MB`).toBeLessThan(MOST_GROWTH_MB)
})

const MOST_GROWTH_MB = 96

test('what a request writes is heard: a row beside a refusal, a row without an event, a row that is gone', async () => {
  const { hub } = ground.stage
  const { db } = hub
  const refused = [{ method: 'POST', path: '/', status: 422, headers: new Headers(), text: '', tookMs: 1 }]
  const taken = refused.map((one) => ({ ...one, status: 303 }))
  const before = await ground.rows.mark()
  expect(await ground.rows.since(before)).toBeNull()
  await db.updateTable('body').set({ kind: 'faith' }).where('slug', '=', 'pulaar-lyon').execute()
  const written = await ground.rows.since(before)
  expect(rowFaults(refused, written)).toEqual(['was refused and wrote to body'])
  expect(rowFaults(taken, written)).toEqual(['wrote to body and told nothing of it'])
  const later = await ground.rows.mark()
  await db.deleteFrom('event').where('kind', '=', 'people.session.begun').execute()
  await db.deleteFrom('passkey').execute()
  expect(rowFaults(refused, await ground.rows.since(later)).join()).toContain('passkey')
})
