import type { Reader } from '../../../platform/db.ts'
import { isSort, LETTERS_AT_FIRST, type Sort } from '../rules.ts'
import type {} from '../tables.ts'

export type State = {
  readonly letterKey: string
  readonly letters: readonly Sort[]
  readonly zone: string | null
  readonly seenUntil: Date
  readonly mailedUntil: Date
}

type Lock = 'none' | 'update'

/** Null: this account has neither looked nor chosen yet, and the worker has not come by. */
export async function stateOf(db: Reader, account: string, lock: Lock = 'none'): Promise<State | null> {
  const select = db.selectFrom('notices_state').selectAll().where('account_id', '=', account)
  const row = await (lock === 'update' ? select.forUpdate() : select).executeTakeFirst()
  return row === undefined ? null : stateFrom(row)
}

type Row = {
  readonly letter_key: string
  readonly letters: readonly string[]
  readonly zone: string | null
  readonly seen_until: Date
  readonly mailed_until: Date
}

export const stateFrom = (row: Row): State => ({
  letterKey: row.letter_key,
  letters: row.letters.filter(isSort),
  zone: row.zone,
  seenUntil: row.seen_until,
  mailedUntil: row.mailed_until,
})

/** What a row holds of an account that has none: nothing of the past is told by letter. */
export const firstState = ({ account, key, now }: { account: string; key: string; now: Date }) => ({
  ...{ account_id: account, letter_key: key, letters: [...LETTERS_AT_FIRST], zone: null },
  ...{ seen_until: now, mailed_until: now },
})

export async function statesOf(db: Reader, accounts: readonly string[]): Promise<ReadonlyMap<string, State>> {
  if (accounts.length === 0) return new Map()
  const rows = await db
    .selectFrom('notices_state')
    .selectAll()
    .where('account_id', 'in', [...accounts])
    .execute()
  return new Map(rows.map((row) => [row.account_id, stateFrom(row)]))
}

export async function letterWaiting(db: Reader, id: string) {
  return (await db.selectFrom('notices_letter').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}
