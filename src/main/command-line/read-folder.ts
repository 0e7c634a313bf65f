import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import {
  describeFault,
  missingFile,
  MOST_FAULTS,
  readConversation,
  readGroups,
  readingFinalVotes,
  readStatements,
  type ConversationFiles,
  type Fault,
  type FinalVotes,
  type FinalVotesRead,
  type Folder,
  type Reading,
  type StatementRow,
  type VotesFile,
} from '#polis-form'
import { codeOf, InputRefused } from './faults.ts'
import { piecesOf, type Piece } from './file-pieces.ts'

type File = keyof Folder

/** A conversation from a folder in Polis's form, or refused with a sentence for each fault. `participants-votes.csv` is read only where `votes.csv` is missing. */
export function readPolisFolder(folder: string, { summary }: { readonly summary: boolean }): ConversationFiles {
  demandFolder(folder)
  const files: Folder = {
    ...fileIn(folder, 'comments.csv'),
    ...fileIn(folder, 'votes.csv'),
    ...(summary ? fileIn(folder, 'summary.csv') : {}),
  }
  const result = readConversation(files['votes.csv'] === undefined ? { ...files, ...fileIn(folder, 'participants-votes.csv') } : files)
  if (!result.ok) throw new InputRefused(...result.faults.map(describeFault))
  return result.conversation
}

/** What an analysis needs of a folder. `voteEvents`: how many votes the file holds, those that were changed later included. */
export type FinalConversation = {
  readonly statements: readonly StatementRow[]
  readonly votes: FinalVotes
  readonly votesFrom: VotesFile
  readonly voteEvents: number
}

/** The same folder with the votes that count alone: `votes.csv` may be of any size, for it is read piece by piece. Refused as above. */
export async function readFinalVotes(folder: string, seen: (piece: Piece) => void): Promise<FinalConversation> {
  demandFolder(folder)
  const { statements, faults } = readStatements(fileIn(folder, 'comments.csv')['comments.csv'])
  const known = faults.length === 0 ? statements : null
  const read = (file: VotesFile) => finalVotesIn(join(folder, file), readingFinalVotes(file, known), seen)
  const events = await read('votes.csv')
  const votes = events ?? (await read('participants-votes.csv')) ?? noVotes
  if (!votes.ok) throw new InputRefused(...[...faults, ...votes.faults].slice(0, MOST_FAULTS).map(describeFault))
  return { statements, votes: votes.votes, votesFrom: events === null ? 'participants-votes.csv' : 'votes.csv', voteEvents: votes.events }
}

const noVotes: { readonly ok: false; readonly faults: readonly Fault[] } = { ok: false, faults: [missingFile('votes.csv')] }

/** Null where there is no such file. */
async function finalVotesIn(path: string, reading: Reading<FinalVotesRead>, seen: (piece: Piece) => void): Promise<FinalVotesRead | null> {
  try {
    for await (const piece of piecesOf(path)) {
      reading.take(piece.bytes)
      seen(piece)
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (codeOf(error) === '') throw error
    throw new InputRefused(`${resolve(path)} cannot be read (${codeOf(error)}).`)
  }
  return reading.end()
}

/** groups.json: participant id to group id. Sentences call the file by the name that it has. */
export function readGroupsFile(path: string): Map<number, string> {
  const bytes = bytesOf(path)
  if (bytes === null) throw new InputRefused(`There is no file ${resolve(path)}.`)
  const result = readGroups(bytes)
  if (!result.ok)
    throw new InputRefused(...result.faults.map((fault) => describeFault(fault).replace(/^groups\.json/, () => basename(path))))
  return result.groups
}

function demandFolder(folder: string): void {
  const path = resolve(folder)
  try {
    if (statSync(path).isDirectory()) return
  } catch (error) {
    throw new InputRefused(
      codeOf(error) === 'ENOENT' ? `There is no folder ${path}.` : `The folder ${path} cannot be read (${codeOf(error)}).`,
    )
  }
  throw new InputRefused(`${path} is not a folder; give the folder that holds comments.csv and votes.csv.`)
}

function fileIn(folder: string, file: File): Folder {
  const bytes = bytesOf(join(folder, file))
  return bytes === null ? {} : { [file]: bytes }
}

/** Null where there is no such file. */
function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new InputRefused(`${resolve(path)} cannot be read (${codeOf(error)}).`)
  }
}
