import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const noteShape = z.object({ at: z.iso.datetime(), bytes: z.int(), encrypted: z.boolean(), keys: z.boolean() })
/** That a backup was made, and of which sort; not where it lies. */
export type BackupNote = z.infer<typeof noteShape>

const fileIn = (dataFolder: string): string => join(dataFolder, 'last-backup.json')

/** A folder that cannot be written (the tool runs as somebody else) must not make a good backup a fault. */
export function noteBackup(dataFolder: string, note: BackupNote): void {
  const file = fileIn(dataFolder)
  try {
    writeFileSync(`${file}.part`, `${JSON.stringify(note)}\n`, { mode: 0o644 })
    renameSync(`${file}.part`, file)
  } catch {
    // `doctor` will say that it knows of no backup, which is seen.
  }
}

/** Null where none was noted. */
export function lastBackup(dataFolder: string): BackupNote | null {
  try {
    return noteShape.safeParse(JSON.parse(readFileSync(fileIn(dataFolder), 'utf8'))).data ?? null
  } catch {
    return null
  }
}
