import type { Id } from '#base'
import type { Db } from '../../../platform/db.ts'
import { hashToken } from '../../../platform/keys.ts'
import { holderOf } from '../queries/sessions.ts'
import { seenLongAgo, sessionHolds } from '../rules.ts'
import type {} from '../tables.ts'

type Known = {
  readonly account: Id<'account'> | null
  readonly person: Id<'person'> | null
  readonly operator: boolean
  readonly name: string | null
}

const UNKNOWN: Known = { account: null, person: null, operator: false, name: null }

/**
 * Who holds this session token. It notes that the session lives, and is no deed for all that: it happens at every page,
 * nobody asked for it, and a row of its own would be a trail of visits.
 */
export async function identify(db: Db, token: string | null, now: Date): Promise<Known> {
  if (token === null || token === '') return UNKNOWN
  const holder = await holderOf(db, token)
  if (holder === null || !sessionHolds(holder, now)) return UNKNOWN
  if (seenLongAgo(holder.seenAt, now)) {
    await db.updateTable('session').set({ seen_at: now }).where('token_hash', '=', hashToken(token)).execute()
  }
  return { account: holder.account as Id<'account'>, person: holder.person as Id<'person'>, operator: holder.operator, name: holder.name }
}
