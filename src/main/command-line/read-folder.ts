import { readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describeFault, readConversation, readGroups, type ConversationFiles, type Folder } from '#polis-form'
import { codeOf, InputRefused } from './faults.ts'

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
