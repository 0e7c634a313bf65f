import { z } from 'zod'
import type { Actor } from '../../../core/actor.ts'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { signedIn, type IdentityFacts } from '../policy.ts'
import { MOST_IDENTITIES } from '../rules.ts'
import type {} from '../tables.ts'

/** All identities of an account. Nothing but what its owner alone reads may hold two of them. */
export async function personsOf(db: Reader, account: string | null): Promise<readonly string[]> {
  return (await identitiesOf(db, account)).map(({ person }) => person)
}

/** Whose identity this is; null where the account is gone. */
export async function accountOf(db: Reader, person: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirst()
  return row?.account_id ?? null
}

/** The same for many at once; whose account is gone has no entry. Never shown: it joins names. */
export async function accountsOf(db: Reader, persons: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (persons.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'account_id'])
    .where('id', 'in', [...persons])
    .execute()
  return new Map(rows.flatMap(({ id, account_id: account }) => (account === null ? [] : [[id, account] as const])))
}

export async function accountOfEmail(db: Reader, keys: Keys, email: string): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('email_tag', 'in', [...keys.tags('email', email)])
    .executeTakeFirst()
  return row?.id ?? null
}

/** With their names, in the order of these: the order in which they were made would tell something. */
export async function identitiesOf(db: Reader, account: string | null) {
  return db
    .selectFrom('person')
    .select(['id as person', 'name', 'operator', 'at_sign_in as atSignIn'])
    .where('account_id', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export type OwnName = { readonly person: string; readonly name: string; readonly acting: boolean }

/** The names by which whoever acts can come into a place. */
export async function ownNames(db: Reader, { account, person }: Pick<Actor, 'account' | 'person'>): Promise<readonly OwnName[]> {
  const all = account === null ? [] : await identitiesOf(db, account)
  return all.slice(0, MOST_IDENTITIES).map((one) => ({ person: one.person, name: one.name, acting: one.person === person }))
}

/** As whom one acts after signing in: as one chose. */
export async function personAtSignIn(db: Reader, account: string): Promise<string> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('account_id', '=', account)
    .orderBy('at_sign_in', 'desc')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The name of this identity, while it is one of that account and the account is not about to leave; else null. */
export async function actingNow(db: Reader, who: { readonly account: string; readonly person: string }): Promise<string | null> {
  const row = await db
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .select('person.name')
    .where('person.id', '=', who.person)
    .where('account.id', '=', who.account)
    .where('account.leaving_at', 'is', null)
    .executeTakeFirst()
  return row?.name ?? null
}

/** For a deed on identities: all of the account, and the one that is meant. The account is held, so that two at once see each other. */
export async function identityFacts(tx: Tx, account: string | null, person: string | null): Promise<IdentityFacts> {
  await tx.selectFrom('account').select('id').where('id', '=', account).forUpdate().execute()
  const all = await identitiesOf(tx, account)
  return { all, one: all.find((one) => one.person === person) ?? null }
}

/** For its owner alone. */
export const myIdentities = query({
  name: 'people.my-identities',
  summary: 'The names under which you can act here, for you alone. Nobody else is told that they are one person.',
  route: 'GET /me/identities',
  input: z.object({}),
  output: z.object({
    identities: z.array(
      z.object({ person: z.string(), name: z.string(), operator: z.boolean(), atSignIn: z.boolean(), acting: z.boolean() }),
    ),
  }),
  async read(db, { actor }) {
    demand(signedIn(actor))
    const all = await identitiesOf(db, actor.account)
    return { identities: all.map((one) => ({ ...one, acting: one.person === actor.person })) }
  },
})

export type MyIdentities = z.infer<typeof myIdentities.output>['identities']
