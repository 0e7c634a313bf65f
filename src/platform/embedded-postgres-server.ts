import { spawn } from 'node:child_process'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './embedded-postgres-binaries.ts'
import { HUB_ROLE, SOCKET_PORT, clusterArgument, readySocketFolder } from './embedded-postgres-cluster.ts'
import { EmbeddedFault, codeOf } from './embedded-postgres-fault.ts'
import { closedToUs, forgetForeignPid, postmasterNote, type Address } from './embedded-postgres-notes.ts'
import { childOptions, runTool, type ProcessUser } from './process-user.ts'

export type Ground = {
  readonly cluster: string
  readonly user: ProcessUser
  readonly binaries: Binaries
  readonly logFile: string
  readonly sharedBuffersMb: number
  readonly durable: boolean
  readonly log: (line: string) => void
}
export type Reached = { readonly client: pg.Client; readonly address: Address; readonly pid: number }
type Knock = Reached | 'closed' | 'busy'

const LOG_LIMIT_BYTES = 10 * 1024 * 1024
/** How long leftovers of a killed server, or a start that happens at the same time, may stand in the way. */
const PATIENCE_MS = 15_000
/** After a power cut the server reads its journal first. It says that it is alive meanwhile; this is for one that hangs. */
const RECOVERY_LIMIT_MS = 30 * 60_000
const OPENING_LIMIT_MS = 10_000
const TELL_AFTER_MS = 3000
const STOP_LIMIT_MS = 120_000
const BURIAL_MS = 1000
const STEP_MS = 20

/** A connection to the server that runs on this cluster; 'busy' while it starts, recovers or stops. */
export async function knock(cluster: string, applicationName: string): Promise<Knock> {
  const note = postmasterNote(cluster)
  if (note === null) return 'closed'
  const { host, port, pid } = note
  const client = new pg.Client({
    host,
    port,
    user: HUB_ROLE,
    database: 'postgres',
    application_name: applicationName,
    connectionTimeoutMillis: OPENING_LIMIT_MS,
    // Said, so that a PGSSLMODE in the environment does not ask a socket for encryption.
    ssl: false,
  })
  // Without a listener, a server that goes away would end the whole process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { client, address: { host, port }, pid }
  } catch (error) {
    await client.end().catch(() => undefined)
    const code = codeOf(error)
    if (['ENOENT', 'ECONNREFUSED'].includes(code)) return 'closed'
    if (code === 'EACCES') throw closedToUs(cluster)
    // PostgreSQL's own codes, but for 57P01 to 57P03 (it stops or starts), do not pass by waiting: 53300 is "too many connections".
    if (/^(?!57P0)[0-9A-Z]{5}$/.test(code) && error instanceof pg.DatabaseError) {
      throw new EmbeddedFault('refused', `The database server in ${cluster} runs and lets nobody in: ${error.message}.`)
    }
    return 'busy'
  }
}

/** Reaches the server that runs on this cluster, or starts one. */
export async function reachServer(ground: Ground, applicationName: string): Promise<Reached & { startedHere: boolean }> {
  const began = performance.now()
  const patience = waiting(ground)
  for (;;) {
    const found = await knock(ground.cluster, applicationName)
    if (typeof found !== 'string') return { ...found, startedHere: false }
    if (found === 'busy') {
      await patience(100)
      continue
    }
    const launched = await launch(ground, applicationName)
    if (typeof launched !== 'string') return launched
    const mayPass = /lock file|shared memory block|already in use/.test(launched)
    if (!mayPass || performance.now() - began > PATIENCE_MS) {
      throw new EmbeddedFault('start-failed', `The database server did not start: ${launched} Its log is ${ground.logFile}.`)
    }
    await pause(200)
  }
}

/** Pauses for a server that is on its way; says so once when that takes long, and gives up when it takes for ever. */
function waiting(ground: Ground): (pauseMs: number) => Promise<void> {
  const began = performance.now()
  let told = false
  return async (pauseMs) => {
    const waited = performance.now() - began
    if (waited > RECOVERY_LIMIT_MS) {
      throw new EmbeddedFault('start-failed', `The database server does not become ready. Its log is ${ground.logFile}.`)
    }
    if (waited > TELL_AFTER_MS && !told) {
      ground.log('The database server is still starting or stopping; waiting for it.')
      told = true
    }
    await pause(pauseMs)
  }
}

