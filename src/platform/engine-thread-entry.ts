import { answerTask, type Matrix, type Span, type Task } from '#deliberation'
import { answerQuestions } from './thread-entry.ts'

/** What a thread of the engine is asked: first the votes and its span of rows, then task after task. */
export type EngineQuestion = { readonly matrix: Matrix; readonly span: Span } | { readonly task: Task }

// The entry of a thread that works on one span of the votes.
let ground: { readonly matrix: Matrix; readonly span: Span } | null = null

function answer(question: EngineQuestion): unknown {
  if ('matrix' in question) {
    ground = question
    return null
  }
  if (ground === null) throw new Error('a task came before the votes')
  return answerTask(ground.matrix, ground.span, question.task)
}

answerQuestions(answer)
