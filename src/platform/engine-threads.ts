import { spansOf, type Matrix, type Plan } from '#deliberation'
import type { EngineQuestion } from './engine-thread-entry.ts'
import { openThread } from './threads.ts'

/**
 * Carries out a plan of the engine in `count` threads, each with its own span of rows over the same memory. The result is the same bytes as in one thread:
 * what spans answer are exact sums.
 */
export async function carriedOutInThreads<Result>(plan: Plan<Result>, matrix: Matrix, count: number): Promise<Result> {
  const spans = spansOf(matrix, count)
  const threads = spans.map(() => openThread<EngineQuestion, unknown>(new URL('./engine-thread-entry.ts', import.meta.url)))
  try {
    const shared = inSharedMemory(matrix)
    await Promise.all(threads.map(async (thread, at) => thread.ask({ matrix: shared, span: spans[at] ?? { from: 0, to: 0 } })))
    let step = plan.next([])
    while (step.done !== true) {
      const task = step.value
      step = plan.next(await Promise.all(threads.map(async (thread) => thread.ask({ task }))))
    }
    return step.value
  } finally {
    await Promise.all(threads.map(async (thread) => thread.stop()))
  }
}

/** One copy for all threads, however many they are. */
function inSharedMemory(matrix: Matrix): Matrix {
  const shared = { ...matrix }
  shared.rowStart = new Int32Array(memoryFor(matrix.rowStart))
  shared.rowStart.set(matrix.rowStart)
  shared.columns = new Uint16Array(memoryFor(matrix.columns))
  shared.columns.set(matrix.columns)
  shared.values = new Int8Array(memoryFor(matrix.values))
  shared.values.set(matrix.values)
  shared.participants = new Float64Array(memoryFor(matrix.participants))
  shared.participants.set(matrix.participants)
  return shared
}

const memoryFor = ({ byteLength }: { readonly byteLength: number }): SharedArrayBuffer => new SharedArrayBuffer(byteLength)
