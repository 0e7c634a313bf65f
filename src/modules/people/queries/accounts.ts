import type { Id } from '#base'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { PIECE } from '../../../platform/pieces.ts'
import type {} from '../tables.ts'

/** Whose news is looked for: never shown, and never written down elsewhere. */
export type Owner = { readonly account: Id<'account'>; readonly persons: readonly Id<'person'>[]; readonly operator: boolean }

/** With all their identities, and whether one of them runs the hub. Who has left has no entry. */
export async function ownersOf(db: Reader, accounts: readonly string[]): Promise<ReadonlyMap<string, Owner>> {
  if (accounts.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'account_id', 'operator'])
    .where('account_id', 'in', [...accounts])
    .execute()
  const owners = Map.groupBy(rows, ({ account_id: account }) => account ?? '')
  return new Map(
    [...owners].map(([account, persons]) => [
      account,
      {
        account: account as Id<'account'>,
        persons: persons.map(({ id }) => id as Id<'person'>),
        operator: persons.some(({ operator }) => operator),
      },
    ]),
  )
}

/** The accounts that there are, in the order of their random ids, for whoever goes through all of them part by part. */
export async function accountsAfter(db: Reader, after: string | null, most: number): Promise<readonly string[]> {
  let select = db.selectFrom('account').select('id').orderBy('id').limit(most)
  if (after !== null) select = select.where('id', '>', after)
  return (await select.execute()).map(({ id }) => id)
}

const AT_ONCE = 10_000

/** Every one of them: for the rare work that has to try each, beside a hub that is closed. */
export async function allAccounts(db: Reader): Promise<readonly string[]> {
  const all: string[] = []
  for (let part = await accountsAfter(db, null, AT_ONCE); part.length > 0; part = await accountsAfter(db, part.at(-1) ?? null, AT_ONCE)) {
    all.push(...part)
  }
  return all
}

/** A tag of an account as it lies, and what it belongs to: the same account has another one elsewhere. */
type Tag = { readonly scope: string; readonly tag: Buffer | null }
type Tagging = {
  /** The tag of that account there by the secret in use, then those by older ones. */
  tagsOf(scope: string, account: string): readonly Buffer[]
  /** How many rows have the new one now. */
  put(scope: string, tags: { readonly from: Buffer; readonly to: Buffer }): Promise<number>
}

/** After the hub's secret was replaced. Nothing leads from a tag to its account, so each account is tried. */
export async function renewTags(db: Reader, held: readonly Tag[], { tagsOf, put }: Tagging): Promise<number> {
  const scopes = [...Map.groupBy(held, ({ scope }) => scope)].map(
    ([scope, own]) => [scope, new Set(own.flatMap(({ tag }) => tag?.toString('hex') ?? []))] as const,
  )
  let rows = 0
  for (let part = await accountsAfter(db, null, PIECE); part.length > 0; part = await accountsAfter(db, part.at(-1) ?? null, PIECE))
    for (const [scope, tags] of scopes)
      for (const account of part) {
        const [to, ...older] = tagsOf(scope, account)
        for (const from of older) if (to !== undefined && tags.has(from.toString('hex'))) rows += await put(scope, { from, to })
      }
  return rows
}

/** Where and in which language somebody is written to. */
export type Addressee = { readonly to: string; readonly language: string }

/** By the account; who left, and who gave no address, has no entry. The addresses are in clear: they go to the mailer and nowhere else. */
export async function lettersTo(db: Reader, keys: Keys, accounts: readonly string[]): Promise<ReadonlyMap<string, Addressee>> {
  const ids = [...new Set(accounts)]
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('account').select(['id', 'email_sealed', 'language']).where('id', 'in', ids).execute()
  return new Map(
    rows.flatMap(({ id, email_sealed: sealed, language }) => (sealed === null ? [] : [[id, { to: keys.open('email', sealed), language }]])),
  )
}

/** The same for whom an identity belongs to; null where there is nobody to write to. */
export async function letterTo(db: Reader, keys: Keys, person: string): Promise<Addressee | null> {
  const row = await db.selectFrom('person').select('account_id').where('id', '=', person).executeTakeFirst()
  if (row === undefined || row.account_id === null) return null
  return (await lettersTo(db, keys, [row.account_id])).get(row.account_id) ?? null
}

/** When the account of this identity is erased; null where it stays. */
export async function leavingAtOf(db: Reader, person: string): Promise<Date | null> {
  const row = await db
    .selectFrom('person')
    .innerJoin('account', 'account.id', 'person.account_id')
    .select('leaving_at')
    .where('person.id', '=', person)
    .executeTakeFirst()
  return row?.leaving_at ?? null
}
