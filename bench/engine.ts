import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import {
  analyse,
  analyseRunning,
  analysisPlan,
  audit,
  changed,
  membersOf,
  openRunning,
  subjectOf,
  type Change,
  type Conversation,
  type Vote,
  type VoteValue,
} from '#deliberation'
import { carriedOutInThreads } from '../src/platform/engine-threads.ts'
import { openConversation } from './open-conversation.ts'
import { synthetic, type Shape } from './synthetic.ts'

// `npm run bench:engine [-- --quick] [--data <folder of conversations>] [--json]`: the whole analysis with all outputs, in memory. Each conversation has a process of its own, so that
// its memory is its own. cold: from sorted votes to the certificate; warm: after 1,000 changed votes, with kept state; auditor: the slow second implementation on
// the same votes, or, where that would take hours, on the first people of the same conversation, as a ratio of microseconds a vote.

const MOST_AUDITED = 30_000
const CHANGES = 1000
const SHAPES: readonly Shape[] = [
  { people: 2031, statements: 896, votes: 226_000, camps: 3, seed: 1 },
  { people: 33_422, statements: 783, votes: 2_000_000, camps: 3, seed: 2 },
  { people: 100_000, statements: 1000, votes: 10_000_000, camps: 3, seed: 3 },
  { people: 1_000_000, statements: 1000, votes: 100_000_000, camps: 3, seed: 4 },
]
const QUICK = 2

type Measured = {
  readonly name: string
  readonly people: number
  readonly statements: number
  readonly votes: number
  readonly path: string
  readonly coldMs: number
  readonly threadsMs: number | null
  readonly warmMs: number
  readonly peakMb: number
  readonly auditorRatio: number
}

const flag = (name: string): boolean => process.argv.includes(name)
const valueOf = (name: string): string | null => process.argv[process.argv.indexOf(name) + 1] ?? null

async function compareAll(): Promise<void> {
  const data = (flag('--data') ? valueOf('--data') : null) ?? join(import.meta.dirname, '../../shared/data/polis-open')
  const names = [
    ...(existsSync(data)
      ? readdirSync(data)
          .toSorted()
          .map((name) => join(data, name))
      : []),
    ...SHAPES.slice(0, flag('--quick') ? QUICK : SHAPES.length).map((shape) => JSON.stringify(shape)),
  ]
  const measured: Measured[] = []
  if (!flag('--json'))
    process.stdout.write(
      `${machine()}\n${line(['conversation', 'people', 'statements', 'votes', 'path', 'cold ms', '2 threads', 'warm ms', 'peak MB', 'x auditor'])}\n`,
    )
  for (const name of names) {
    const text = execFileSync(process.execPath, ['--max-old-space-size=4096', '--import', 'tsx', import.meta.filename, '--one', name], {
      maxBuffer: 2 ** 24,
    })
    const row: Measured = JSON.parse(text.toString())
    measured.push(row)
    if (!flag('--json')) process.stdout.write(`${line(cellsOf(row))}\n`)
  }
  if (flag('--json'))
    process.stdout.write(`${JSON.stringify({ machine: machine(), day: new Date().toISOString().slice(0, 10), measured })}\n`)
}

const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`

function cellsOf(row: Measured): string[] {
  const whole = (value: number | null) => (value === null ? '' : Math.round(value).toLocaleString('en'))
  return [
    row.name,
    whole(row.people),
    whole(row.statements),
    whole(row.votes),
    row.path,
    whole(row.coldMs),
    whole(row.threadsMs),
    whole(row.warmMs),
    whole(row.peakMb),
    whole(row.auditorRatio),
  ]
}

const line = (cells: readonly string[]): string => cells.map((cell, at) => (at === 0 ? cell.padEnd(36) : cell.padStart(12))).join('')

async function measure(name: string): Promise<Measured> {
  const shape: Shape | null = name.startsWith('{') ? JSON.parse(name) : null
  const conversation = shape === null ? openConversation(name) : synthetic(shape)
  const large = conversation.votes.values.length > 5_000_000
  const rounds = large ? 1 : 5
  // The first round of a small one is spent on compiling.
  if (!large) for (let round = 0; round < 2; round += 1) analyse(conversation)
  const cold = median(rounds, () => analyse(conversation))
  const subject = subjectOf(conversation)
  let running = openRunning(conversation)
  const warm = Array.from({ length: rounds }, (_, round) => {
    const changes = someChanges(conversation, subject.matrix.participants, round)
    const started = performance.now()
    running = changed(running, changes)
    analyseRunning(running)
    return performance.now() - started
  }).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] as number
  const peakMb = process.resourceUsage().maxRSS / 1024
  const threadsMs = large ? await timedInThreads(conversation) : null
  const { path } = cold.result
  const { audited, mine } = auditedPart(conversation)
  return {
    name: shape === null ? (name.split('/').at(-1) ?? name) : `synthetic, seed ${shape.seed}`,
    people: subject.matrix.participants.length,
    statements: subject.matrix.statements.length,
    votes: subject.matrix.values.length,
    path,
    coldMs: cold.ms,
    threadsMs,
    warmMs: warm,
    peakMb,
    auditorRatio: audited / mine,
  }
}

function median<Result>(rounds: number, work: () => Result): { ms: number; result: Result } {
  const runs = Array.from({ length: rounds }, () => {
    const started = performance.now()
    const result = work()
    return { ms: performance.now() - started, result }
  })
  return runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(rounds / 2)] as { ms: number; result: Result }
}

async function timedInThreads(conversation: Conversation): Promise<number> {
  const started = performance.now()
  const subject = subjectOf(conversation)
  await carriedOutInThreads(analysisPlan(subject), subject.matrix, 2)
  return performance.now() - started
}

/** A thousand votes of people all over the conversation, each turned round. */
function someChanges(conversation: Conversation, participants: Float64Array, round: number): Change[] {
  const step = Math.max(1, Math.floor(participants.length / CHANGES))
  const statements = conversation.statements
  return Array.from({ length: CHANGES }, (_, at) => ({
    participant: participants[(at * step + round) % participants.length] as number,
    statement: statements[(at * 31 + round) % statements.length]?.id ?? 0,
    value: (((at + round) % 3) - 1) as VoteValue,
  }))
}

/** Both implementations on the first people, so many that the slow one ends; milliseconds each. */
function auditedPart(conversation: Conversation): { audited: number; mine: number } {
  const votes: Vote[] = []
  const { matrix } = subjectOf(conversation)
  for (let row = 0; row < matrix.participants.length && votes.length < MOST_AUDITED; row += 1) {
    for (let at = matrix.rowStart[row] as number; at < (matrix.rowStart[row + 1] as number); at += 1) {
      votes.push({
        participant: matrix.participants[row] as number,
        statement: matrix.statements[matrix.columns[at] as number] as number,
        value: matrix.values[at] as VoteValue,
      })
    }
  }
  const part: Conversation = {
    statements: conversation.statements,
    votes: {
      participants: votes.map(({ participant }) => participant),
      statements: votes.map(({ statement }) => statement),
      values: votes.map(({ value }) => value),
    },
  }
  const mine = median(3, () => analyse(part))
  const groups = new Map(
    mine.result.groups.flatMap(({ id }, place) => membersOf(mine.result, place).map((member) => [member, id] as const)),
  )
  return { audited: median(1, () => audit(part, votes, groups)).ms, mine: mine.ms }
}

const one = flag('--one') ? valueOf('--one') : null
if (one === null) await compareAll()
else process.stdout.write(JSON.stringify(await measure(one)))
