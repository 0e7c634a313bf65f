/** The open conversations that lie beside the repository, where they do; tests that need them skip elsewhere, and say so. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Conversation, Vote, VoteValue, Votes } from '../index.ts'

export const sharedData = join(import.meta.dirname, '../../../../../shared/data')
const folder = join(sharedData, 'polis-open')
/** Empty where the data are absent. */
export const openNames: readonly string[] = existsSync(folder) ? readdirSync(folder).toSorted() : []

export type Listed = Conversation & { votes: Votes }

/** Final votes as Polis exports them: one row a participant, one column a statement, empty where unseen. */
export function openConversation(name: string): Listed {
  const rows = (file: string): Record<string, string>[] => parse(readFileSync(join(folder, name, file)), { columns: true })
  const statements = rows('comments.csv').map((row) => ({
    id: Number(row['comment-id']),
    state: row['moderated'] === '-1' ? ('moderated-out' as const) : ('live' as const),
  }))
  const votes = rows('participants-votes.csv').flatMap((row) =>
    statements.flatMap(({ id }): Vote[] => {
      const value = row[String(id)]
      return value === undefined || value === ''
        ? []
        : [{ participant: Number(row['participant']), statement: id, value: Number(value) as VoteValue }]
    }),
  )
  return { statements, votes: columnsOf(votes) }
}

export function columnsOf(votes: readonly Vote[]): Votes {
  return {
    participants: votes.map(({ participant }) => participant),
    statements: votes.map(({ statement }) => statement),
    values: votes.map(({ value }) => value),
  }
}

export function rowsOf({ votes }: Listed): Vote[] {
  return Array.from(votes.values, (value, at) => ({
    participant: votes.participants[at] as number,
    statement: votes.statements[at] as number,
    value: value as VoteValue,
  }))
}