/** Spawns the server without a shell and without pg_ctl: no path has to be quoted, and its end is seen at once. Its last words where it ends. */
async function launch(ground: Ground, applicationName: string): Promise<(Reached & { startedHere: boolean }) | string> {
  const { cluster, user, binaries } = ground
  const socketFolder = process.platform === 'win32' ? null : readySocketFolder(cluster, user)
  if (socketFolder !== null) forgetForeignPid(cluster, socketFolder)
  const chosen = [...(await settings(socketFolder, ground.sharedBuffersMb)), ...(ground.durable ? DURABLE : FLEETING)]
  const args = ['-D', clusterArgument(cluster, user), ...chosen.flatMap((setting) => ['-c', setting])]
  const logEnd = openServerLog(ground.logFile)
  const from = fstatSync(logEnd).size
  // In a session of its own, Ctrl+C in the hub's terminal does not reach it before the hub has put its work away.
  const child = spawn(binaries.tool('postgres'), args, {
    ...childOptions({ user, cwd: cluster }),
    stdio: ['ignore', logEnd, logEnd],
    detached: true,
    windowsHide: true,
  })
  closeSync(logEnd)
  let ended = false
  let failure = ''
  child.once('error', (error) => {
    ended = true
    failure = `${error.message}.`
  })
  child.once('exit', () => (ended = true))
  child.unref()
  const patience = waiting(ground)
  for (;;) {
    if (ended) return failure || lastWords(ground.logFile, from, child.pid)
    const found = await knock(cluster, applicationName)
    if (typeof found !== 'string') return { ...found, startedHere: found.pid === child.pid }
    await patience(10)
  }
}

/** What was committed is there after a power cut. */
const DURABLE = ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on']
/** For what ends with the server: nothing waits for the disk, and copying a database leaves no journal. */
const FLEETING = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'wal_level=minimal', 'max_wal_senders=0']

/**
 * What the server must hold to, whatever postgresql.conf says. What people wrote stays out of its log: errors are the
 * hub's to tell, and terse lines leave out the details in which PostgreSQL repeats values and statements.
 */
async function settings(socketFolder: string | null, sharedBuffersMb: number): Promise<readonly string[]> {
  return [
    ...(await listening(socketFolder)),
    `shared_buffers=${sharedBuffersMb}MB`,
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_destination=stderr',
    'logging_collector=off',
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_statement=none',
    'log_min_duration_statement=-1',
    'log_min_duration_sample=-1',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
    'log_checkpoints=off',
    'log_line_prefix=%m [%p] ',
  ]
}

async function listening(socketFolder: string | null): Promise<readonly string[]> {
  // Node reaches no unix socket on Windows, so there it is a free port of the loopback, which other
  // accounts of that machine can reach too. No test covers this: Windows is for trying the hub out.
  if (socketFolder === null) return ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${await freePort()}`]
  const quoted = `"${socketFolder.replaceAll('"', '""')}"`
  return ['listen_addresses=', `unix_socket_directories=${quoted}`, 'unix_socket_permissions=0700', `port=${SOCKET_PORT}`]
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? done(address.port) : failed(new Error('No port is free.'))))
    })
  })
}

/** Opened by the hub and handed down, so that the server needs no way into the data folder. One older file is kept. */
function openServerLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** What this server said: others that were started in the same moment write to the same log, and each line tells whose it is. */
function lastWords(logFile: string, from: number, pid: number | undefined): string {
  const lines = readFileSync(logFile)
    .subarray(from)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '' && (line.includes(` [${pid}] `) || !/^\d{4}-.* \[\d+\] /.test(line)))
  const worst = lines.filter((line) => /FATAL|PANIC|error while loading/.test(line))
  return (worst.at(-1) ?? lines.at(-1) ?? 'it said nothing').replace(/^.*\b(FATAL|PANIC):\s+/, '').replace(/\.?$/, '.')
}

/**
 * Fast: open transactions are rolled back, what was committed is written out. Waits for the end of this server: where another hub starts its own
 * at once, pg_ctl would wait for that one.
 */
export async function stopServer({ cluster, user, binaries }: Ground): Promise<void> {
  const pid = postmasterNote(cluster)?.pid
  const { code, output } = await runTool(binaries.tool('pg_ctl'), ['-D', clusterArgument(cluster, user), '-m', 'fast', '-W', 'stop'], {
    user,
    cwd: cluster,
  })
  // Already gone is as good as stopped.
  if (/PID file .* does not exist|No such process/.test(output)) return
  if (code !== 0) throw notStopped(output.split('\n').at(-1) ?? '')
  const began = performance.now()
  let withoutNote = 0
  // It takes its note away last of all. Where nobody buries a process it stays as a name alone, so that is not waited for.
  while (pid !== undefined && isAlive(pid) && withoutNote < BURIAL_MS) {
    if (performance.now() - began > STOP_LIMIT_MS) throw notStopped('it is still writing out what it holds')
    await pause(STEP_MS)
    withoutNote = postmasterNote(cluster)?.pid === pid ? 0 : withoutNote + STEP_MS
  }
}

const notStopped = (why: string): EmbeddedFault => new EmbeddedFault('stop-failed', `The database server did not stop: ${why}`)

/** A process of somebody else's answers that it may not be asked. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
