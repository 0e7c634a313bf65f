import { missingFile, MOST_FAULTS } from './faults.ts'
import type { Fault, FileName } from './faults.ts'
import { readStatements, readStatementSums } from './read-comments.ts'
import type { StatementRow, StatementSums } from './read-comments.ts'
import { millisecondsPerUnit } from './instants.ts'
import { readingParticipants } from './read-participants.ts'
import { readSummary } from './read-summary.ts'
import { readingVotes } from './read-votes.ts'
import { readWhole } from './table.ts'
import { VoteColumns } from './vote-events.ts'
import type { StatementKeys, VoteEvents } from './vote-events.ts'

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
  const comments = readStatements(folder['comments.csv'])
  const keys = comments.faults.length === 0 ? idsAsKeys(comments.statements) : null
  const { faults: voteFaults, ...votes } = readVotesPart(folder, keys)
  const { summary, faults: summaryFaults } = summaryIn(folder)
  const faults = [...comments.faults, ...voteFaults, ...summaryFaults].slice(0, MOST_FAULTS)
  if (faults.length > 0) return { ok: false, faults }
  const entry = (name: string) => summary.get(name) || null
  const titles = { topic: entry('topic'), description: entry('conversation-description'), url: entry('url') }
  return { ok: true, conversation: { ...titles, summary, statements: comments.statements, ...votes } }
}

export type SumsResult = { ok: true; statements: StatementSums[]; summary: ReadonlyMap<string, string> } | { ok: false; faults: Fault[] }

/** comments.csv, in which counts may be missing, and summary.csv where it is there: what a hub gives out of a dialogue whose votes are sealed. */
export function readSums(folder: Folder): SumsResult {
  const comments = readStatementSums(folder['comments.csv'])
  const { summary, faults: summaryFaults } = summaryIn(folder)
  const faults = [...comments.faults, ...summaryFaults].slice(0, MOST_FAULTS)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, statements: comments.statements, summary }
}

const summaryIn = ({ 'summary.csv': file }: Folder) =>
  file === undefined ? { summary: new Map<string, string>(), faults: [] } : readSummary(file)

/** Events name their statements by id. */
function idsAsKeys(statements: readonly StatementRow[]): StatementKeys {
  const known = new Set(statements.map((row) => row.id))
  return { find: (id) => (known.has(id) ? id : -1) }
}

function readVotesPart(folder: Folder, keys: StatementKeys): VotesPart {
  const votesFile = folder['votes.csv']
  const participantsFile = folder['participants-votes.csv']
  const sink = new VoteColumns()
  const groups = new Map<number, string>()
  if (votesFile !== undefined) {
    const { faults, greatest } = readWhole(readingVotes(sink, keys), votesFile)
    const votes = sink.events(millisecondsPerUnit(greatest))
    const setAside = participantsFile === undefined ? [] : readWhole(readingParticipants({ votes: null, groups }), participantsFile)
    if (setAside.length > 0) groups.clear()
    return { votes, votesFrom: 'votes.csv', publishedGroups: groups, setAside, faults }
  }
  const faults =
    participantsFile === undefined
      ? [missingFile('votes.csv')]
      : readWhole(readingParticipants({ votes: { sink, keys }, groups }), participantsFile)
  return { votes: sink.events(1), votesFrom: 'participants-votes.csv', publishedGroups: groups, setAside: [], faults }
}
