import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sql } from 'kysely'
import { openHub, type Hub } from '../../testing/hub.ts'
import { comesBackAs } from './queries/letter-link.ts'

const ROOT = join(import.meta.dirname, '../../..')

let hub: Hub
let settings: Record<string, string>
beforeAll(async () => {
  hub = await openHub()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(hub.db)
  const { host, port, user } = inject('server')
  settings = {
    PASSERELLE_DATA: hub.dataFolder,
    DATABASE_URL: `postgres://${user}@localhost:${port}/${rows[0]?.name}?host=${encodeURIComponent(host)}`,
    PASSERELLE_SECRET: Buffer.alloc(32, 1).toString('hex'),
  }
})
afterAll(() => hub.close())

/** As a mail server pipes a letter. */
function piped(letter: string, environment: Record<string, string>): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main/cli.ts', 'bounce', '--json'], {
    cwd: ROOT,
    // What one process has compiled, the next one finds.
    env: { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'), ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stdin.end(letter)
  return new Promise((done) => child.on('close', (code) => done({ code, stdout })))
}

test('a letter that came back is taken from standard input by the command line', { timeout: 60_000 }, async () => {
  const account = hub.cast.members.get('mai')?.actor.account ?? ''
  const key = hub.runner.outside.uuid()
  await hub.as('mai').api('PUT', '/notices/letters', { letters: ['decision'] })
  await hub.db.updateTable('notices_state').set({ letter_key: key }).where('account_id', '=', account).execute()
  const back = comesBackAs(hub.runner.outside.keys, key, hub.runner.outside.uuid())
  const letter = [
    'From MAILER-DAEMON Sun Mar  1 12:00:00 2026',
    `To: bounce+${back}@hub.example.org`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=B',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    'Action: failed',
    'Status: 5.1.1',
    '--B--',
  ].join('\n')
  const taken = await piped(letter, settings)
  expect([taken.code, taken.stdout]).toEqual([0, '{"outcome":"stopped"}\n'])
  expect(await hub.db.selectFrom('notices_state').select('stopped_for').where('account_id', '=', account).execute()).toEqual([
    { stopped_for: 'nobody' },
  ])
})
