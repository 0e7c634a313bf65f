import { isUuid } from '#base'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { isSort, type Sort } from '../rules.ts'
import type {} from '../tables.ts'

export type Stopping = Sort | 'all'

/** Ends letters of one sort, or all, without signing in. It holds as long as the account does: an old letter ends them too. */
export const stopLink = (keys: Keys, letterKey: string, what: Stopping): string => keys.sign('letters', `${letterKey}.${what}`)

export function readStopLink(keys: Keys, link: string): { readonly letterKey: string; readonly what: Stopping } | null {
  const [letterKey = '', what = '', ...more] = keys.verify('letters', link)?.split('.') ?? []
  if (!isUuid(letterKey) || more.length > 0 || !(what === 'all' || isSort(what))) return null
  return { letterKey, what }
}

/** The account that a link stands for; null where it has left. */
export async function holderOfLink(db: Reader, letterKey: string, lock: 'none' | 'update' = 'none') {
  const select = db.selectFrom('notices_state').select(['account_id as account', 'letters']).where('letter_key', '=', letterKey)
  return (await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()) ?? null
}
