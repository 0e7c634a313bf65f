import { afterAll, beforeAll, expect, test } from 'vitest'
import { yes, type Verdict } from '#base'
import { z } from 'zod'
import { openHub, type Hub } from '../testing/hub.ts'
import { nobody, theHub } from './actor.ts'
import { command, query } from './command.ts'
import { countEvents, record, THE_HUB, type Event, type EventDraft } from './event.ts'
import { deed, reading } from './operation.ts'
import { ask, perform, type Runner } from './perform.ts'
import { demand, no, refuse, Refused } from './refused.ts'
import { wire, type Listener } from './worker.ts'

let hub: Hub
beforeAll(async () => {
  hub = await openHub()
})
afterAll(() => hub.close())

const draft = (kind: string, more: Partial<EventDraft> = {}): EventDraft => ({
  kind,
  scope: THE_HUB,
  subject: 'x',
  data: {},
  visibility: 'internal',
  ...more,
})
const kinds = async (like: string) =>
  (await hub.db.selectFrom('event').select(['kind', 'person_id']).where('kind', 'like', like).orderBy('sequence').execute()).map(
    ({ kind, person_id }) => [kind, person_id],
  )

type Step = 'facts' | 'may' | 'run' | 'tell' | 'deliver' | 'announce'
type Trial = { readonly refuseAt?: Step; readonly verdict?: Verdict }

/** A deed that writes one event of its own and tells another, and notes its steps. */
function trial(kind: string, { refuseAt, verdict = yes }: Trial = {}) {
  const steps: Step[] = []
  const step = (name: Step): void => {
    steps.push(name)
    if (name === refuseAt) throw new Error(`fault in ${name}`)
  }
  const does = command({
    name: 'test.deed',
    summary: 'A trial',
    input: z.object({ n: z.number() }),
    output: z.object({ doubled: z.number() }),
    facts: async (_tx, { input }) => {
      step('facts')
      return { doubled: input.n * 2 }
    },
    may: () => {
      step('may')
      return verdict
    },
    async run(tx, { facts, now, actor }) {
      step('run')
      await record(tx, [draft(`${kind}.written`)], actor, now)
      return facts
    },
    tell: ({ result }) => {
      step('tell')
      return [draft(`${kind}.told`, { data: { doubled: result.doubled } })]
    },
  })
  const announced: Event[] = []
  const runner: Runner = {
    ...hub.runner,
    deliver: async () => step('deliver'),
    announce: (events) => {
      step('announce')
      announced.push(...events)
    },
  }
  return { does, runner, steps, announced }
}

test('a deed goes through its steps, commits, and is announced afterwards', async () => {
  const { does, runner, steps, announced } = trial('t1')
  const mai = hub.cast.members.get('mai')?.actor ?? theHub
  expect(await perform(runner, does, { n: 4 }, mai)).toEqual({ doubled: 8 })
  expect(steps).toEqual(['facts', 'may', 'run', 'tell', 'deliver', 'announce'])
  expect(await kinds('t1.%')).toEqual([
    ['t1.written', mai.person],
    ['t1.told', mai.person],
  ])
  expect(announced).toEqual([{ ...draft('t1.told', { data: { doubled: 8 } }), at: hub.runner.outside.now() }])
})

test.each(['facts', 'may', 'run', 'tell', 'deliver'] as const)('a fault in %s leaves no trace', async (refuseAt) => {
  const { does, runner, announced } = trial(`t2-${refuseAt}`, { refuseAt })
  await expect(perform(runner, does, { n: 1 }, theHub)).rejects.toThrow(`fault in ${refuseAt}`)
  expect([await kinds(`t2-${refuseAt}.%`), announced]).toEqual([[], []])
})

test('a verdict stops it before anything is done, input before anything is asked', async () => {
  const refused = trial('t3', { verdict: no('sign-in.needed') })
  await expect(perform(refused.runner, refused.does, { n: 1 }, nobody('fr'))).rejects.toMatchObject({
    refusal: { code: 'sign-in.needed', kind: 'forbidden' },
  })
  expect(refused.steps).toEqual(['facts', 'may'])
  const misread = trial('t4')
  await expect(perform(misread.runner, misread.does, { n: 'one' }, theHub)).rejects.toBeInstanceOf(Refused)
  expect(misread.steps).toEqual([])
})

