/** participants-votes.csv: one record a participant, one column a statement, and the group that was published for the participant. */
import { quotation } from './faults.ts'
import type { Fault } from './faults.ts'
import { LARGEST_STATEMENT_ID } from './read-comments.ts'
import { Table } from './table.ts'
import { VoteColumns } from './vote-events.ts'
import type { VoteEvents } from './vote-events.ts'

type StatementColumn = { place: number; statement: number }

type Participants = { votes: VoteEvents; groups: Map<number, string>; faults: Fault[] }

/**
 * `votes` are the final votes, row by row, each with the time 0, where they are wanted; `groups` maps participants to group ids, and who
 * has none is not in it. The columns group-id and n-... may be missing; every column whose name is a whole number is a statement.
 */
export function readParticipants(bytes: Uint8Array, wanted: { votes: boolean; known: ReadonlySet<number> | null }): Participants {
  const { table, faults } = Table.open('participants-votes.csv', bytes)
  const columns = new VoteColumns()
  const groups = new Map<number, string>()
  if (table !== null) {
    const places = { participant: table.columns(['participant']).participant, group: table.optional(['group-id']) }
    const statements = wanted.votes ? statementColumns(table, wanted.known) : []
    if (faults.faults.length === 0) {
      readRows(table, places, groups, (participant) => addVotes(table, statements, participant, columns))
    }
  }
  return { votes: columns.events(1), groups, faults: faults.faults }
}

function readRows(
  table: Table,
  places: { participant: number; group: number },
  groups: Map<number, string>,
  then: (participant: number) => void,
): void {
  const firstLines = new Map<number, number>()
  while (table.next()) {
    const participant = table.whole(places.participant)
    const first = firstLines.get(participant)
    if (first !== undefined) table.fault('participant-twice', { participant, first })
    else if (participant >= 0) firstLines.set(participant, table.rows.line)
    if (places.group >= 0 && !table.rows.isEmpty(places.group)) groups.set(participant, table.rows.text(places.group))
    then(participant)
  }
}

function statementColumns(table: Table, known: ReadonlySet<number> | null): StatementColumn[] {
  const columns: StatementColumn[] = []
  const seen = new Set<number>()
  for (const [place, name] of table.names.entries()) {
    if (!/^\d+$/.test(name)) continue
    const statement = Number(name)
    if (statement > LARGEST_STATEMENT_ID || (known !== null && !known.has(statement))) {
      table.faults.add(table.headerLine, 'statement-unknown', { statement: quotation(name) })
    } else if (seen.has(statement)) table.faults.add(table.headerLine, 'column-twice', { column: name })
    seen.add(statement)
    columns.push({ place, statement })
  }
  return columns
}

function addVotes(table: Table, statements: readonly StatementColumn[], participant: number, columns: VoteColumns): void {
  for (const { place, statement } of statements) {
    if (table.rows.isEmpty(place)) continue
    columns.add(0, statement, participant, table.sign(place, 'vote-unknown'))
  }
}
