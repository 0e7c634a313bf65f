import { expect, test, vi } from 'vitest'
import type { LimitName } from '../core/command.ts'
import { openLimits, visitorOf } from './limits.ts'

async function spend(limits: ReturnType<typeof openLimits>, name: LimitName, visitor: string | null, times: number): Promise<number> {
  let taken = 0
  for (let n = 0; n < times; n += 1) {
    try {
      await limits.spend(name, visitor)
      taken += 1
    } catch (error) {
      expect(error).toMatchObject({ refusal: { code: expect.stringMatching(/^too-many(\.hour)?$/), kind: 'busy' } })
    }
  }
  return taken
}

test('each address has its own tries for each thing; the machine itself is not counted', async () => {
  const limits = openLimits()
  expect(await spend(limits, 'sign-in', '198.51.100.1', 12)).toBe(10)
  expect(await spend(limits, 'sign-in', '198.51.100.2', 12)).toBe(10)
  expect(await spend(limits, 'take-part', '198.51.100.1', 61)).toBe(60)
  expect(await spend(limits, 'write', '198.51.100.1', 121)).toBe(120)
  expect(await spend(limits, 'sign-in', null, 300)).toBe(300)
  expect(await spend(openLimits(), 'sign-in', '198.51.100.1', 1)).toBe(1)
  expect([await spend(limits, 'report', '198.51.100.1', 60), await spend(limits, 'idea', '198.51.100.1', 60)]).toEqual([20, 40])
})

/** Two that count together, and what they say to each other. */
function openTwo() {
  vi.useFakeTimers()
  const heard: { from: number; hear: (words: string) => void }[] = []
  const said: string[] = []
  let day = 0
  const one = (from: number) => ({
    line: {
      others: () => 1,
      hear: (_topic: string, hear: (words: string) => void) => void heard.push({ from, hear }),
      say(_topic: string, words: string) {
        said.push(words)
        for (const other of heard) if (other.from !== from) other.hear(words)
      },
    },
    keyOf: (named: string) => Buffer.from(named.padStart(32, '0')),
  })
  const now = () => new Date(Date.parse('2026-03-01T12:00:00Z') + day * 86_400_000)
  return { both: [openLimits(now, one(1)), openLimits(now, one(2))] as const, said, nextDay: () => (day += 1) }
}

test('two processes count together, in tags of the day, and tell each other no address', async () => {
  const { both, said, nextDay } = openTwo()
  const [one, two] = both
  expect([await spend(one, 'sign-in', '198.51.100.7', 6), await spend(two, 'sign-in', '198.51.100.7', 4)]).toEqual([6, 4])
  one.charge(7, { identities: ['account/5d0f'], visitor: '198.51.100.7' })
  vi.advanceTimersByTime(1_000)
  expect([await spend(one, 'sign-in', '198.51.100.7', 3), await spend(two, 'sign-in', '198.51.100.7', 3)]).toEqual([0, 0])
  expect(await spend(two, 'sign-in', '198.51.100.8', 3)).toBe(3)
  expect(said).toHaveLength(2)
  expect(said.join(' ')).toMatch(/^[\d.]+\nsign-in [\w-]{16} 6\nidentity [\w-]{16} 7\nvisitor [\w-]{16} 7 [\d.]+\nsign-in [\w-]{16} 4$/)
  const tag = (words: string | undefined) => /sign-in ([\w-]{16})/.exec(words ?? '')?.[1]
  expect(tag(said[0])).toBe(tag(said[1]))
  nextDay()
  await spend(one, 'sign-in', '198.51.100.7', 1)
  vi.advanceTimersByTime(1_000)
  expect(tag(said.at(-1))).not.toBe(tag(said[0]))
  vi.useRealTimers()
})

test('guesses of codes count from one place, and all of them together', async () => {
  const limits = openLimits()
  expect(await spend(limits, 'voice-code', '198.51.100.1', 60)).toBe(40)
  expect(await spend(limits, 'voice-code', null, 4000)).toBe(3960)
  expect(await spend(limits, 'voice-code', '198.51.100.2', 1)).toBe(0)
})

test('the addresses of one household are one', async () => {
  const limits = openLimits()
  const household = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:0:0:9', '2001:0DB8:0001:0002:0:0:0:3', '2001:db8:1:2:a:b:c:d%eth0']
  let taken = 0
  for (const address of household) taken += await spend(limits, 'sign-in', address, 5)
  expect(taken).toBe(10)
  expect(await spend(limits, 'sign-in', '2001:db8:1:3::1', 3)).toBe(3)
  expect(await spend(limits, 'sign-in', '2001:db8::1:2:0:1', 3)).toBe(3)
  expect(await spend(limits, 'sign-in', '::ffff:203.0.113.9', 12)).toBe(10)
  expect(await spend(limits, 'sign-in', '::ffff:203.0.113.10', 12)).toBe(10)
})

test.each([
  ['198.51.100.1', undefined, 0, '198.51.100.1'],
  ['198.51.100.1', '203.0.113.9', 0, '198.51.100.1'],
  ['10.0.0.2', '203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.2', '127.0.0.1, 203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.2', ' 203.0.113.9 , 10.0.0.3 ', 2, '203.0.113.9'],
  ['10.0.0.2', '', 1, '10.0.0.2'],
  ['127.0.0.1', undefined, 0, null],
  ['::ffff:127.0.0.1', undefined, 1, null],
  ['::1', undefined, 0, null],
  [undefined, undefined, 0, null],
])('from %s, forwarded for %s, believing %i proxies: %s', (socket, forwarded, trusted, visitor) => {
  expect(visitorOf(socket, forwarded, trusted)).toBe(visitor)
})