test('an event that would undo a pseudonym names nobody', async () => {
  const mai = hub.cast.members.get('mai')?.actor ?? theHub
  await hub.db
    .transaction()
    .execute((tx) => record(tx, [draft('t5.open'), draft('t5.hidden', { anonymous: true })], mai, hub.runner.outside.now()))
  expect(await kinds('t5.%')).toEqual([
    ['t5.open', mai.person],
    ['t5.hidden', null],
  ])
  await hub.db.transaction().execute((tx) => record(tx, [], mai, hub.runner.outside.now()))
})

test('events are counted by kind within one scope', async () => {
  const scope = hub.runner.outside.uuid()
  const events = [draft('a', { scope }), draft('a', { scope }), draft('b', { scope }), draft('a')]
  await hub.db.transaction().execute((tx) => record(tx, events, theHub, hub.runner.outside.now()))
  expect(await countEvents(hub.db, scope, ['a', 'b', 'c'])).toEqual(
    new Map([
      ['a', 2],
      ['b', 1],
    ]),
  )
})

test('a reading reads; folded into operations both keep what the API needs', async () => {
  const asks = query({
    name: 'test.ask',
    summary: 'Asks',
    route: 'GET /asked',
    input: z.object({ n: z.coerce.number() }),
    output: z.number(),
    read: async (_db, { input, actor }) => (actor.operator ? input.n : 0),
  })
  expect(await ask(hub.runner, asks, { n: '7' }, theHub)).toBe(7)
  await expect(ask(hub.runner, asks, { n: 'x' }, theHub)).rejects.toBeInstanceOf(Refused)
  const operation = reading(asks)
  expect([operation.name, operation.sort, operation.route, await operation.invoke(hub.runner, { n: 3 }, nobody('en'))]).toEqual([
    'test.ask',
    'query',
    'GET /asked',
    0,
  ])
  const { does, runner } = trial('t6')
  const done = deed(does)
  expect([done.sort, done.route, await done.invoke(runner, { n: 2 }, theHub)]).toEqual(['command', undefined, { doubled: 4 }])
})

test('demand and refuse are the ways to say no', () => {
  expect(() => demand(yes)).not.toThrow()
  expect(() => demand(no('too-many'))).toThrow(Refused)
  expect(() => refuse(no('input.invalid'), [{ field: 'a', code: 'field.invalid', data: {} }])).toThrow('input.invalid')
  expect(() => refuse(yes)).toThrow(TypeError)
})

test('critical listeners are queued and may fail loudly; the others are called, and their faults noted', async () => {
  const [calls, faults, sent]: [string[], string[], string[]] = [[], [], []]
  const listener = (kind: string, delivery: Listener['delivery'], name: string, fails = false): Listener => ({
    kind,
    delivery,
    job: async () => {
      calls.push(name)
      if (fails) throw new Error(name)
    },
  })
  const listeners = [
    listener('a', 'critical', 'a1'),
    listener('a', 'critical', 'a2', true),
    listener('a', 'best-effort', 'a3', true),
    listener('a', 'best-effort', 'a4'),
    listener('b', 'best-effort', 'b1'),
    listener('c', 'unhurried', 'c1'),
  ]
  const queue = {
    send: async (_tx: unknown, _name: string, data: object, when = 'now') => void sent.push(`${(data as Event).kind} ${when}`),
  }
  const wired = wire(listeners, queue, hub.runner, (error, kind) => void faults.push(`${kind} ${String(error)}`))
  const events = ['a', 'b', 'c'].map((kind): Event => ({ ...draft(kind), at: new Date() }))
  await hub.db.transaction().execute((tx) => wired.deliver(tx, events))
  expect([sent, calls]).toEqual([['a now', 'c later'], []])
  wired.announce(events)
  await new Promise((resolve) => setImmediate(resolve))
  expect([calls, faults]).toEqual([['a3', 'a4', 'b1'], ['a Error: a3']])
  await expect(wired.work(events[0] as Event)).rejects.toThrow('a2')
  await wired.work(events[1] as Event)
  await wired.work(events[2] as Event)
  expect(calls).toEqual(['a3', 'a4', 'b1', 'a1', 'a2', 'c1'])
})
