import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Microseconds of processor time so far: of a process where it answers (its first thread, and not those that compute), and of the database server in
 * that data folder with all that it started.
 */
export type Spent = { readonly hub: number; readonly database: number }

/** What a request costs says more than how many there are in a second, while something else runs on the machine. Linux alone. */
export function spentBy(hub: number, folder: string): Spent {
  const server = Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
  const workers = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(name)?.parent === server)
  const gone = statOf(String(server))?.ended ?? 0
  return { hub: ranFor(`${hub}/task/${hub}`), database: gone + [String(server), ...workers].reduce((sum, pid) => sum + ranFor(pid), 0) }
}

const of = (path: string): string | null => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return null // It ended between the list and the look.
  }
}

/** Linux counts it in nanoseconds. */
const ranFor = (path: string): number => Number(of(`${path}/schedstat`)?.split(' ')[0] ?? 0) / 1000

/** Linux counts this in hundredths of a second. */
const TICK_US = 10_000

/** Whose child a process is, and how long those children ran that have ended. */
function statOf(pid: string): { readonly parent: number; readonly ended: number } | null {
  const text = of(`${pid}/stat`)
  if (text === null) return null
  // The name of the program stands in brackets and may hold anything: what follows the last one is numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), ended: (Number(fields[13]) + Number(fields[14])) * TICK_US }
}
