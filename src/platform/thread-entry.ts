import { parentPort } from 'node:worker_threads'
import type { ThreadReply } from './threads.ts'

/** The entry of a thread answers what `openThread` asks, or says why there is no answer. `handedOver`: memory of it that goes along and is not copied. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
  handedOver: (answer: Answer) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', ({ id, question }: { readonly id: number; readonly question: Question }) => {
    void replyTo(id, question)
  })
  async function replyTo(id: number, question: Question): Promise<void> {
    try {
      const told: ThreadReply<Answer> = { id, answer: await answer(question) }
      parentPort?.postMessage(told, handedOver(told.answer))
    } catch (error) {
      const told: ThreadReply<Answer> = { id, fault: error instanceof Error ? error.message : String(error) }
      parentPort?.postMessage(told)
    }
  }
}
