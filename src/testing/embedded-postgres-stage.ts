import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { postmasterNote } from '../platform/embedded-postgres-notes.ts'
import { EmbeddedFault, startEmbedded, type EmbeddedServer } from '../platform/embedded-postgres.ts'
import { childOptions, ownUid, thisUser, type ProcessUser } from '../platform/process-user.ts'
import { quickFolder } from './quick-place.ts'

// What the tests of the embedded server share: real servers in folders of their own, and an end to all of them.

/** What walks through /proc is tried on Linux only. */
export const onLinux = process.platform === 'linux'
export const asRoot = ownUid() === 0
export const NOBODY: ProcessUser = { uid: 65_534, gid: 65_534, other: true }
const MODULE = join(import.meta.dirname, '../platform/embedded-postgres.ts')

const places: string[] = []
const servers: EmbeddedServer[] = []
const hubs: ChildProcess[] = []
let pattern = ''
/** What the hubs of this test told their log. */
export const lines: string[] = []

/** A folder that everybody can enter, removed after the test with all that runs in it. */
export const place = (): string => opened(quickFolder('passerelle-test-'))

/** The same, for programs to be run from there. */
export const placeToRun = (): string => opened(quickFolder('passerelle-test-', true))

function opened(made: string): string {
  chmodSync(made, 0o755)
  places.push(made)
  return made
}

export function removeLater(path: string): void {
  places.push(path)
}

export function endLater(child: ChildProcess): ChildProcess {
  hubs.push(child)
  return child
}

export async function start(dataFolder: string, more: { nativeFolder?: string; sharedBuffersMb?: number } = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataFolder, log: (line) => lines.push(line), ...more })
  servers.push(server)
  return server
}

/** A data folder with a cluster that a hub made before. Copied by root it is root's, as a restored backup is. */
export function usedFolder(): string {
  const data = join(place(), 'data')
  cpSync(pattern, data, { recursive: true })
  chmodSync(join(data, 'pg'), 0o700)
  return data
}

export async function ask<Row extends pg.QueryResultRow>(server: EmbeddedServer, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client(server.connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

export async function faultOf(attempt: Promise<unknown>): Promise<EmbeddedFault> {
  const outcome = await attempt.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  )
  if (outcome instanceof EmbeddedFault) return outcome
  throw outcome
}

/** A hub in a process of its own. `says`: its first words, when it runs or when it is refused; empty where it ends before. */
export function hub(dataFolder: string, user: ProcessUser = thisUser()): { child: ChildProcess; says: Promise<string> } {
  const script = `import { startEmbedded } from ${JSON.stringify(MODULE)}
    const say = (it) => process.stdout.write(JSON.stringify(it) + '\\n')
    try { const { connection, startedHere } = await startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)}, log() {} }); say({ connection, startedHere }) }
    catch (error) { say({ code: error.code, message: error.message }) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    ...childOptions({ user, cwd: '/' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  endLater(child)
  const words = once(child.stdout, 'data').then(([piece]) => String(piece))
  return { child, says: Promise.race([words, once(child, 'exit').then(() => '')]) }
}

/** Every process that stands in this folder or below: a server's, or an initdb's. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`)
      } catch {
        return false
      }
    })
    .map(Number)
}

/** The server's processes or an initdb's, as a power cut would. */
export function killAllIn(folder: string): void {
  for (const pid of processesIn(folder)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended between the look and the kill.
    }
  }
}

export async function noneIn(folder: string): Promise<void> {
  while (processesIn(folder).length > 0) await pause(10)
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export function pidOf(dataFolder: string): number {
  return postmasterNote(join(dataFolder, 'pg'))?.pid ?? 0
}

export async function makePattern(): Promise<string> {
  pattern = join(quickFolder('passerelle-test-'), 'data')
  const server = await start(pattern)
  await ask(server, 'create table kept (i int primary key, email text unique)', "insert into kept values (1, 'one@example.org')")
  await server.stop()
  return pattern
}

export function removePattern(): void {
  if (onLinux) killAllIn(dirname(pattern))
  rmSync(dirname(pattern), { recursive: true, force: true })
}

/** Also after a test that failed: hubs first, since a living hub brings a dead server back. */
export async function clearStage(): Promise<void> {
  await Promise.allSettled(servers.splice(0).map((server) => server.stop()))
  for (const child of hubs.splice(0)) await killed(child)
  for (const made of places.splice(0)) {
    if (onLinux) {
      killAllIn(made)
      await noneIn(made)
    }
    rmSync(made, { recursive: true, force: true })
  }
  lines.length = 0
}
