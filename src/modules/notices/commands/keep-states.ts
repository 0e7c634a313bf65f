import type { Db } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { firstState } from '../queries/state.ts'
import { bouncesForgottenBefore, lettersGivenUpBefore, pushesGivenUpBefore, urgentForgottenBefore } from '../rules.ts'
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

/** The same with the hour of those who have a device, and the first one of those who have one since a moment ago. */
export async function passHour(db: Db, until: Date, accounts: readonly string[]): Promise<void> {
  if (accounts.length === 0) return
  await db
    .updateTable('notices_state')
    .set({ pushed_until: until })
    .where('account_id', 'in', [...accounts])
    .where((where) => where.or([where('pushed_until', 'is', null), where('pushed_until', '<', until)]))
    .execute()
}

/** Urgent news was looked for until then, of everybody. */
export async function passRound(db: Db, name: string, until: Date): Promise<void> {
  await db
    .insertInto('notices_round')
    .values({ name, until })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ until }))
    .execute()
}

type Stretch = { readonly after: string | null; readonly last: string | null; readonly there: readonly string[] }

/** Of this stretch of accounts, those that are not there any more are forgotten. */
export async function forgetGone(db: Db, { after, last, there }: Stretch): Promise<void> {
  for (const table of ['notices_push', 'notices_device', 'notices_bounce', 'notices_state'] as const) {
    let gone = db.deleteFrom(table)
    if (after !== null) gone = gone.where('account_id', '>', after)
    if (last !== null) gone = gone.where('account_id', '<=', last)
    if (there.length > 0) gone = gone.where('account_id', 'not in', [...there])
    await gone.execute()
  }
}

/** What could not be handed over, and what is too old to say anything. */
export async function giveUp(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('notices_letter').where('until', '<', lettersGivenUpBefore(now)).execute()
  await db.deleteFrom('notices_push').where('at', '<=', pushesGivenUpBefore(now)).execute()
  await db.deleteFrom('notices_bounce').where('at', '<=', bouncesForgottenBefore(now)).execute()
  const forgotten = { urgent_until: null, urgent_letters: 0 }
  await db.updateTable('notices_state').set(forgotten).where('urgent_until', '<', urgentForgottenBefore(now)).execute()
}

export async function dropLetter(db: Db, id: string): Promise<void> {
  await db.deleteFrom('notices_letter').where('id', '=', id).execute()
}

export async function dropPush(db: Db, id: string): Promise<void> {
  await db.deleteFrom('notices_push').where('id', '=', id).execute()
}

/** Nobody is reached there any more. */
export async function dropDevice(db: Db, { account, device }: { account: string; device: string }): Promise<void> {
  await db.deleteFrom('notices_push').where('account_id', '=', account).where('device_id', '=', device).execute()
  await db.deleteFrom('notices_device').where('account_id', '=', account).where('id', '=', device).execute()
}
