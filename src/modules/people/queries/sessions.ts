import type { Reader } from '../../../platform/db.ts'
import { hashToken } from '../../../platform/keys.ts'
import type { HeldSession } from '../policy.ts'
import type {} from '../tables.ts'

/** A session's public name: the hash of its token, with which nobody can sign in. */
export const sessionId = (token: string): string => hashToken(token).toString('hex')

export const SESSION_ID = /^[0-9a-f]{64}$/
export const hashIn = (id: string): Buffer => Buffer.from(id, 'hex')

/** Whose session this is, or null. */
export async function accountOfSession(db: Reader, id: string): Promise<string | null> {
  const row = await db.selectFrom('session').select('account_id').where('token_hash', '=', hashIn(id)).executeTakeFirst()
  return row?.account_id ?? null
}

/** The session with this token. A deed asks for the token and not for the session's name: names are listed, a token is held. */
export async function sessionHeld(db: Reader, token: string): Promise<(NonNullable<HeldSession> & { readonly expiresAt: Date }) | null> {
  const row = await db
    .selectFrom('session')
    .select(['account_id', 'created_at', 'expires_at'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  return row === undefined ? null : { account: row.account_id, begun: row.created_at, expiresAt: row.expires_at }
}

/** Who holds this token, with the clock of their session; the caller judges whether it still holds. */
export async function holderOf(db: Reader, token: string) {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.account_id', 'session.person_id', 'session.seen_at', 'session.expires_at', 'person.operator', 'person.name'])
    .select('account.leaving_at')
    .select((select) =>
      select
        .selectFrom('person as other')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('other.account_id', '=', 'session.account_id')
        .as('identities'),
    )
    .where('session.token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    account: row.account_id,
    person: row.person_id,
    // Who has asked to leave runs nothing any more, until they stay.
    operator: row.operator && row.leaving_at === null,
    leavingAt: row.leaving_at,
    several: (row.identities ?? 0) > 1,
    name: row.name,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }
}
