import type { Id } from '#base'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../platform/db.ts'
import { hashToken } from '../../../platform/keys.ts'
import { DatabaseTrouble } from '../../../platform/trouble.ts'
import { holderOf } from '../queries/sessions.ts'
import { seenLongAgo, sessionHolds } from '../rules.ts'
import type {} from '../tables.ts'

type Known = Pick<Actor, 'account' | 'person' | 'operator' | 'leavingAt'> & { readonly name: string | null; readonly several: boolean }

const UNKNOWN: Known = { account: null, person: null, operator: false, name: null, several: false }

/** Where there is no room to write, whoever is signed in can read all the same. */
function letBeWithoutRoom(error: unknown): void {
  if (!(error instanceof DatabaseTrouble && error.sort === 'full')) throw error
}

/**
 * Who holds this session token. It notes that the session lives, and is no deed for all that: it happens at every page,
 * nobody asked for it, and a row of its own would be a trail of visits.
 */
export async function identify(db: Db, token: string | null, now: Date): Promise<Known> {
  if (token === null || token === '') return UNKNOWN
  const holder = await holderOf(db, token)
  if (holder === null || !sessionHolds(holder, now)) return UNKNOWN
  if (seenLongAgo(holder.seenAt, now)) {
    await db.updateTable('session').set({ seen_at: now }).where('token_hash', '=', hashToken(token)).execute().catch(letBeWithoutRoom)
  }
  const { operator, name, several, leavingAt } = holder
  const known = { account: holder.account as Id<'account'>, person: holder.person as Id<'person'>, operator, name, several }
  return leavingAt === null ? known : { ...known, leavingAt }
}
