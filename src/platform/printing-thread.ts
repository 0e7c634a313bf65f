import type { Document, Words } from '#documents'
import { answerQuestions } from './thread-entry.ts'

/** What the thread that prints is asked. */
export type PrintQuestion = { readonly form: 'pdf' | 'docx'; readonly document: Document; readonly words: Words }
export type PrintAnswer = {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Null: the reader's program decides, as for a DOCX. */
  readonly pages: number | null
  /** Letters that the fonts of the PDF do not have, in order; a sign stands in the place of each. */
  readonly missing: readonly string[]
}

/** `refused`: why it cannot be printed, as a sentence. */
export type PrintReply = PrintAnswer | { readonly refused: string }

// The entry of the thread that prints. Each printer is loaded when the first document wants it, and never by the process that serves pages.
async function answer({ form, document, words }: PrintQuestion): Promise<PrintAnswer> {
  if (form === 'docx') {
    const { docxOf } = await import('./docx.ts')
    return { bytes: await docxOf(document, words), pages: null, missing: [] }
  }
  const { pdfOf } = await import('./pdf.ts')
  return pdfOf(document, words)
}

async function reply(question: PrintQuestion): Promise<PrintReply> {
  try {
    return await answer(question)
  } catch (error) {
    // The printer of PDFs speaks in sentences; what the other one throws is for whoever writes programs.
    const refused =
      question.form === 'pdf' && error instanceof Error
        ? error.message
        : 'The DOCX could not be made of this document; this is a fault of the hub.'
    return { refused }
  }
}

answerQuestions(reply, (printed) => ('bytes' in printed ? [printed.bytes.buffer] : []))
