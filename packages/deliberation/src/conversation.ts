/** What goes into the engine: statements with their state, and the final votes. Nothing else may change a result. */

/** One vote event. `value`: agree +1, pass 0, disagree -1. Ids are non-negative integers chosen by the caller. */
export type Vote = { participant: number; statement: number; value: VoteValue }
export type VoteValue = -1 | 0 | 1

/** `meta`: a statement about the dialogue itself; it is served and counted, but shapes no position, group or list. */
export type StatementState = 'live' | 'moderated-out' | 'meta'
export type StatementInput = { id: number; state: StatementState }

/** Final votes as parallel columns: one row per (participant, statement), in any order. */
export type Votes = {
  participants: Float64Array | number[]
  statements: Int32Array | number[]
  values: Int8Array | number[]
}

/**
 * Final votes in rows, one a participant: less than a quarter of the memory, and nothing is copied. `participants` ascend, none twice. Row r's votes are at
 * rowStart[r] up to rowStart[r + 1], at least one. `columns` are places in the list of statements in ascending id order; they ascend within a row.
 */
export type VoteRows = { participants: Float64Array; rowStart: Int32Array; columns: Uint16Array; values: Int8Array }

export type ParametersName = 'passerelle-1' | 'polis'
export type Conversation = { statements: readonly StatementInput[]; votes: Votes | VoteRows }

export type Options = {
  /** Defaults to `passerelle-1`. */
  parameters?: ParametersName
  /** Participant to group id. When given, no group is computed, and the ids are kept as they are. */
  groups?: ReadonlyMap<number, string>
  /** Two components, one number per statement that has votes, in ascending id order; for comparing with another engine. */
  components?: readonly [readonly number[], readonly number[]]
}

/**
 * Reduces vote events to final votes: the latest vote of a participant on a statement wins.
 * `events` are read in the given order, oldest first. Returns parallel columns, participants in order of first vote.
 * Throws a RangeError for an id or a value that is none: the columns would keep another one in its place.
 */
export function finalVotes(events: Iterable<Vote>): Votes {
  const byParticipant = new Map<number, Map<number, VoteValue>>()
  let total = 0
  for (const { participant, statement, value } of events) {
    checkParticipant(participant)
    checkStatement(statement)
    checkValue(value)
    const own = byParticipant.get(participant) ?? new Map<number, VoteValue>()
    if (own.size === 0) byParticipant.set(participant, own)
    if (!own.has(statement)) total += 1
    own.set(statement, value)
  }
  const votes = { participants: new Float64Array(total), statements: new Int32Array(total), values: new Int8Array(total) }
  let row = 0
  for (const [participant, own] of byParticipant) {
    for (const [statement, value] of own) {
      votes.participants[row] = participant
      votes.statements[row] = statement
      votes.values[row] = value
      row += 1
    }
  }
  return votes
}

/** Throws a RangeError for what is no participant's id. */
export function checkParticipant(id: number): void {
  if (!Number.isSafeInteger(id) || id < 0) throw new RangeError(`participant id ${id} is not a non-negative integer`)
}

/** Throws a RangeError for what is no statement's id. */
export function checkStatement(id: number): void {
  if (!Number.isInteger(id) || id < 0 || id > 0x7fffffff) throw new RangeError(`statement id ${id} is not an integer from 0 to 2147483647`)
}

/** Throws a RangeError for what is no vote. */
export function checkValue(value: number): void {
  if (value !== 0 && value !== 1 && value !== -1) throw new RangeError(`a vote is ${value}; it must be -1, 0 or 1`)
}
