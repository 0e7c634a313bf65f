import type { Db } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { firstState } from '../queries/state.ts'
import { lettersGivenUpBefore } from '../rules.ts'
import type {} from '../tables.ts'

// Housekeeping of the worker, and no deeds: nobody asks for it, and an event a day for each account would say who had no news.

/** Accounts that the room does not know yet begin now, so that nothing of the past is told by letter. */
export async function beginStates(db: Db, outside: Pick<Outside, 'now' | 'uuid'>, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return
  const now = outside.now()
  await db
    .insertInto('notices_state')
    .values(accounts.map((account) => firstState({ account, key: outside.uuid(), now })))
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute()
}

/** They had no news this morning: it is over for them as for those who were written to. */
export async function passMorning(db: Db, until: Date, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return
  await db
    .updateTable('notices_state')
    .set({ mailed_until: until })
    .where('account_id', 'in', [...accounts])
    .where('mailed_until', '<', until)
    .execute()
}

type Stretch = { readonly after: string | null; readonly last: string | null; readonly there: readonly string[] }

/** Of this stretch of accounts, those that are not there any more are forgotten. */
export async function forgetGone(db: Db, { after, last, there }: Stretch): Promise<void> {
  let gone = db.deleteFrom('notices_state')
  if (after !== null) gone = gone.where('account_id', '>', after)
  if (last !== null) gone = gone.where('account_id', '<=', last)
  if (there.length > 0) gone = gone.where('account_id', 'not in', [...there])
  await gone.execute()
}

/** Letters that could not be handed over. */
export async function giveUpLetters(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('notices_letter').where('until', '<', lettersGivenUpBefore(now)).execute()
}

export async function dropLetter(db: Db, id: string): Promise<void> {
  await db.deleteFrom('notices_letter').where('id', '=', id).execute()
}
