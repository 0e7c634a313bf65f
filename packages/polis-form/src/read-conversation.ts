import { MOST_FAULTS } from './faults.ts'
import type { Fault, FileName } from './faults.ts'
import { readComments } from './read-comments.ts'
import type { StatementRow } from './read-comments.ts'
import { readParticipants } from './read-participants.ts'
import { readSummary } from './read-summary.ts'
import { readVotes } from './read-votes.ts'
import type { VoteEvents } from './vote-events.ts'

/** The files of an export as they lie there: raw bytes by name. */
export type Folder = Partial<Record<FileName, Uint8Array>>

/**
 * A conversation as its files tell it. `topic`, `description` and `url` are null where summary.csv is missing or says nothing; `summary` holds all
 * its entries as texts. `publishedGroups` maps participants to the group ids of participants-votes.csv. Where votes.csv carries the
 * votes, a broken participants-votes.csv does not refuse the conversation: `publishedGroups` is then empty and `setAside` says why.
 */
export type ConversationFiles = {
  topic: string | null
  description: string | null
  url: string | null
  summary: ReadonlyMap<string, string>
  statements: StatementRow[]
  votes: VoteEvents
  votesFrom: 'votes.csv' | 'participants-votes.csv'
  publishedGroups: ReadonlyMap<number, string>
  setAside: readonly Fault[]
}

export type ReadResult = { ok: true; conversation: ConversationFiles } | { ok: false; faults: Fault[] }

type VotesPart = Pick<ConversationFiles, 'votes' | 'votesFrom' | 'publishedGroups' | 'setAside'> & { faults: Fault[] }

/** Reads an export; never throws for what is in the files. Refused with at most 20 faults, those of comments.csv first. */
export function readConversation(folder: Folder): ReadResult {
  const commentsFile = folder['comments.csv']
  const summaryFile = folder['summary.csv']
  const comments = commentsFile === undefined ? withoutComments() : readComments(commentsFile)
  const known = comments.faults.length === 0 ? new Set(comments.statements.map((row) => row.id)) : null
  const { faults: voteFaults, ...votes } = readVotesPart(folder, known)
  const { summary, faults: summaryFaults } =
    summaryFile === undefined ? { summary: new Map<string, string>(), faults: [] } : readSummary(summaryFile)
  const faults = [...comments.faults, ...voteFaults, ...summaryFaults].slice(0, MOST_FAULTS)
  if (faults.length > 0) return { ok: false, faults }
  const entry = (name: string) => summary.get(name) || null
  const titles = { topic: entry('topic'), description: entry('conversation-description'), url: entry('url') }
  return { ok: true, conversation: { ...titles, summary, statements: comments.statements, ...votes } }
}

function withoutComments(): { statements: StatementRow[]; faults: Fault[] } {
  return { statements: [], faults: [{ file: 'comments.csv', line: 0, code: 'file-missing', data: {} }] }
}

function readVotesPart(folder: Folder, known: ReadonlySet<number> | null): VotesPart {
  const votesFile = folder['votes.csv']
  const participantsFile = folder['participants-votes.csv']
  if (votesFile !== undefined) {
    const { votes, faults } = readVotes(votesFile, known)
    const published =
      participantsFile === undefined
        ? { groups: new Map<number, string>(), faults: [] }
        : readParticipants(participantsFile, { votes: false, known })
    const setAside = published.faults
    const publishedGroups = setAside.length === 0 ? published.groups : new Map<number, string>()
    return { votes, votesFrom: 'votes.csv', publishedGroups, setAside, faults }
  }
  const { votes, groups, faults } = readParticipants(participantsFile ?? new Uint8Array(0), { votes: true, known })
  const missing: Fault = { file: 'votes.csv', line: 0, code: 'votes-missing', data: {} }
  return {
    votes,
    votesFrom: 'participants-votes.csv',
    publishedGroups: groups,
    setAside: [],
    faults: participantsFile === undefined ? [missing] : faults,
  }
}
