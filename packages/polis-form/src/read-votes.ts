import { LATEST_INSTANT } from './instants.ts'
import type { Fault } from './faults.ts'
import type { Reading } from './file-in-pieces.ts'
import { LARGEST_STATEMENT_ID } from './read-comments.ts'
import { readingTable } from './table.ts'
import type { Table } from './table.ts'
import type { StatementKeys, VoteSink } from './vote-events.ts'

const COLUMNS = ['timestamp', 'comment-id', 'voter-id', 'vote'] as const

type VotesRead = { faults: Fault[]; greatest: number }

/** votes.csv in pieces: one record a vote event. `greatest` is the greatest timestamp, in the unit of the file. */
export function readingVotes(sink: VoteSink, keys: StatementKeys): Reading<VotesRead> {
  let greatest = 0
  const reading = readingTable('votes.csv', (table) => {
    const places = table.columns(COLUMNS)
    if (table.faults.faults.length > 0) return null
    return () => {
      const at = table.whole(places.timestamp, LATEST_INSTANT)
      const statement = table.whole(places['comment-id'], LARGEST_STATEMENT_ID)
      const participant = table.whole(places['voter-id'])
      const value = table.sign(places.vote, 'vote-unknown')
      const key = keys === null || statement < 0 ? statement : keys.find(statement)
      if (statement >= 0 && key < 0) table.fault('statement-unknown', { statement })
      if (at > greatest) greatest = at
      if (mayAdd(table, sink)) sink.add(at, key, participant, value)
    }
  })
  return { take: reading.take, end: () => ({ faults: reading.end().faults.faults, greatest }) }
}

/** Once there is a fault nothing is wanted any more but others; and what no longer fits is one. */
export function mayAdd(table: Table, sink: VoteSink): boolean {
  if (table.faults.faults.length > 0) return false
  if (sink.length < sink.most) return true
  table.fault('votes-too-many', { most: sink.most })
  return false
}
