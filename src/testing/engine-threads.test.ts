import { expect, test } from 'vitest'
import { analyse, analysisPlan, plainAnalysis, subjectOf } from '#deliberation'
import { synthetic } from '../../bench/synthetic.ts'
import { carriedOutInThreads } from '../platform/engine-threads.ts'

const shapes = [
  { people: 400, statements: 60, votes: 9000, camps: 3, seed: 11 },
  // More statements than pair sums are kept for: the votes are passed through again and again.
  { people: 150, statements: 1600, votes: 12_000, camps: 2, seed: 12 },
]

test.each(shapes)('one, two and four threads give the same bytes: $statements statements', async (shape) => {
  const conversation = synthetic(shape)
  const here = plainAnalysis(analyse(conversation))
  for (const count of [1, 2, 4]) {
    const subject = subjectOf(conversation)
    const there = await carriedOutInThreads(analysisPlan(subject), subject.matrix, count)
    expect(plainAnalysis(there)).toEqual(here)
  }
})

test('a fault in a thread is told, and no thread is left running', async () => {
  const subject = subjectOf(synthetic({ people: 30, statements: 10, votes: 200, camps: 2, seed: 1 }))
  function* faulty(): Generator<{ kernel: 'placed'; argument: null }, null, readonly unknown[]> {
    yield { kernel: 'placed', argument: null }
    return null
  }
  await expect(carriedOutInThreads(faulty(), subject.matrix, 2)).rejects.toThrow(/null/)
})
