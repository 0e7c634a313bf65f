import { spawn } from 'node:child_process'

// Two checks at a time, for the longest keeps one core busy; what one of them says stands together, when it ends.

/** The longest first. */
const CHECKS = ['lint', 'types', 'unused', 'format']
const AT_ONCE = 2

type Ended = { readonly passed: boolean; readonly said: string }

function run(name: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(`npm run -s check:${name}`, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString('utf8')))
    child.once('close', (code) => resolve({ passed: code === 0, said }))
  })
}

const waiting = [...CHECKS]
const failed: string[] = []

async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const began = performance.now()
    const { passed, said } = await run(name)
    process.stdout.write(`check:${name} ${passed ? 'passed' : 'FAILED'} (${Math.round((performance.now() - began) / 1000)} s)\n`)
    // What passed has nothing to say that anybody needs.
    if (!passed) process.stdout.write(`${said.trimEnd()}\n`)
    if (!passed) failed.push(name)
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
if (failed.length > 0) process.stdout.write(`Failed: ${failed.map((name) => `check:${name}`).join(', ')}.\n`)
process.exitCode = failed.length > 0 ? 1 : 0
