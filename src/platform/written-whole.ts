import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A file whole or not at all, and on the disk before it counts; in place of one that is there. */
export function writeWhole(folder: string, name: string, text: string, mode: number): void {
  const part = join(folder, `.${name}.part`)
  const file = openSync(part, 'w', mode)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(part, join(folder, name))
  const place = openSync(folder, 'r')
  try {
    fsyncSync(place)
  } finally {
    closeSync(place)
  }
}
