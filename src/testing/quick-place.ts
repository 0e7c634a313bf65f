import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postmasterNote } from '../platform/embedded-postgres-notes.ts'

const MEMORY = '/dev/shm'
/** A run of all tests holds some hundred megabytes at once. */
const ROOM_BYTES = 4 * 1024 ** 3
const HOUR_MS = 3_600_000

/**
 * In memory where the machine has a place for that (Linux), and room in it; else on the disk, where a new hub takes several times as long.
 * `toRun`: programs are to be run from there, which some machines forbid in memory.
 */
export function quickFolder(name: string, toRun = false): string {
  return mkdtempSync(join(hasRoom() && !(toRun && runsNothing()) ? MEMORY : tmpdir(), name))
}

const runsNothing = (): boolean => / \/dev\/shm \S+ (\S+,)?noexec\b/.test(readFileSync('/proc/mounts', 'utf8'))

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM_BYTES
  } catch {
    return false
  }
}

const OURS = /^passerelle-(test|hub|command)-/

/** What a run that was killed left in memory: of servers that no longer run. */
export function sweepQuickFolders(): void {
  if (!hasRoom()) return
  for (const name of readdirSync(MEMORY).filter((one) => OURS.test(one))) {
    const folder = join(MEMORY, name)
    const found = statSync(folder, { throwIfNoEntry: false })
    const isOld = found !== undefined && found.uid === process.getuid?.() && Date.now() - found.mtimeMs > HOUR_MS
    if (isOld && !isAlive(postmasterNote(join(folder, 'pg'))?.pid)) rmSync(folder, { recursive: true, force: true })
  }
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}
