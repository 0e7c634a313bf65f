/** participants-votes.csv: one record a participant, one column a statement, and the group that was published for the participant. */
import { quotation } from './faults.ts'
import type { Fault } from './faults.ts'
import type { Reading } from './file-in-pieces.ts'
import { IdIndex } from './id-index.ts'
import { LARGEST_STATEMENT_ID } from './read-comments.ts'
import { mayAdd } from './read-votes.ts'
import { readingTable } from './table.ts'
import type { Table } from './table.ts'
import type { StatementKeys, VoteSink } from './vote-events.ts'

type StatementColumn = { place: number; key: number }

/** What a reading is for: votes, and then with what they are named, or groups, or both. */
type Wanted = { votes: { sink: VoteSink; keys: StatementKeys } | null; groups: Map<number, string> | null }

/**
 * In pieces. The votes are final ones, row by row, each with the time 0; `groups` is filled with participants and their group ids, and who has
 * none is not in it. The columns group-id and n-... may be missing; every column whose name is a whole number is a statement.
 */
export function readingParticipants({ votes, groups }: Wanted): Reading<Fault[]> {
  const reading = readingTable('participants-votes.csv', (table) => {
    const places = { participant: table.columns(['participant']).participant, group: table.optional(['group-id']) }
    const statements = votes === null ? [] : statementColumns(table, votes.keys)
    if (table.faults.faults.length > 0) return null
    const lines = new FirstLines()
    return () => {
      const participant = table.whole(places.participant)
      const first = participant < 0 ? 0 : lines.note(participant, table.rows.line)
      if (first > 0) table.fault('participant-twice', { participant, first })
      if (groups !== null && places.group >= 0 && !table.rows.isEmpty(places.group)) groups.set(participant, table.rows.text(places.group))
      if (votes !== null) addVotes(table, statements, participant, votes.sink)
    }
  })
  return { take: reading.take, end: () => reading.end().faults.faults }
}

/** On which line each participant has a row. */
class FirstLines {
  readonly #people = new IdIndex()
  #lines = new Float64Array(1024)

  /** Answers the line of an earlier row; 0 where this is the first. */
  note(participant: number, line: number): number {
    const before = this.#people.size
    const place = this.#people.placeOf(participant)
    if (place < before) return this.#lines[place] as number
    if (place === this.#lines.length) {
      const wider = new Float64Array(2 * place)
      wider.set(this.#lines)
      this.#lines = wider
    }
    this.#lines[place] = line
    return 0
  }
}

function statementColumns(table: Table, keys: StatementKeys): StatementColumn[] {
  const columns: StatementColumn[] = []
  const seen = new Set<number>()
  for (const [place, name] of table.names.entries()) {
    if (!/^\d+$/.test(name)) continue
    const statement = Number(name)
    const key = statement > LARGEST_STATEMENT_ID ? -1 : keys === null ? statement : keys.find(statement)
    if (key < 0) table.faults.add(table.headerLine, 'statement-unknown', { statement: quotation(name) })
    else if (seen.has(statement)) table.faults.add(table.headerLine, 'column-twice', { column: name })
    seen.add(statement)
    columns.push({ place, key })
  }
  return columns
}

function addVotes(table: Table, statements: readonly StatementColumn[], participant: number, sink: VoteSink): void {
  for (const { place, key } of statements) {
    if (table.rows.isEmpty(place)) continue
    const value = table.sign(place, 'vote-unknown')
    if (mayAdd(table, sink)) sink.add(0, key, participant, value)
  }
}
