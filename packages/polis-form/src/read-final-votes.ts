import type { Fault } from './faults.ts'
import type { Reading } from './file-in-pieces.ts'
import { finalVotes } from './final-votes.ts'
import type { FinalVotes } from './final-votes.ts'
import type { StatementRow } from './read-comments.ts'
import { readingParticipants } from './read-participants.ts'
import { readingVotes } from './read-votes.ts'
import type { StatementKeys } from './vote-events.ts'
import { MOST_STATEMENTS, VoteLog } from './vote-log.ts'

export type VotesFile = 'votes.csv' | 'participants-votes.csv'

/** `events`: how many votes the file holds, those that were changed later included. With a fault there are no votes. */
export type FinalVotesRead = { ok: true; votes: FinalVotes; events: number } | { ok: false; faults: Fault[] }

/**
 * The votes that count, from a file of any size that is handed over in pieces: memory holds some nine bytes a vote, never the file. `statements` are
 * those of comments.csv, at most 65,536, in any order; null where that file is itself broken: then nothing comes of it but faults.
 */
export function readingFinalVotes(file: VotesFile, statements: readonly StatementRow[] | null, most?: number): Reading<FinalVotesRead> {
  const log = new VoteLog(most)
  const keys = statements === null ? null : placesOf(statements)
  const reading = file === 'votes.csv' ? readingVotes(log, keys) : readingParticipants({ votes: { sink: log, keys }, groups: null })
  return {
    take: reading.take,
    end() {
      const read = reading.end()
      const faults = [...tooMany(statements), ...('faults' in read ? read.faults : read)]
      if (faults.length > 0 || statements === null) return { ok: false, faults }
      return { ok: true, events: log.length, votes: finalVotes(log, statements.length) }
    },
  }
}

function tooMany(statements: readonly StatementRow[] | null): Fault[] {
  const first = statements?.[MOST_STATEMENTS]
  return first === undefined
    ? []
    : [{ file: 'comments.csv', line: first.line, code: 'statements-too-many', data: { most: MOST_STATEMENTS } }]
}

/** Statements by their places in ascending order of ids. */
function placesOf(statements: readonly StatementRow[]): StatementKeys {
  const ids = Int32Array.from(statements, (row) => row.id).sort()
  const places = new Map(Array.from(ids, (id, place) => [id, place]))
  return { find: (id) => places.get(id) ?? -1 }
}
