import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Operating } from '../policy.ts'
import type {} from '../tables.ts'

const PURPOSE = 'operator-invitation'
const UUID = /^[0-9a-f-]{36}$/

/** Identities that run the hub. Whoever has asked to leave does not count: nobody is kept waiting by a promise to stay. */
const operators = (db: Reader) =>
  db
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .where('person.operator', '=', true)
    .where('account.leaving_at', 'is', null)

/** How many identities may run the hub, without those of one account where it is named. */
export async function countOperators(db: Reader, without: string | null = null): Promise<number> {
  const row = await operators(db)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('account.id', 'is distinct from', without)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Who runs the hub, by the names they chose, in the order of these. */
export async function operatorNames(db: Reader): Promise<readonly string[]> {
  const rows = await operators(db).select('person.name').orderBy('person.name').orderBy('person.id').execute()
  return rows.map(({ name }) => name)
}

/** Whether one of an account's identities runs the hub, and how many of others do. */
export async function operatingOf(db: Reader, account: string | null): Promise<Operating> {
  const own = await db.selectFrom('person').select('id').where('account_id', '=', account).where('operator', '=', true).execute()
  return { operates: own.length > 0, others: await countOperators(db, account) }
}

/** With their public ids, in the order of their names. */
export const operatorsNow = (db: Reader) => operators(db).select(['person.id as person', 'person.name']).orderBy('person.name').execute()

/** What the second operator is given: the row's id under the hub's signature. */
export const invitationToken = (keys: Keys, id: string): string => keys.sign(PURPOSE, id)

/** The invitation under a lock where it is to be used; null where the token is not ours, or the invitation was taken back. */
export async function operatorInvitation(db: Reader, keys: Keys, token: string, lock = false) {
  const id = keys.verify(PURPOSE, token)
  if (id === null || !UUID.test(id)) return null
  const found = db
    .selectFrom('operator_invitation')
    .innerJoin('person', 'person.id', 'made_by')
    .select(['operator_invitation.id', 'used_at as usedAt', 'expires_at as expiresAt'])
    .where('operator_invitation.id', '=', id)
    // Whoever made it and runs the hub no more has taken it back with that.
    .where('person.operator', '=', true)
  return (await (lock ? found.forUpdate('operator_invitation') : found).executeTakeFirst()) ?? null
}

/** Until when an invitation that nobody has used can be used; null where there is none. */
export async function openInvitation(db: Reader, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('operator_invitation')
    .select('expires_at')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.expires_at ?? null
}
