import type { Db, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { people } from '../../people/index.ts'
import { openSealed } from '../queries/state.ts'
import { count } from './keep-state.ts'
import type {} from '../tables.ts'

const AT_ONCE = 500

/**
 * What accounts followed that are gone ends with them. Nothing leads from an account that is gone to its seal, so each is opened, some hundred
 * at a time. No deed: nobody asks for it.
 */
export async function forgetAccounts(db: Db, keys: Keys): Promise<number> {
  let forgotten = 0
  let after: Buffer = Buffer.alloc(0)
  for (;;) {
    const rows = await db
      .selectFrom('following_state')
      .selectAll()
      .where('owner_tag', '>', after)
      .orderBy('owner_tag')
      .limit(AT_ONCE)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return forgotten
    after = last.owner_tag
    const held = rows.map(({ owner_tag: tag, sealed }) => ({ tag, ...openSealed(keys, sealed) }))
    const here = await people.ownersOf(
      db,
      held.map(({ account }) => account),
    )
    for (const { tag, account } of held) if (!here.has(account)) forgotten += await db.transaction().execute((tx) => forget(tx, keys, tag))
  }
}

/** Read once more under the lock: a press may have been on its way. */
async function forget(tx: Tx, keys: Keys, tag: Buffer): Promise<number> {
  const row = await tx.selectFrom('following_state').select('sealed').where('owner_tag', '=', tag).forUpdate().executeTakeFirst()
  if (row === undefined) return 0
  const { follows } = openSealed(keys, row.sealed).state
  await tx.deleteFrom('following_state').where('owner_tag', '=', tag).execute()
  await count(
    tx,
    follows.map(([key]) => key),
    -1,
  )
  return 1
}
