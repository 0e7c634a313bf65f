import type { Db } from '../../../platform/db.ts'
import { forgottenBefore } from '../rules.ts'
import type {} from '../tables.ts'

export async function forgetTokens(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('access_token').where('expires_at', '<=', forgottenBefore(now)).execute()
}
