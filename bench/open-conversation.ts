import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Conversation } from '#deliberation'
import { readConversation } from '#polis-form'
import { finalVotes } from '../src/main/command-line/final-votes.ts'

/** A conversation in Polis's export form, as the engine takes it. */
export function openConversation(path: string): Conversation {
  const files = Object.fromEntries(['comments.csv', 'votes.csv'].map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]))
  const read = readConversation(files)
  if (!read.ok) throw new Error(`${path} cannot be read`)
  const { participants, statements, values } = finalVotes(read.conversation.votes)
  return {
    statements: read.conversation.statements.map(({ id, moderated, meta }) => ({
      id,
      state: moderated === -1 ? 'moderated-out' : meta ? 'meta' : 'live',
    })),
    votes: { participants, statements, values },
  }
}
