import { AsciiLines } from './ascii-lines.ts'
import type { StatementToWrite } from './write.ts'
import { cell } from './write.ts'
import type { VoteEvents } from './vote-events.ts'

const UNSEEN = 2

/** What participants-votes.csv is made of. Votes must be on the given statements; who is in no group need not be in `groups`. */
export type ParticipantsToWrite = {
  statements: readonly Pick<StatementToWrite, 'id' | 'author'>[]
  votes: VoteEvents
  groups: ReadonlyMap<number, string>
}

/**
 * participants-votes.csv, one piece a participant: everybody who voted, in ascending order of the id, with the final vote on every
 * statement (ascending too), empty where there is none. n-comments, n-votes, n-agree and n-disagree are counted from what is given.
 * Throws a RangeError for a vote on a statement that is not given. Needs memory for the votes and for one row, never for the matrix.
 */
export function* writeParticipantsVotes({ statements, votes, groups }: ParticipantsToWrite): Generator<string> {
  const ids = statements.map((statement) => statement.id).toSorted((one, other) => one - other)
  yield `${['participant', 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree', ...ids].join(',')}\n`
  const columns = new Map(ids.map((id, column) => [id, column]))
  const commentCounts = new Map<number, number>()
  for (const { author } of statements) if (author !== null) commentCounts.set(author, (commentCounts.get(author) ?? 0) + 1)
  const final = new FinalVotes(ids.length)
  const order = eventsByParticipant(votes)
  for (const [rank, event] of order.entries()) {
    const participant = votes.participants[event] ?? 0
    const column = columns.get(votes.statements[event] ?? -1)
    if (column === undefined) throw new RangeError(`there is a vote on the statement ${votes.statements[event]}, which is not given`)
    final.add(column, votes.at[event] ?? 0, votes.values[event] ?? 0)
    const next = order[rank + 1]
    if (next !== undefined && votes.participants[next] === participant) continue
    yield `${participant},${cell(groups.get(participant) ?? '')},${commentCounts.get(participant) ?? 0},${final.line()}\n`
    final.clear()
  }
}

/** The events ordered by participant, each participant's own in the order of the file: counted out, for sorting millions takes seconds. */
function eventsByParticipant({ participants }: VoteEvents): Uint32Array {
  const counts = new Map<number, number>()
  for (const participant of participants) counts.set(participant, (counts.get(participant) ?? 0) + 1)
  const places = new Map<number, number>()
  let place = 0
  for (const participant of Float64Array.from(counts.keys()).sort()) {
    places.set(participant, place)
    place += counts.get(participant) ?? 0
  }
  const order = new Uint32Array(participants.length)
  for (let event = 0; event < participants.length; event += 1) {
    const participant = participants[event] ?? 0
    const next = places.get(participant) ?? 0
    order[next] = event
    places.set(participant, next + 1)
  }
  return order
}

/** One participant's latest vote on each statement; of equally late ones the one that was added last. */
class FinalVotes {
  readonly #values: Int8Array
  readonly #times: Float64Array
  readonly #fields = new AsciiLines()

  constructor(statements: number) {
    this.#values = new Int8Array(statements).fill(UNSEEN)
    this.#times = new Float64Array(statements)
  }

  add(column: number, at: number, value: number): void {
    if (this.#values[column] !== UNSEEN && at < (this.#times[column] ?? 0)) return
    this.#values[column] = value
    this.#times[column] = at
  }

  /** The counts of votes, agrees and disagrees, then a field a statement. */
  line(): string {
    const counts = { votes: 0, agrees: 0, disagrees: 0 }
    for (const value of this.#values) {
      this.#fields.text(',')
      if (value === UNSEEN) continue
      this.#fields.sign(value)
      counts.votes += 1
      if (value === 1) counts.agrees += 1
      if (value === -1) counts.disagrees += 1
    }
    return `${counts.votes},${counts.agrees},${counts.disagrees}${this.#fields.take()}`
  }

  clear(): void {
    this.#values.fill(UNSEEN)
  }
}
