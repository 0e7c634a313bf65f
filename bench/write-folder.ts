import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { VoteRows } from '#deliberation'
import { synthetic } from './synthetic.ts'

// `node --import tsx bench/write-folder.ts <folder> <people> <statements> <votes> [events | final]`: a conversation that never was, as a folder in
// Polis's export form, written piece by piece: its votes.csv may be larger than memory. `final` writes participants-votes.csv instead of votes.csv.

/** `events`: votes.csv, everybody's first vote, then everybody's second, a second apart. `final`: participants-votes.csv, one row a participant. */
export type Form = 'events' | 'final'

const FIRST_INSTANT = 1_700_000_000_000
const PIECE_LENGTH = 2 ** 20
/** One vote in so many was another one before. */
const CHANGED_ONE_IN = 32

/** Writes the folder and answers how many bytes its votes take. */
export async function writeFolder(folder: string, rows: VoteRows, statements: number, form: Form = 'events'): Promise<number> {
  mkdirSync(folder, { recursive: true })
  await writeFile(join(folder, 'comments.csv'), comments(statements))
  return form === 'events'
    ? writeFile(join(folder, 'votes.csv'), events(rows))
    : writeFile(join(folder, 'participants-votes.csv'), finalRows(rows, statements))
}

async function writeFile(path: string, lines: Iterable<string>): Promise<number> {
  const out = createWriteStream(path)
  let waiting = ''
  for (const line of lines) {
    waiting += line
    if (waiting.length < PIECE_LENGTH) continue
    if (!out.write(waiting)) await once(out, 'drain')
    waiting = ''
  }
  out.end(waiting)
  await once(out, 'finish')
  return out.bytesWritten
}

function* comments(statements: number): Generator<string> {
  yield 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n'
  for (let id = 0; id < statements; id += 1) yield `${FIRST_INSTANT + id},,${id},${id},0,0,1,"Statement ${id}, as it might be"\n`
}

/** Ascending in time. Neighbouring lines are of people far apart, as where many vote at once. */
function* events({ participants, rowStart, columns, values }: VoteRows): Generator<string> {
  yield 'timestamp,datetime,comment-id,voter-id,vote\n'
  const people = participants.length
  const stride = coprimeNear(Math.floor(people * 0.618), people)
  let at = FIRST_INSTANT
  let more = true
  for (let round = 0; more; round += 1) {
    more = false
    for (let turn = 0, row = 0; turn < people; turn += 1, row = (row + stride) % people) {
      const vote = (rowStart[row] ?? 0) + round
      if (vote >= (rowStart[row + 1] ?? 0)) continue
      more = true
      at += 1000
      const value = values[vote] ?? 0
      const end = `,Tue Nov 14 22:13:20 UTC 2023,${columns[vote]},${participants[row]},`
      if (vote % CHANGED_ONE_IN === 0) yield `${at - 500}${end}${value === 0 ? 1 : -value}\n`
      yield `${at}${end}${value}\n`
    }
  }
}

/** A number near `wanted` that visits every row when it is added again and again. */
function coprimeNear(wanted: number, people: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  let stride = Math.max(1, wanted)
  while (divisor(stride, people) !== 1) stride += 1
  return stride
}

function* finalRows({ participants, rowStart, columns, values }: VoteRows, statements: number): Generator<string> {
  const ids = Array.from({ length: statements }, (_, id) => id)
  yield `${['participant', 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree', ...ids].join(',')}\n`
  for (let row = 0; row < participants.length; row += 1) {
    const [start, end] = [rowStart[row] ?? 0, rowStart[row + 1] ?? 0]
    const own = values.subarray(start, end)
    const cells = Array.from({ length: statements }, () => '')
    for (let vote = start; vote < end; vote += 1) cells[columns[vote] ?? 0] = String(values[vote])
    const counted = (side: number) => own.reduce((sum, value) => sum + (value === side ? 1 : 0), 0)
    yield `${participants[row]},,0,${own.length},${counted(1)},${counted(-1)},${cells.join(',')}\n`
  }
}

const [script = '', folder, people, statements, votes, form = 'events'] = process.argv.slice(1)
if (import.meta.url === pathToFileURL(script).href) {
  const numbers = [people, statements, votes].map(Number)
  if (folder === undefined || numbers.some((number) => !(number > 0)) || (form !== 'events' && form !== 'final')) {
    process.stderr.write('Usage: bench/write-folder.ts <folder> <people> <statements> <votes> [events | final]\n')
    process.exitCode = 2
  } else {
    const [persons = 0, width = 0, wanted = 0] = numbers
    const conversation = synthetic({ people: persons, statements: width, votes: wanted, camps: 4, seed: 1 })
    if (!('rowStart' in conversation.votes)) throw new Error('synthetic conversations come in rows')
    const bytes = await writeFolder(folder, conversation.votes, width, form)
    process.stdout.write(`${folder}: ${conversation.votes.values.length} final votes, ${bytes} bytes\n`)
  }
}
