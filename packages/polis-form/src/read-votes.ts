import type { Fault } from './faults.ts'
import { LATEST_INSTANT, millisecondsPerUnit } from './instants.ts'
import { LARGEST_STATEMENT_ID } from './read-comments.ts'
import { Table } from './table.ts'
import { VoteColumns } from './vote-events.ts'
import type { VoteEvents } from './vote-events.ts'

const COLUMNS = ['timestamp', 'comment-id', 'voter-id', 'vote'] as const

/** votes.csv: one record a vote event. `known` are the ids of comments.csv; null where that file is itself broken and nothing can be said. */
export function readVotes(bytes: Uint8Array, known: ReadonlySet<number> | null): { votes: VoteEvents; faults: Fault[] } {
  const { table, faults } = Table.open('votes.csv', bytes)
  const columns = new VoteColumns()
  if (table === null) return { votes: columns.events(1), faults: faults.faults }
  const places = table.columns(COLUMNS)
  if (faults.faults.length > 0) return { votes: columns.events(1), faults: faults.faults }
  let greatest = 0
  while (table.next()) {
    const at = table.whole(places.timestamp, LATEST_INSTANT)
    const statement = table.whole(places['comment-id'], LARGEST_STATEMENT_ID)
    const participant = table.whole(places['voter-id'])
    const value = table.sign(places.vote, 'vote-unknown')
    if (statement >= 0 && known !== null && !known.has(statement)) table.fault('statement-unknown', { statement })
    if (at > greatest) greatest = at
    columns.add(at, statement, participant, value)
  }
  return { votes: columns.events(millisecondsPerUnit(greatest)), faults: faults.faults }
}
