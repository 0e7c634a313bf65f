import type { Id } from '#base'
import { dayOf } from '../../../core/event.ts'
import type { Db } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { tokenRow } from '../queries/tokens.ts'
import { PREFIX } from '../rules.ts'
import type {} from '../tables.ts'

type Holder = {
  readonly account: Id<'account'>
  readonly person: Id<'person'>
  readonly token: { readonly id: string; readonly scopes: readonly string[] }
  readonly name: string
}

/**
 * Whose token this is. It notes the day, and is no deed for all that: it happens at every call, and a row of its own would be a trail.
 * What whoever runs the hub may do, no token may: the right is not handed on.
 */
export const identifyToken =
  (db: Db) =>
  async (token: string, now: Date): Promise<Holder | null> => {
    if (!token.startsWith(PREFIX)) return null
    const row = await tokenRow(db, token)
    if (row === undefined || now >= row.expiresAt) return null
    const name = await people.actingNow(db, row)
    if (name === null) return null
    const today = dayOf(now)
    if (row.usedAt?.getTime() !== today.getTime())
      await db.updateTable('access_token').set({ used_at: today }).where('id', '=', row.id).execute()
    return {
      account: row.account as Id<'account'>,
      person: row.person as Id<'person'>,
      token: { id: row.id, scopes: row.scopes },
      name,
    }
  }
