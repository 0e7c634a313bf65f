import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse, finalVotes, type Vote, type VoteValue } from '#deliberation'
import { readConversation } from '#polis-form'

// `npm run bench:analysis [folder of conversations]`: how long the whole analysis of each conversation takes, beside a reference of this
// machine in the same run (sorting two million random numbers), so that ratios hold where absolute times do not.

const folder = process.argv[2] ?? join(import.meta.dirname, '../../shared/data/polis-open')
const ROUNDS = 5

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function reference(): number {
  let state = 1
  const numbers = Float64Array.from({ length: 2_000_000 }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0))
  return timed(() => numbers.sort())
}

function load(path: string) {
  const files = Object.fromEntries(['comments.csv', 'votes.csv'].map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]))
  const read = readConversation(files)
  if (!read.ok) throw new Error(`${path} cannot be read`)
  const { statements, votes } = read.conversation
  const events: Vote[] = Array.from(votes.values, (value, at) => ({
    participant: votes.participants[at] ?? 0,
    statement: votes.statements[at] ?? 0,
    value: value as VoteValue,
  }))
  return {
    statements: statements.map(({ id, moderated, meta }) => ({
      id,
      state: moderated === -1 ? ('moderated-out' as const) : meta ? ('meta' as const) : ('live' as const),
    })),
    votes: finalVotes(events),
  }
}

if (!existsSync(folder)) {
  process.stdout.write(`There are no conversations at ${folder}; name a folder that holds some in Polis's export form.\n`)
} else {
  const unit = median(Array.from({ length: ROUNDS }, reference))
  process.stdout.write(`reference (sort 2,000,000 numbers): ${unit.toFixed(0)} ms\n`)
  for (const name of readdirSync(folder).toSorted()) {
    const conversation = load(join(folder, name))
    const times = Array.from({ length: ROUNDS + 1 }, () => timed(() => analyse(conversation))).slice(1)
    const took = median(times)
    process.stdout.write(
      `${name.padEnd(36)} ${String(conversation.votes.values.length).padStart(8)} votes ${took.toFixed(0).padStart(6)} ms  ${(took / unit).toFixed(2)} of the reference\n`,
    )
  }
}
