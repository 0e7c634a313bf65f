import type { PaperReply } from './papers.ts'
import type { SoundReply } from './sound.ts'
import { answerQuestions } from './thread-entry.ts'

export type CleaningQuestion = { readonly sort: 'sound' | 'paper'; readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string }
export type CleaningReply = SoundReply | PaperReply

// The entry of the thread in which recordings and files are taken apart: a page must not wait for them, and what one of them takes of memory ends here.
async function answer({ sort, bytes, name }: CleaningQuestion): Promise<CleaningReply> {
  if (sort === 'sound') {
    const { cleanSound } = await import('./sound.ts')
    return cleanSound(bytes)
  }
  const { cleanPaper } = await import('./papers.ts')
  return cleanPaper(bytes, name)
}

answerQuestions(answer, (reply) => ('bytes' in reply ? [reply.bytes.buffer] : []))
