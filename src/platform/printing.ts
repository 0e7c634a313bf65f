import { faultsOf, type Document, type Words } from '#documents'
import type { PrintAnswer, PrintQuestion, PrintReply } from './printing-thread.ts'
import { askWithin, openThread, ThreadLate } from './threads.ts'
import { openTurns } from './turns.ts'

/** Why a document cannot be printed, in whole sentences. */
export class PrintFault extends Error {
  override readonly name = 'PrintFault'
}

export type PrintLimits = {
  /** For one document, once it is its turn. */
  readonly seconds: number
  /** Of the document as JSON without its pictures; about five thousand make a page. */
  readonly characters: number
  /** Of its pictures in base64, all together. */
  readonly pictures: number
  /** Of JavaScript in the thread; what the compiler takes besides is bounded by the size of the document. */
  readonly megabytes: number
  /** The thread ends after so long without work: fonts, compiler and libraries hold about 80 MB. */
  readonly idleSeconds: number
}

export const LIMITS: PrintLimits = { seconds: 60, characters: 2_000_000, pictures: 8_000_000, megabytes: 512, idleSeconds: 60 }

export type Printer = {
  /** Throws a `PrintFault`. */
  print(form: 'pdf' | 'docx', document: Document, words: Words): Promise<PrintAnswer>
  stop(): Promise<void>
}

/** One thread prints one document after another; it is started by the first. Equal documents give equal bytes. */
export function openPrinter(limits: PrintLimits = LIMITS): Printer {
  const { seconds, megabytes, idleSeconds } = limits
  const thread = openThread<PrintQuestion, PrintReply>(new URL('./printing-thread.ts', import.meta.url), {
    maxOldGenerationSizeMb: megabytes,
  })
  const turns = openTurns()
  let idle: NodeJS.Timeout | undefined
  const ask = async (question: PrintQuestion): Promise<PrintAnswer> => {
    clearTimeout(idle)
    try {
      const reply = await askWithin(thread, question, seconds)
      if ('refused' in reply) throw new PrintFault(reply.refused)
      return reply
    } catch (error) {
      if (error instanceof PrintFault) throw error
      if (error instanceof ThreadLate) throw new PrintFault(`The document took longer than ${seconds} seconds to print.`)
      throw new PrintFault('The printer stopped before the document was done; it may be too large.', { cause: error })
    } finally {
      idle = setTimeout(() => void thread.stop(), idleSeconds * 1000)
      idle.unref()
    }
  }
  return {
    async print(form, document, words) {
      const faults = [...faultsOf(document), ...tooMuch(document, limits)]
      if (faults.length > 0) throw new PrintFault(faults.join(' '))
      return turns.take(async () => ask({ form, document, words }))
    },
    async stop() {
      clearTimeout(idle)
      await thread.stop()
    },
  }
}

function tooMuch(document: Document, { characters, pictures }: PrintLimits): readonly string[] {
  const drawn = document.blocks.reduce((sum, block) => sum + (block.kind === 'figure' ? block.picture.data.length : 0), 0)
  const written = JSON.stringify(document).length - drawn
  return [
    ...(written > characters ? [`The document has ${written} characters, at most ${characters} can be printed.`] : []),
    ...(drawn > pictures ? [`The pictures of the document have ${drawn} characters of base64, at most ${pictures} can be printed.`] : []),
  ]
}
