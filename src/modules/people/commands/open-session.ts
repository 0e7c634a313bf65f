import { hashToken } from '../../../platform/keys.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { sessionExpiry } from '../rules.ts'
import type {} from '../tables.ts'

type Who = { readonly account: string; readonly person: string }

/** A new token at every sign-in, and the one that the browser held before ends: a token planted beforehand opens nothing. */
export async function openSession(
  tx: Tx,
  who: Who,
  replaces: string | undefined,
  { outside, now }: { outside: Outside; now: Date },
): Promise<string> {
  if (replaces !== undefined) await tx.deleteFrom('session').where('token_hash', '=', hashToken(replaces)).execute()
  const token = outside.token()
  const { operator } = await tx.selectFrom('account').select('operator').where('id', '=', who.account).executeTakeFirstOrThrow()
  await tx
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      account_id: who.account,
      person_id: who.person,
      created_at: now,
      seen_at: now,
      expires_at: sessionExpiry(now, operator),
    })
    .execute()
  return token
}

type Newcomer = {
  readonly emailTag: Buffer
  readonly emailSealed: Buffer
  readonly language: string
  name(personId: string): string
}

/** The account of this address and its person; both are made where the address is new. Two links opened at once make one account. */
export async function accountFor(
  tx: Tx,
  newcomer: Newcomer,
  { outside, now }: { outside: Outside; now: Date },
): Promise<Who & { readonly isNew: boolean }> {
  const account = outside.uuid()
  const made = await tx
    .insertInto('account')
    .values({
      id: account,
      email_tag: newcomer.emailTag,
      email_sealed: newcomer.emailSealed,
      operator: false,
      language: newcomer.language,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email_tag').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) {
    const known = await tx
      .selectFrom('account')
      .innerJoin('person', 'person.account_id', 'account.id')
      .select(['account.id as account', 'person.id as person'])
      .where('email_tag', '=', newcomer.emailTag)
      .orderBy('person.created_at')
      .executeTakeFirstOrThrow()
    return { ...known, isNew: false }
  }
  const person = outside.uuid()
  await tx
    .insertInto('person')
    .values({ id: person, account_id: account, name: newcomer.name(person), created_at: now })
    .execute()
  return { account, person, isNew: true }
}
