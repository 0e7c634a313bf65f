import { expect, test } from 'vitest'
import { keeping } from './keeping.ts'

const soon = () => new Promise((resolve) => setImmediate(resolve))

test('what was read is kept for its time, and read anew after it, whichever way the clock went', async () => {
  const kept = keeping<string, number>({ ms: 1000, most: 10 })
  let reads = 0
  const at = (ms: number) => kept.get('a', ms, async (last) => (reads += 1) + (last ?? 0) * 100)
  expect([await at(5000), await at(5999), await at(6000), await at(4000)]).toEqual([1, 1, 102, 10_203])
})

test('who asks while it is read waits for that reading, and a fault is kept for nobody', async () => {
  const kept = keeping<string, number>({ ms: 1000, most: 10 })
  let reads = 0
  const slow = async () => {
    reads += 1
    await soon()
    if (reads === 1) throw new Error('away')
    return reads
  }
  const both = await Promise.allSettled([kept.get('a', 0, slow), kept.get('a', 0, slow)])
  expect([both.map(({ status }) => status), reads]).toEqual([['rejected', 'rejected'], 1])
  expect([await kept.get('a', 0, slow), await kept.get('a', 1, slow), reads]).toEqual([2, 2, 2])
})

test('what is forgotten while it is read is kept for nobody who comes after', async () => {
  const kept = keeping<string, string>({ ms: 1000, most: 10 })
  const gates = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  let reads = 0
  const read = () => gates[reads++]?.promise ?? Promise.resolve('third')
  const before = kept.get('a', 0, read)
  kept.forget('a')
  const after = kept.get('a', 0, read)
  gates[1]?.resolve('new')
  expect(await after).toBe('new')
  gates[0]?.resolve('old')
  expect([await before, await kept.get('a', 1, read), reads]).toEqual(['old', 'new', 2])
})

test('the oldest goes first', async () => {
  const kept = keeping<number, number>({ ms: 1000, most: 2 })
  const reads: number[] = []
  const get = (key: number) =>
    kept.get(key, 0, async () => {
      reads.push(key)
      return key
    })
  for (const key of [1, 2, 3, 2, 1]) await get(key)
  expect(reads).toEqual([1, 2, 3, 1])
})
