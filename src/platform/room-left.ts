import { statfs } from 'node:fs/promises'

/** A database server that finds no room for its journal stops altogether, and then nothing can be read either: so much is kept for it. */
export const KEPT_FREE_BYTES = 64 * 1024 * 1024
const LOOK_EVERY_MS = 2000

export type RoomLeft = { isFull(): boolean; stop(): void }

type Watch = { readonly keepFree?: number; readonly everyMs?: number; readonly tell: (line: string) => void }

/** Looks every few seconds how much room the disk of this folder has left. What cannot be asked (a system without such a call) is never full. */
export function watchRoom(folder: string, { keepFree = KEPT_FREE_BYTES, everyMs = LOOK_EVERY_MS, tell }: Watch): RoomLeft {
  let full = false
  const look = async (): Promise<void> => {
    const found = await statfs(folder).catch(() => null)
    if (found === null) return
    const isLow = found.bavail * found.bsize < keepFree
    if (isLow !== full)
      tell(isLow ? `The disk of ${folder} is nearly full: ${REFUSED}` : `The disk of ${folder} has room again; the hub goes on.`)
    full = isLow
  }
  void look()
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return { isFull: () => full, stop: () => clearInterval(timer) }
}

const REFUSED = 'what is there can be read, and nothing new is taken. Make room on it; the hub goes on by itself.'
