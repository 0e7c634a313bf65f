import { Worker } from 'node:worker_threads'

/** One thread that answers one question after another, so that pages never wait for heavy work. */
export type Thread<Question, Answer> = {
  ask(question: Question, transfer?: readonly ArrayBuffer[]): Promise<Answer>
  stop(): Promise<void>
}

type Waiting<Answer> = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

/** What a thread's entry posts back: the answer to question `id`, or why there is none. */
export type ThreadReply<Answer> = { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly fault: string }

/** Started at the first question; a thread that dies fails what waits and is started anew at the next. */
export function openThread<Question, Answer>(entry: URL): Thread<Question, Answer> {
  const waiting = new Map<number, Waiting<Answer>>()
  let worker: Worker | null = null
  let last = 0
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    worker = null
  }
  const start = (): Worker => {
    const started = new Worker(entry)
    started.unref()
    started.on('message', (reply: ThreadReply<Answer>) => {
      const asker = waiting.get(reply.id)
      waiting.delete(reply.id)
      if ('answer' in reply) asker?.resolve(reply.answer)
      else asker?.reject(new Error(reply.fault))
    })
    started.on('error', (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => fail(new Error('the thread ended')))
    return started
  }
  return {
    ask(question, transfer = []) {
      worker ??= start()
      const to = worker
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        to.postMessage({ id, question }, [...transfer])
      })
    },
    async stop() {
      await worker?.terminate()
    },
  }
}
