import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { HeldData, Own } from '../../../core/holding.ts'
import { dayOf } from '../../../core/event.ts'
import { idleSince } from '../rules.ts'
import type {} from '../tables.ts'

/** All that this room holds of an account, for the file that its owner takes along. What opens a door is never in it: no token, no code, no key. */
export async function heldOfPeople(db: Reader, keys: Keys, { account, persons }: Own): Promise<HeldData> {
  const row = await db
    .selectFrom('account')
    .select(['email_sealed', 'language', 'created_at as made', 'leaving_at as leaving'])
    .where('id', '=', account)
    .executeTakeFirst()
  if (row === undefined) return {}
  const { email_sealed: sealed, ...plain } = row
  const address = sealed === null ? null : keys.open('email', sealed)
  const identities = await db
    .selectFrom('person')
    .select(['id', 'name', 'operator as runsTheHub', 'at_sign_in as atSignIn'])
    .where('account_id', '=', account)
    .orderBy('name')
    .execute()
  const sessions = await db
    .selectFrom('session')
    .select(['person_id as actingAs', 'created_at as begun', 'seen_at as seen', 'expires_at as ends'])
    .where('account_id', '=', account)
    .orderBy('created_at')
    .execute()
  const links = await db
    .selectFrom('sign_in_link')
    .select(['created_at as asked', 'expires_at as ends', 'used_at as used', 'language', 'then_path as goesTo'])
    .where((where) =>
      where.or([
        where('for_account', '=', account),
        ...(address === null ? [] : [where('email_tag', 'in', [...keys.tags('email', address)])]),
      ]),
    )
    .orderBy('created_at')
    .execute()
  const invitations = await db
    .selectFrom('operator_invitation')
    .select(['made_by as identity', 'expires_at as ends', 'used_at as used'])
    .where('made_by', 'in', persons.length === 0 ? [account] : [...persons])
    .execute()
  return { account: [{ address, ...plain }], identities, sessions, links, operatorInvitations: invitations, ...(await waysIn(db, account)) }
}

async function waysIn(db: Reader, account: string): Promise<HeldData> {
  const passkeys = await db
    .selectFrom('passkey')
    .select(['name', 'made_at as made', 'used_at as used', 'counter'])
    .where('account_id', '=', account)
    .orderBy('made_at')
    .execute()
  const codes = await db
    .selectFrom('recovery_code')
    .select(['made_at as made', 'used_at as used'])
    .where('account_id', '=', account)
    .execute()
  return { passkeys, codes }
}

/** The least with which somebody can be helped who cannot get in: days and counts. No name, no address, and not who they are here. */
export async function accountInShort(db: Reader, account: string, now: Date) {
  const row = await db.selectFrom('account').select(['created_at', 'leaving_at']).where('id', '=', account).executeTakeFirst()
  if (row === undefined) return null
  const held: HeldData = await waysIn(db, account)
  const sessions = await db
    .selectFrom('session')
    .select('seen_at')
    .where('account_id', '=', account)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince(now))
    .orderBy('seen_at', 'desc')
    .execute()
  const identities = await db.selectFrom('person').select('id').where('account_id', '=', account).execute()
  const seen = sessions[0]?.seen_at
  return {
    since: dayOf(row.created_at),
    leaving: row.leaving_at === null ? null : dayOf(row.leaving_at),
    identities: identities.length,
    sessions: sessions.length,
    lastSeen: seen === undefined ? null : dayOf(seen),
    passkeys: held['passkeys']?.length ?? 0,
    codesLeft: held['codes']?.filter(({ used }) => used === null).length ?? 0,
  }
}
