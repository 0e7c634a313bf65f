import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { tableOf, type Report } from './by-room.ts'

// `npm run coverage` runs every test and counts what ran, `npm run coverage -- src/modules/posts` those of one room alone;
// `npm run coverage -- --write` puts the table of a whole run into docs/security/coverage.md.

const ROOT = join(import.meta.dirname, '../../..')
const REPORT = join(ROOT, 'node_modules/.cache/coverage/coverage-final.json')
const PAGE = join(ROOT, 'docs/security/coverage.md')

const given = process.argv.slice(2)
const write = given.includes('--write')
const filters = given.filter((one) => one !== '--write')

const began = performance.now()
const tests = spawn('vitest', ['run', '--coverage.enabled', '--coverage.reportOnFailure', ...filters], { stdio: 'inherit' })
tests.once('close', (code) => {
  const table = tableOf(JSON.parse(readFileSync(REPORT, 'utf8')) as Report)
  process.stdout.write(`${table}\n`)
  process.exitCode = code ?? 1
  if (code !== 0) process.stdout.write('Some tests failed: what they would have run is missing from the table.\n')
  else if (write && filters.length === 0) writeFileSync(PAGE, pageOf(table))
})

function pageOf(table: string): string {
  const model = cpus()[0]?.model ?? 'an unknown processor'
  const minutes = Math.round((performance.now() - began) / 60_000)
  return `# What the tests run

Which share of the lines and functions of each room ran in a whole run of the tests: \`npm run coverage -- --write\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${model}, ${minutes} minutes.

A line ran where any statement that begins on it did. What runs elsewhere is not seen and counts as if it had not: scripts in the browser (\`browser\`), threads (the analysis of a dialogue), and hubs that a test starts as processes of their own
(most of \`main\`). That a line ran says nothing of whether anybody looked at what it did; that none ran says that nobody did.

${table}
`
}
