import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SOCKET_PORT } from './embedded-postgres-cluster.ts'
import { EmbeddedFault, codeOf } from './embedded-postgres-fault.ts'

// What a running server writes down about itself, and what a killed one leaves written.

export type Address = { readonly host: string; readonly port: number }

/** What the running server wrote about itself: pid, folder, start, port, socket folder, address. Null: nothing, or not all yet. */
export function postmasterNote(cluster: string): (Address & { readonly pid: number }) | null {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (codeOf(error) === 'EACCES') throw closedToUs(cluster)
    return null
  }
  const [pid, , , port, socketFolder, listening] = lines
  const host = socketFolder ? resolve(cluster, socketFolder) : listening
  return host && Number(pid) > 0 && Number(port) > 0 ? { pid: Number(pid), port: Number(port), host } : null
}

export function closedToUs(cluster: string): EmbeddedFault {
  return new EmbeddedFault(
    'no-access',
    `The database in ${cluster} belongs to another user. Run this as the user that runs Passerelle, or as root.`,
  )
}

/**
 * After a power cut the pid that a killed server noted may by now be some other program of the same user's (or a zombie that a
 * container's first process never buries), and PostgreSQL then refuses to start for ever. Every server process stands in
 * its cluster's folder: where Linux shows none there, the notes are stale.
 */
export function forgetForeignPid(cluster: string, socketFolder: string): void {
  if (process.platform !== 'linux' || !existsSync('/proc/self/stat')) return
  for (const file of [join(cluster, 'postmaster.pid'), join(resolve(cluster, socketFolder), `.s.PGSQL.${SOCKET_PORT}.lock`)]) {
    if (!existsSync(file)) continue
    const note = readFileSync(file, 'utf8')
    const pid = Number(note.split('\n')[0])
    // A dead pid is PostgreSQL's own affair: it also looks for what the server left in shared memory. An empty note is not.
    if ((note !== '' && !existsSync(`/proc/${pid}`)) || standsIn(cluster)) continue
    if (readFileSync(file, 'utf8') === note) rmSync(file)
  }
}

function standsIn(folder: string): boolean {
  const { dev, ino } = statSync(folder)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        const at = statSync(`/proc/${pid}/cwd`)
        return at.dev === dev && at.ino === ino
      } catch {
        // Another user's process, which is none of ours, or one that has just ended.
        return false
      }
    })
}
