import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { OwnerLinkFacts } from '../policy.ts'
import { countOperators } from './operators.ts'

const PURPOSE = 'owner'

export const ownerToken = (keys: Keys, expiresAt: Date): string => keys.sign(PURPOSE, String(expiresAt.getTime()))

export async function ownerLinkFacts(db: Reader, keys: Keys, token: string): Promise<OwnerLinkFacts> {
  const value = keys.verify(PURPOSE, token)
  return { expiresAt: value === null ? null : new Date(Number(value)), operators: await countOperators(db) }
}
