import { spawn } from 'node:child_process'
import { chownSync, lchownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Whom a child process runs as. `other`: somebody else than this process, which only root can arrange. */
export type ProcessUser = { readonly uid: number; readonly gid: number; readonly other: boolean }
type Outcome = { readonly code: number | null; readonly output: string }
export type ChildPlace = { readonly user: ProcessUser; readonly cwd: string }

/** -1 on Windows, which has no such numbers. */
export function ownUid(): number {
  return process.getuid?.() ?? -1
}

export function thisUser(): ProcessUser {
  return { uid: ownUid(), gid: process.getgid?.() ?? -1, other: false }
}

/** The first of these names that the machine knows, or null. Read from the file: Node has no call for another user's number. */
export function userNamed(names: readonly string[], passwd = '/etc/passwd'): ProcessUser | null {
  let lines: string[][]
  try {
    lines = readFileSync(passwd, 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return null
  }
  for (const name of names) {
    const [, , uid, gid] = lines.find(([first]) => first === name) ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid), other: Number(uid) !== ownUid() }
  }
  return null
}

/** A fixed environment: no secret of the hub's reaches a child, and its tools speak English whatever the machine's language. */
export function childEnvironment(platform: NodeJS.Platform = process.platform): Record<string, string> {
  // Programs on Windows cannot open a socket without SystemRoot.
  if (platform === 'win32') return { SystemRoot: 'C:\\Windows', PATH: 'C:\\Windows\\System32;C:\\Windows' }
  // macOS has no C.UTF-8.
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8', TMPDIR: '/tmp' }
}

/** What spawn needs to be told; the other user's numbers are named only where they differ, since only root may name them. */
export function childOptions({ user, cwd }: ChildPlace) {
  return { cwd, env: childEnvironment(), ...(user.other ? { uid: user.uid, gid: user.gid } : {}) }
}

/** Runs a tool to its end and keeps what it said. Rejects only where it cannot be started at all. */
export function runTool(tool: string, args: readonly string[], place: ChildPlace): Promise<Outcome> {
  return new Promise((done, failed) => {
    const child = spawn(tool, args, { ...childOptions(place), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    const said: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => said.push(piece))
    child.stderr.on('data', (piece: Buffer) => said.push(piece))
    child.once('error', failed)
    child.once('close', (code) => done({ code, output: Buffer.concat(said).toString('utf8').trim() }))
  })
}

/**
 * Whether permission bits let this user enter the folder and each one above it. Access lists are not
 * looked at, so this only sorts out what is plainly closed; who needs certainty tries.
 */
export function canEnter(folder: string, user: ProcessUser): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & needed) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** Links are given away themselves, never what they point to. */
export function chownTree(path: string, { uid, gid }: ProcessUser): void {
  if (lstatSync(path).isDirectory()) {
    for (const name of readdirSync(path)) chownTree(join(path, name), { uid, gid, other: true })
    chownSync(path, uid, gid)
  } else {
    lchownSync(path, uid, gid)
  }
}
