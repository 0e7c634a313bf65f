import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { analyse, plainAnalysis, type Conversation } from '#deliberation'
import type { ThreadReply } from '../../platform/threads.ts'

// The entry of the thread in which results are computed: votes in, packed analysis out.
export type AnalysisQuestion = { readonly conversation: Conversation }
export type AnalysisAnswer = {
  readonly participants: number
  readonly votes: number
  readonly certificate: string
  /** The analysis as gzipped JSON, as it is stored. */
  readonly packed: Uint8Array
}

parentPort?.on('message', ({ id, question }: { id: number; question: AnalysisQuestion }) => {
  parentPort?.postMessage(reply(id, question))
})

function reply(id: number, { conversation }: AnalysisQuestion): ThreadReply<AnalysisAnswer> {
  try {
    const analysis = analyse(conversation)
    const { participants, votes, certificate } = analysis
    return { id, answer: { participants, votes, certificate, packed: gzipSync(JSON.stringify(plainAnalysis(analysis)), { level: 5 }) } }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}
