/**
 * Votes as four columns of equal length, in the order of the file. `at` is in milliseconds since 1970, UTC (0 throughout where the votes come
 * from participants-votes.csv, which holds no times); `values` are 1 for agree, -1 for disagree, 0 for pass. The same participant may
 * vote on a statement again: the vote with the latest `at` counts, and of equal ones the later in the file.
 */
export type VoteEvents = { at: Float64Array; statements: Int32Array; participants: Float64Array; values: Int8Array }

/** Where a reader puts the votes, in the order of the file. `statement`: what the `StatementKeys` of the same reading answer. */
export type VoteSink = {
  readonly length: number
  /** How many it can hold. */
  readonly most: number
  add(at: number, statement: number, participant: number, value: number): void
}

/** How a statement is named to the sink; -1 for one that is not in comments.csv. Null where nobody can say which are. */
export type StatementKeys = { find(id: number): number } | null

/** Columns that grow by doubling, so that nobody needs to know beforehand how many votes a file holds. */
export class VoteColumns implements VoteSink {
  readonly most = Infinity
  length = 0
  #at = new Float64Array(1024)
  #statements = new Int32Array(1024)
  #participants = new Float64Array(1024)
  #values = new Int8Array(1024)

  add(at: number, statement: number, participant: number, value: number): void {
    const index = this.length
    if (index === this.#at.length) this.#double()
    this.#at[index] = at
    this.#statements[index] = statement
    this.#participants[index] = participant
    this.#values[index] = value
    this.length = index + 1
  }

  /** The votes so far, in columns of exactly their number, each time multiplied by `unit`. */
  events(unit: number): VoteEvents {
    const end = this.length
    const at = this.#at.slice(0, end)
    if (unit !== 1) for (let index = 0; index < end; index += 1) at[index] = (at[index] ?? 0) * unit
    return {
      at,
      statements: this.#statements.slice(0, end),
      participants: this.#participants.slice(0, end),
      values: this.#values.slice(0, end),
    }
  }

  #double(): void {
    const capacity = 2 * this.#at.length
    const [at, statements] = [new Float64Array(capacity), new Int32Array(capacity)]
    const [participants, values] = [new Float64Array(capacity), new Int8Array(capacity)]
    at.set(this.#at)
    statements.set(this.#statements)
    participants.set(this.#participants)
    values.set(this.#values)
    this.#at = at
    this.#statements = statements
    this.#participants = participants
    this.#values = values
  }
}
