import { readFileSync } from 'node:fs'
import type { AskedVote } from '#deliberation'
import { codeOf, InputRefused } from './faults.ts'

const HEADER = 'participant,statement'
const MOST_TOLD = 20

/** The pairs of a file with the columns participant and statement, or refused with a sentence for each line that is none. */
export function readAskedVotes(file: string): AskedVote[] {
  const [header = '', ...lines] = textOf(file)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  if (header !== HEADER) throw new InputRefused(`${file}, line 1: the header must be "${HEADER}".`)
  const asked: AskedVote[] = []
  const faults: string[] = []
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    const [, participant, statement] = /^(\d{1,15}),(\d{1,10})$/.exec(line) ?? []
    if (participant === undefined || statement === undefined) faults.push(`${file}, line ${at + 2}: there must be two whole numbers.`)
    else asked.push({ participant: Number(participant), statement: Number(statement) })
  }
  if (faults.length > 0) throw new InputRefused(...faults.slice(0, MOST_TOLD))
  return asked
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputRefused(`The file ${file} cannot be read (${codeOf(error)}).`)
  }
}
