import { hashToken } from '../../../platform/keys.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { accountOfEmail, personAtSignIn } from '../queries/identities.ts'
import { sessionExpiry } from '../rules.ts'
import type {} from '../tables.ts'

type Who = { readonly account: string; readonly person: string }

/** The clock of a session that goes on under a new token: choosing another identity is no signing in. */
type Going = { readonly begun: Date; readonly expiresAt: Date }

/** A new token at every sign-in, and the one that the browser held before ends: a token planted beforehand opens nothing. */
export async function openSession(
  tx: Tx,
  who: Who,
  replaces: string | undefined,
  { outside, now, going }: { outside: Outside; now: Date; going?: Going },
): Promise<string> {
  if (replaces !== undefined) await tx.deleteFrom('session').where('token_hash', '=', hashToken(replaces)).execute()
  const token = outside.token()
  const { operator } = await tx.selectFrom('person').select('operator').where('id', '=', who.person).executeTakeFirstOrThrow()
  const begun = going?.begun ?? now
  const end = sessionExpiry(begun, operator)
  await tx
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      account_id: who.account,
      person_id: who.person,
      created_at: begun,
      seen_at: now,
      expires_at: going !== undefined && going.expiresAt < end ? going.expiresAt : end,
    })
    .execute()
  return token
}

type Newcomer = {
  /** In clear, from whoever has proved it; null: an account without one. */
  readonly email: string | null
  readonly language: string
  name(personId: string): string
}

/** The account of this address and its person; both are made where the address is new. Two links opened at once make one account. */
export async function accountFor(
  tx: Tx,
  newcomer: Newcomer,
  { outside, now }: { outside: Outside; now: Date },
): Promise<Who & { readonly isNew: boolean }> {
  const { email, language } = newcomer
  const known = email === null ? null : await accountOfEmail(tx, outside.keys, email)
  if (known !== null) return { account: known, person: await personAtSignIn(tx, known), isNew: false }
  const account = outside.uuid()
  const tag = email === null ? null : outside.keys.tag('email', email)
  const made = await tx
    .insertInto('account')
    .values({
      id: account,
      email_tag: tag,
      email_sealed: email === null ? null : outside.keys.seal('email', email),
      language,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email_tag').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) {
    const first = await tx.selectFrom('account').select('id').where('email_tag', '=', tag).executeTakeFirstOrThrow()
    return { account: first.id, person: await personAtSignIn(tx, first.id), isNew: false }
  }
  const person = outside.uuid()
  await tx
    .insertInto('person')
    .values({ id: person, account_id: account, name: newcomer.name(person), at_sign_in: true })
    .execute()
  return { account, person, isNew: true }
}

type Wanted = { readonly email: string | null; readonly language: string; readonly name: string }

/**
 * An account for somebody whom another room has signed in, with its first identity. Null where the address has an account already:
 * whoever says that it is theirs must sign in to it first.
 */
export async function makeAccount(
  tx: Tx,
  { email, language, name }: Wanted,
  { outside, now }: { outside: Outside; now: Date },
): Promise<Who | null> {
  const { isNew, ...who } = await accountFor(tx, { email, language, name: () => name }, { outside, now })
  return isNew ? who : null
}
