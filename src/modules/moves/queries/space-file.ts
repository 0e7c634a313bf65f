import { z } from 'zod'
import { BackupFault } from '../../../platform/backup-fault.ts'
import { SPACE_SORTS } from '../../../core/moving.ts'
import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'

/** What stands first in the file, under its encryption. */
export const head = z.object({
  sort: z.enum(SPACE_SORTS),
  space: z.uuid(),
  /** From where it comes, and for which hub alone it is. */
  origin: z.string().max(200),
  destination: z.string().max(200),
  /** The newest change of the form of the database; both hubs have the same. */
  migration: z.string(),
  /** Whoever can say it has opened the file. */
  receipt: z.string().min(20).max(80),
  madeOn: z.iso.date(),
})
export type Head = z.infer<typeof head>

export const line = z.union([
  z.object({ head }),
  z.object({ claim: z.object({ member: z.uuid(), hash: z.string().regex(/^[0-9a-f]{64}$/) }) }),
  z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) }),
])

const CODES = {
  foreign: 'move.file-foreign',
  newer: 'move.file-newer',
  locked: 'move.file-passphrase',
  'wrong-passphrase': 'move.file-passphrase',
  damaged: 'move.file-damaged',
  'cut-short': 'move.file-damaged',
} as const

const SYSTEM = { ENOENT: 'move.file-missing', EACCES: 'move.file-missing', EISDIR: 'move.file-missing', EEXIST: 'move.file-there' } as const

const isSystem = (code: unknown): code is keyof typeof SYSTEM => typeof code === 'string' && Object.hasOwn(SYSTEM, code)

/** What is wrong with a file as a refusal; everything else is a bug and stays one. */
export function asRefusal(error: unknown): never {
  if (error instanceof BackupFault) return refuse(no(CODES[error.code]))
  if (error instanceof z.ZodError) return refuse(no('move.file-damaged'))
  if (error instanceof Error && 'code' in error && isSystem(error.code)) return refuse(no(SYSTEM[error.code]))
  throw error
}
