import { DatabaseFault } from '../../platform/db.ts'
import { EmbeddedFault } from '../../platform/embedded-postgres.ts'
import { SealFault } from '../../platform/keys.ts'
import { SigningFault } from '../../platform/signing-keys.ts'
import { codeOf, HubFault } from './faults.ts'

const UNREACHED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
  '28000',
  '28P01',
  '3D000',
  '57P01',
  '57P03',
  '53300',
]

/** Faults of the outside world as sentences; what is left is a bug, and goes on with its whole story. */
export function inOtherWay(error: unknown): never {
  if (error instanceof EmbeddedFault || error instanceof DatabaseFault || error instanceof SigningFault || error instanceof SealFault)
    throw new HubFault(error.message)
  const code = codeOf(error)
  if (UNREACHED.includes(code))
    throw new HubFault(`The database of the hub cannot be reached (${code}). Is DATABASE_URL right, and does that server run?`)
  throw error
}
