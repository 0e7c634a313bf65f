import type { CleaningQuestion, CleaningReply } from './cleaning-thread.ts'
import type { CleanPaper, PaperReason } from './papers.ts'
import type { CleanSound, SoundReason } from './sound.ts'
import { askWithin, openThread } from './threads.ts'
import { openTurns } from './turns.ts'

/** Why a recording or a file is not taken; `slow`: it was not done within its time, or took more memory than one may. */
export class CleaningFault extends Error {
  override readonly name = 'CleaningFault'
  readonly reason: SoundReason | PaperReason | 'slow' | 'busy'
  constructor(reason: CleaningFault['reason'], options?: ErrorOptions) {
    super(`The upload is not taken: ${reason}.`, options)
    this.reason = reason
  }
}

export type Cleaner = {
  sound(bytes: Uint8Array<ArrayBuffer>): Promise<CleanSound>
  paper(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<CleanPaper>
  stop(): Promise<void>
}

export type CleaningLimits = { readonly seconds: number; readonly megabytes: number; readonly waiting: number }
export const CLEANING_LIMITS: CleaningLimits = { seconds: 20, megabytes: 384, waiting: 20 }

/** One thread takes one upload apart after the other; it is started by the first, and anew after one that would not end. */
export function openCleaner(limits: CleaningLimits = CLEANING_LIMITS): Cleaner {
  const thread = openThread<CleaningQuestion, CleaningReply>(new URL('./cleaning-thread.ts', import.meta.url), {
    maxOldGenerationSizeMb: limits.megabytes,
  })
  const turns = openTurns()
  const clean = async (question: CleaningQuestion) => {
    if (turns.waiting() >= limits.waiting) throw new CleaningFault('busy')
    const reply = await turns
      .take(async () => askWithin(thread, question, limits.seconds))
      .catch((error: unknown) => {
        throw new CleaningFault('slow', { cause: error })
      })
    if ('refused' in reply) throw new CleaningFault(reply.refused)
    return reply
  }
  return {
    async sound(bytes) {
      const reply = await clean({ sort: 'sound', bytes, name: '' })
      if (!('seconds' in reply)) throw new CleaningFault('broken')
      return reply
    },
    async paper(bytes, name) {
      const reply = await clean({ sort: 'paper', bytes, name })
      if (!('ending' in reply)) throw new CleaningFault('broken')
      return reply
    },
    stop: () => thread.stop(),
  }
}
