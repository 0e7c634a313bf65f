import type { Db } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import type {} from '../tables.ts'

/**
 * Accounts that are gone are taken out of the hidings from them, at once: they would join the names that wait for their own hours. The hidings
 * themselves stay, in the hands of whoever hides: two that ended together would tell them which names were one. No deed: nobody asks for it.
 */
export async function forgetAccounts(db: Db): Promise<void> {
  const rows = await db.selectFrom('hiding').select('target_account').distinct().where('target_account', 'is not', null).execute()
  const accounts = rows.flatMap(({ target_account: account }) => account ?? [])
  const here = await people.ownersOf(db, accounts)
  const gone = accounts.filter((account) => !here.has(account))
  if (gone.length > 0) await db.updateTable('hiding').set({ target_account: null }).where('target_account', 'in', gone).execute()
}
