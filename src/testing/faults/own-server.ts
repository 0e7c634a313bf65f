import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { runTool, thisUser, userNamed } from '../../platform/process-user.ts'
import { timeUntil, type Notes } from './findings.ts'
import { isWell, type HubProcess } from './hub-process.ts'
import type { Strike } from './killing.ts'

const HOME = '/usr/lib/postgresql'
const BACK_LIMIT_MS = 60_000

export const NO_SERVER =
  'PostgreSQL of the distribution is not installed and could not be installed (apt, as root); a server of one’s own was not tried here.'

/** The newest that the distribution has, or null. */
async function toolsFolder(): Promise<string | null> {
  const newest = () => {
    const found = existsSync(HOME) ? readdirSync(HOME).filter((version) => existsSync(join(HOME, version, 'bin/initdb'))) : []
    const version = found.toSorted((a, b) => Number(a) - Number(b)).at(-1)
    return version === undefined ? null : join(HOME, version, 'bin')
  }
  if (newest() === null)
    await promisify(execFile)('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql']).catch(() => undefined)
  return newest()
}

export type OwnServer = { readonly databaseUrl: string; readonly restarts: readonly Strike[]; stop(): Promise<void> }

/** A PostgreSQL server of the distribution, as an operator has one whose hub is told DATABASE_URL; and its restarts, mild and hard. */
export async function openOwnServer(place: string, times: number[]): Promise<OwnServer | null> {
  const tools = await toolsFolder()
  if (tools === null) return null
  const user = process.getuid?.() === 0 ? (userNamed(['postgres', 'nobody']) ?? thisUser()) : thisUser()
  const folder = join(place, 'own')
  mkdirSync(folder, { mode: 0o700 })
  if (user.other) {
    chownSync(folder, user.uid, user.gid)
    // The other user has to walk through it, and sees nothing of what lies there.
    chmodSync(place, 0o711)
  }
  const cluster = join(folder, 'data')
  const call = async (tool: string, ...args: string[]) => {
    const { code, output } = await runTool(join(tools, tool), args, { user, cwd: folder })
    if (code !== 0) throw new Error(`${tool}: ${output}`)
  }
  await call('initdb', '-D', cluster, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
  const control = (...args: string[]) =>
    call('pg_ctl', '-D', cluster, '-l', join(folder, 'log'), '-w', '-o', `-k ${folder} -c listen_addresses=`, ...args)
  await control('start')
  const client = new pg.Client({ host: folder, port: 5432, user: 'owner', database: 'postgres' })
  await client.connect()
  await client.query('create database hub')
  await client.end()
  const restart =
    (how: 'fast' | 'immediate'): Strike =>
    async (hub: HubProcess, notes: Notes) => {
      await control('restart', '-m', how)
      times.push(await timeUntil(notes, 'the hub came back after its server', BACK_LIMIT_MS, () => isWell(hub.url)))
      return hub
    }
  return {
    databaseUrl: `postgres://owner@localhost:5432/hub?host=${encodeURIComponent(folder)}`,
    restarts: [restart('fast'), restart('immediate'), restart('fast'), restart('immediate')],
    stop: () => control('stop', '-m', 'immediate'),
  }
}
