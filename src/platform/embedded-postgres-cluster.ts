import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './embedded-postgres-binaries.ts'
import { EmbeddedFault, codeOf } from './embedded-postgres-fault.ts'
import { canEnter, chownTree, ownUid, runTool, thisUser, userNamed, type ProcessUser } from './process-user.ts'

/** The server's role: a superuser of a server that only its owner can reach. */
export const HUB_ROLE = 'hub'
/** On a unix socket this is only a part of the file's name. */
export const SOCKET_PORT = 5432
/** The kernel's limit, its closing zero included, is 108 bytes on Linux and 104 on macOS. */
const LONGEST_SOCKET_PATH = 103
const OWN_CLUSTER = '/proc/self/cwd'

/** Whom PostgreSQL runs as. It refuses root, so root lends it another user; what a cluster's files say goes before all else. */
export function serverUser(cluster: string): ProcessUser {
  const own = thisUser()
  const owner = existsSync(cluster) ? statSync(cluster) : null
  if (own.uid < 0) return own
  if (own.uid === 0) {
    if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, other: true }
    const lent = userNamed(['postgres', 'nobody'])
    if (lent !== null) return lent
    throw new EmbeddedFault(
      'no-server-user',
      'Passerelle runs as root, PostgreSQL refuses to, and this machine has neither a user "postgres" nor "nobody". ' +
        'Start Passerelle as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
    )
  }
  if (owner === null || owner.uid === own.uid) return own
  throw new EmbeddedFault(
    'other-owner',
    `The database in ${cluster} belongs to user ${owner.uid}, and Passerelle runs as user ${own.uid}. ` +
      `Start it as the same user as before, or give the database away with: chown -R ${own.uid} ${cluster}`,
  )
}

/**
 * How the server is told where its cluster is; it is always started inside it.
 * The user lent by root often cannot walk there (say, under /root). It need not: Linux lets a process
 * enter the folder that it stands in, whatever lies above, and PostgreSQL never leaves its cluster.
 */
export function clusterArgument(cluster: string, user: ProcessUser): string {
  if (!user.other) return cluster
  if (existsSync(OWN_CLUSTER)) return OWN_CLUSTER
  if (canEnter(cluster, user)) return cluster
  throw new EmbeddedFault(
    'unreachable',
    `Passerelle runs as root and PostgreSQL as user ${user.uid}, who cannot enter ${cluster}. ` +
      'Start Passerelle as an ordinary user, or set PASSERELLE_DATA to a folder below ones that everybody can enter (such as /var/lib/passerelle).',
  )
}

/** Checks the cluster that is there, or makes one. */
export async function readyCluster(cluster: string, user: ProcessUser, binaries: Binaries): Promise<void> {
  if (!existsSync(cluster)) await makeCluster(cluster, user, binaries)
  let written: number
  try {
    written = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'EACCES')
      throw new EmbeddedFault('no-access', `The database in ${cluster} is closed to the user that runs Passerelle.`)
    throw new EmbeddedFault(
      'not-a-cluster',
      `${cluster} exists and holds no PostgreSQL database. Move it away, put a backup in its place, or set PASSERELLE_DATA to another folder.`,
    )
  }
  if (written !== binaries.major) {
    throw new EmbeddedFault(
      'other-version',
      `The database in ${cluster} was written by PostgreSQL ${written}, and this Passerelle comes with PostgreSQL ${binaries.major}, which cannot read it. ` +
        `Nothing was changed. Start the Passerelle that you had before, export with it, and import into a new data folder.`,
    )
  }
  // A backup that root put back: its files are root's, and PostgreSQL wants them its own and closed.
  const { mode, uid } = statSync(cluster)
  if (user.other && uid === 0) chownTree(cluster, user)
  if (process.platform !== 'win32' && (mode & 0o027) !== 0) chmodSync(cluster, 0o700)
}

async function makeCluster(cluster: string, user: ProcessUser, binaries: Binaries): Promise<void> {
  // Made beside its place and renamed when whole: an initdb that is killed half-way leaves no half cluster.
  const making = mkdtempSync(`${cluster}-making-`)
  try {
    if (user.other) chownSync(making, user.uid, user.gid)
    const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const args = ['-D', clusterArgument(making, user), '-U', HUB_ROLE, '-A', 'trust', ...locale, '--no-instructions']
    const { code, output } = await runTool(binaries.tool('initdb'), args, { user, cwd: making })
    if (code !== 0) throw new EmbeddedFault('initdb-failed', initdbComplaint(output, user))
    renameSync(making, cluster)
    syncFolder(dirname(cluster))
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    // Another hub that started in the same moment was faster (and may have swept ours away); its cluster is as good.
    if (!existsSync(cluster)) throw error
  }
}

function initdbComplaint(output: string, user: ProcessUser): string {
  if (output.includes('could not look up effective user ID')) {
    return (
      `PostgreSQL cannot make a database as user ${user.uid}, who has no line in /etc/passwd. ` +
      'Start Passerelle as a user that the machine knows by name, or set DATABASE_URL to a PostgreSQL server of your own.'
    )
  }
  const words = output.split('\n').filter((line) => /error|fatal|detail/i.test(line))
  return `PostgreSQL could not make a new database: ${(words.length > 0 ? words : [output]).join(' ')}`
}

/** Left by an initdb that was killed. Only for who holds the hub's lock: nobody else can be making one then. */
export function sweepUnfinished(cluster: string): void {
  const folder = dirname(cluster)
  const unfinished = readdirSync(folder).filter((name) => name.startsWith(`${basename(cluster)}-making-`))
  for (const name of unfinished) rmSync(join(folder, name), { recursive: true, force: true })
}

/**
 * The folder of the server's socket, as the server is told it. Inside the cluster, which is closed to all others already;
 * where that path is too long for a socket, under the temporary folder, named after the data folder.
 */
export function readySocketFolder(cluster: string, user: ProcessUser): string {
  if (fits(join(cluster, 'sock'))) {
    closedFolder(join(cluster, 'sock'), user)
    return 'sock'
  }
  const name = `passerelle-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
  const folder = [tmpdir(), '/tmp'].map((parent) => join(parent, name)).find((path) => fits(path) && canEnter(dirname(path), user))
  if (folder === undefined) {
    throw new EmbeddedFault(
      'socket-folder',
      `${cluster} is too long a path for a socket. Set PASSERELLE_DATA to a folder with a shorter one.`,
    )
  }
  closedFolder(folder, user)
  return folder
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH
}

/** Whoever can enter this folder is the database's superuser, so one that somebody else laid out for us is refused. */
function closedFolder(folder: string, user: ProcessUser): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || (found.uid !== user.uid && found.uid !== ownUid())) {
    throw new EmbeddedFault(
      'socket-folder',
      `${folder} is where the database's socket belongs, and it is not a folder of user ${user.uid}'s. Remove it and start again.`,
    )
  }
  if (user.other && found.uid !== user.uid) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const open = openSync(folder, 'r')
  fsyncSync(open)
  closeSync(open)
}
