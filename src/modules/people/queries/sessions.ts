import { CompiledQuery } from 'kysely'
import type { Db, Reader } from '../../../platform/db.ts'
import { gathering, oneForEach } from '../../../platform/gathering.ts'
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

type HolderRow = {
  readonly token_hash: Buffer
  readonly account_id: string
  readonly person_id: string
  readonly seen_at: Date
  readonly expires_at: Date
  readonly leaving_at: Date | null
  readonly operator: boolean
  readonly name: string
  readonly several: boolean
}

// The list is selected, so that the server does not see how long it is and plans once; each is looked up by itself, so that a plan which was made while
// the table was small does not read the whole of it later.
const HOLDERS = `
  select session.token_hash, session.account_id, session.person_id, session.seen_at, session.expires_at, account.leaving_at, person.operator, person.name,
    exists (select from person other where other.account_id = session.account_id and other.id <> session.person_id) as several
  from unnest((select $1::bytea[])) as asked (token_hash)
  cross join lateral (select * from session held where held.token_hash = asked.token_hash limit 1) session
  join account on account.id = session.account_id join person on person.id = session.person_id`

/** Asked at every request of whoever is signed in: those who ask at the same time are one reading, and nothing of it is kept for later. */
const holders = oneForEach((db: Db) =>
  gathering<Buffer, HolderRow | null>({ lanes: 4, most: 100, patienceMs: 5 }, async (hashes) => {
    const { rows } = await db.executeQuery<HolderRow>(CompiledQuery.raw(HOLDERS, [hashes]))
    return hashes.map((hash) => rows.find(({ token_hash: found }) => found.equals(hash)) ?? null)
  }),
)

/** Who holds this token, with the clock of their session; the caller judges whether it still holds. */
export async function holderOf(db: Db, token: string) {
  const row = await holders(db)(hashToken(token))
  if (row === null) return null
  return {
    account: row.account_id,
    person: row.person_id,
    // Who has asked to leave runs nothing any more, until they stay.
    operator: row.operator && row.leaving_at === null,
    leavingAt: row.leaving_at,
    several: row.several,
    name: row.name,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  }
}
