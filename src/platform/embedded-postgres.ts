import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { holderName } from './db.ts'
import { packagedBinaries, readyBinaries, usualCopyPlaces } from './embedded-postgres-binaries.ts'
import { HUB_ROLE, readyCluster, serverUser, sweepUnfinished } from './embedded-postgres-cluster.ts'
import { EmbeddedFault, codeOf } from './embedded-postgres-fault.ts'
import type { Address } from './embedded-postgres-notes.ts'
import { knock, reachServer, stopServer, type Ground, type Reached } from './embedded-postgres-server.ts'

export { EmbeddedFault } from './embedded-postgres-fault.ts'

export type EmbeddedOptions = {
  readonly dataFolder: string
  readonly log: (line: string) => void
  /** 64 serves a hub of some thousand people; a bigger one gives a quarter of its memory. */
  readonly sharedBuffersMb?: number
  /** False, for tests alone: a power cut may take everything, and writing takes a part of the time. */
  readonly durable?: boolean
  /** Where bin, lib and share are; by default in the npm package for this machine. */
  readonly nativeFolder?: string
}

export type EmbeddedServer = {
  readonly connection: Address & { readonly user: string; readonly database: string }
  /** False: it was running already, left over by a hub that was killed, or another hub's. */
  readonly startedHere: boolean
  stop(): Promise<void>
}

type Held = Reached & { readonly startedHere: boolean }

const DATABASE = 'passerelle'
/** Any two numbers, the same for ever: they name the lock that says "this hub works on this data folder". */
const HUB_LOCK = '1885434739, 1919247468'
/** A killed hub's session ends within milliseconds; a living one's does not. */
const LOCK_PATIENCE_MS = 1000
const JOIN_PATIENCE_MS = 10_000
const RETRY_MS = 3000

/**
 * The database server in the data folder, owned by this hub until `stop()`. Two hubs on one folder would do every job
 * twice, so each holds a lock in a session of the server: it ends with the hub however the hub ends, and no file can go stale.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const ground = await prepare(options)
  const first = await claim(ground)
  try {
    sweepUnfinished(ground.cluster)
    await ensureDatabase(first.client)
  } catch (error) {
    await (first.startedHere ? stopServer(ground) : undefined)
    await first.client.end().catch(() => undefined)
    throw error
  }
  const keeping = keep(ground, first)
  let stopped: Promise<void> | null = null
  return {
    connection: { ...first.address, user: HUB_ROLE, database: DATABASE },
    startedHere: first.startedHere,
    stop: () => (stopped ??= keeping.stop()),
  }
}

/** For a tool beside a running hub: its server, not owned. Null where none answers, or where the hub's database is not made yet. */
export async function joinEmbedded(dataFolder: string): Promise<EmbeddedServer | null> {
  const cluster = join(resolve(dataFolder), 'pg')
  const began = performance.now()
  let found = await knock(cluster, 'passerelle tool')
  while (found === 'busy' && performance.now() - began < JOIN_PATIENCE_MS) {
    await pause(100)
    found = await knock(cluster, 'passerelle tool')
  }
  if (found === 'closed') return null
  if (found === 'busy')
    throw new EmbeddedFault('start-failed', `The database server in ${cluster} is still starting or stopping. Try again in a minute.`)
  try {
    if (!(await hasDatabase(found.client))) return null
    return { connection: { ...found.address, user: HUB_ROLE, database: DATABASE }, startedHere: false, stop: () => Promise.resolve() }
  } finally {
    await found.client.end()
  }
}

async function prepare(options: EmbeddedOptions): Promise<Ground> {
  const dataFolder = resolve(options.dataFolder)
  const cluster = join(dataFolder, 'pg')
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    const user = serverUser(cluster)
    const binaries = await readyBinaries(options.nativeFolder ?? packagedBinaries(), user, usualCopyPlaces(dataFolder))
    await readyCluster(cluster, user, binaries)
    const logFile = join(dataFolder, 'postgres.log')
    return {
      cluster,
      user,
      binaries,
      logFile,
      sharedBuffersMb: options.sharedBuffersMb ?? 64,
      durable: options.durable ?? true,
      log: options.log,
    }
  } catch (error) {
    if (['ENOSPC', 'EDQUOT'].includes(codeOf(error)))
      throw new EmbeddedFault(
        'unwritable',
        `The disk of the data folder ${dataFolder} is full. Make room on it, and start Passerelle again.`,
      )
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(error))) throw error
    throw new EmbeddedFault(
      'unwritable',
      `The data folder ${dataFolder} cannot be written (${codeOf(error)}). Give it to the user that runs Passerelle, or set PASSERELLE_DATA to another folder.`,
    )
  }
}

/** A server that runs, and the hub's lock on it. One that its hub stops meanwhile takes the connection along: then the next one is reached. */
async function claim(ground: Ground): Promise<Held> {
  const began = performance.now()
  for (;;) {
    const held = await reachServer(ground, holderName(process.pid))
    try {
      await takeLock(held.client, ground)
      return held
    } catch (error) {
      await held.client.end().catch(() => undefined)
      if (error instanceof EmbeddedFault || performance.now() - began > JOIN_PATIENCE_MS) throw error
      await pause(50)
    }
  }
}

async function takeLock(client: Client, ground: Ground): Promise<void> {
  const began = performance.now()
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${HUB_LOCK}) as taken`)
    if (rows[0]?.taken === true) return
    if (performance.now() - began > LOCK_PATIENCE_MS) break
    await pause(50)
  }
  const holder = await client.query<{ application_name: string }>(
    `select application_name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and granted and (classid, objid) = (${HUB_LOCK})`,
  )
  const pid = /process (\d+)/.exec(holder.rows[0]?.application_name ?? '')?.[1]
  throw new EmbeddedFault(
    'already-running',
    `Another Passerelle hub (process ${pid ?? 'unknown'}) is already running on this data folder (${dirname(ground.cluster)}). ` +
      'Stop it first, or set PASSERELLE_DATA to another folder for this one.',
  )
}

async function hasDatabase(client: Client): Promise<boolean> {
  return (await client.query('select from pg_database where datname = $1', [DATABASE])).rowCount === 1
}

async function ensureDatabase(client: Client): Promise<void> {
  if (!(await hasDatabase(client))) await client.query(`create database ${DATABASE}`)
}

/** Holds the lock; when the server goes away under a living hub (killed for want of memory, say), brings both back. */
function keep(ground: Ground, first: Held): { stop(): Promise<void> } {
  let current: Held | null = first
  let ending = false
  let lost = false
  let repair: Promise<void> = Promise.resolve()
  const endOfWait = new AbortController()

  const bringBack = async (): Promise<void> => {
    ground.log('The database server went away; starting it again.')
    while (!ending && current === null) {
      try {
        current = await claim(ground)
        watch(current.client)
        ground.log('The database server is back.')
      } catch (error) {
        ground.log(error instanceof Error ? error.message : String(error))
        lost = error instanceof EmbeddedFault && error.code === 'already-running'
        if (lost) return
        await pause(RETRY_MS, undefined, { signal: endOfWait.signal }).catch(() => undefined)
      }
    }
  }
  const watch = (client: Client): void => {
    client.once('end', () => {
      if (ending) return
      current = null
      repair = bringBack()
    })
  }
  watch(first.client)
  return {
    async stop() {
      ending = true
      endOfWait.abort()
      await repair
      // The lock is held until the server is down, so that a hub that starts meanwhile waits and is not stopped with it.
      if (!lost) await stopServer(ground)
      await current?.client.end().catch(() => undefined)
    },
  }
}
