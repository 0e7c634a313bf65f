import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'

// `npm run fuzz -- --minutes 30 --seed 7`: round after round, each on a hub of its own and with the next seed, until the time is over.

/** Strange requests to each door in a round; those of the tests get fewer. */
const STRANGE = 6

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, strange: { type: 'string' } },
})
const minutes = Number(values.minutes)
const first = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const strange = Number(values.strange ?? STRANGE)

/** By `env`, for the environment is read in the configuration alone. */
const round = (seed: number): Promise<boolean> =>
  new Promise((resolve) => {
    const given = [`ATTACK_SEED=${seed}`, `ATTACK_STRANGE=${strange}`]
    const child = spawn('env', [...given, 'vitest', 'run', 'src/testing/attack/fuzz'], { stdio: 'inherit' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })

const end = performance.now() + minutes * 60_000
const failed: number[] = []
let rounds = 0
do {
  const seed = first + rounds
  if (!(await round(seed))) failed.push(seed)
  rounds += 1
} while (performance.now() < end)
process.stdout.write(
  failed.length === 0
    ? `fuzz: ${rounds} rounds from seed ${first}, nothing found.\n`
    : `fuzz: ${rounds} rounds from seed ${first}; something was found with ${failed.map((seed) => `--seed ${seed}`).join(', ')} --strange ${strange}.\n`,
)
process.exitCode = failed.length === 0 ? 0 : 1
