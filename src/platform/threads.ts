import { Worker, type ResourceLimits } from 'node:worker_threads'

/** One thread that answers one question after another, so that pages never wait for heavy work. */
export type Thread<Question, Answer> = {
  ask(question: Question, transfer?: readonly ArrayBuffer[]): Promise<Answer>
  stop(): Promise<void>
}

type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

/** What a thread's entry posts back: the answer to question `id`, or why there is none. */
export type ThreadReply<Answer> = { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly fault: string }

type Running<Answer> = { readonly worker: Worker; readonly waiting: Map<number, Waiting<Answer>> }

/** Started at the first question; a thread that dies fails what waits for it and is started anew at the next. */
export function openThread<Question, Answer>(entry: URL, resourceLimits: ResourceLimits = {}): Thread<Question, Answer> {
  let running: Running<Answer> | null = null
  let last = 0
  const start = (): Running<Answer> => {
    const worker = new Worker(entry, { resourceLimits })
    const waiting = new Map<number, Waiting<Answer>>()
    // A fault is told before the end: by then another thread may have been started, which has nothing to do with it.
    const fail = (error: Error) => {
      if (running?.worker === worker) running = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    worker.unref()
    worker.on('message', (reply: ThreadReply<Answer>) => {
      const asker = waiting.get(reply.id)
      waiting.delete(reply.id)
      if ('answer' in reply) asker?.resolve(reply.answer)
      else asker?.reject(new Error(reply.fault))
    })
    worker.on('messageerror', fail)
    worker.on('error', (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => fail(new Error('the thread ended')))
    return { worker, waiting }
  }
  return {
    ask(question, transfer = []) {
      running ??= start()
      const { worker, waiting } = running
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, question }, [...transfer])
      })
    },
    async stop() {
      // One that is busy ends later than it is told to: whoever asks meanwhile is answered by a new one.
      const ending = running
      running = null
      await ending?.worker.terminate()
    },
  }
}

/** What was asked was not answered in its time. */
export class ThreadLate extends Error {
  override readonly name = 'ThreadLate'
}

/** The answer, or a `ThreadLate` after so many seconds: then the thread is stopped, for what it is at may never end. */
export async function askWithin<Question, Answer>(thread: Thread<Question, Answer>, question: Question, seconds: number): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const limit = setTimeout(() => {
    reject(new ThreadLate(`no answer within ${seconds} seconds`))
    void thread.stop()
  }, seconds * 1000)
  try {
    return await Promise.race([thread.ask(question), late])
  } finally {
    clearTimeout(limit)
  }
}
