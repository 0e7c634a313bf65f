/** All that goes through every participant's votes, by name: so that the same work can be done here or handed to other threads. */
import { passSums } from './components.ts'
import { confidence } from './confidence.ts'
import { leaves } from './merkle.ts'
import { liveHashes } from './model-sample.ts'
import { sweep } from './model-sweep.ts'
import type { Matrix } from './matrix.ts'
import { pairSums } from './pairs.ts'
import { placed } from './positions.ts'
import type { Span } from './spans.ts'
import { tallies } from './tally.ts'

const kernels = {
  confidence,
  leaves,
  liveHashes: (matrix: Matrix, span: Span, _argument: null) => liveHashes(matrix, span),
  pairs: (matrix: Matrix, span: Span, _argument: null) => pairSums(matrix, span),
  passes: passSums,
  placed,
  sweep,
  tallies,
}

type Kernels = typeof kernels
export type KernelName = keyof Kernels
/** What is to be done on every span. Plain data: it may cross to another thread. */
export type Task = { readonly kernel: KernelName; readonly argument: unknown }
/** A computation that yields tasks, is given the answers of all spans in their order, and returns its result. */
export type Plan<Result> = Generator<Task, Result, readonly unknown[]>

/** Asks every span, inside a plan. */
export function* each<Name extends KernelName>(kernel: Name, argument: Parameters<Kernels[Name]>[2]): Plan<ReturnType<Kernels[Name]>[]> {
  const answers = yield { kernel, argument }
  return answers as ReturnType<Kernels[Name]>[]
}

/** Does a task on one span. */
export function answerTask(matrix: Matrix, span: Span, { kernel, argument }: Task): unknown {
  const work = kernels[kernel] as (matrix: Matrix, span: Span, argument: unknown) => unknown
  return work(matrix, span, argument)
}

/** Carries out a plan in this thread. How many spans there are changes nothing but the order of the work. */
export function carriedOut<Result>(plan: Plan<Result>, matrix: Matrix, spans: readonly Span[]): Result {
  let step = plan.next([])
  while (step.done !== true) {
    const task = step.value
    step = plan.next(spans.map((span) => answerTask(matrix, span, task)))
  }
  return step.value
}
