import type { Reader } from '../../../platform/db.ts'
import { HOUR_AT_FIRST, isSort, LETTERS_AT_FIRST, type Quiet, type Sort, type Stopped, type Timing } from '../rules.ts'
import type {} from '../tables.ts'

export type State = {
  readonly letterKey: string
  readonly letters: readonly Sort[]
  readonly pushes: readonly Sort[]
  readonly zone: string | null
  readonly hour: number
  readonly weekday: number | null
  readonly quiet: Quiet
  readonly titles: boolean
  readonly seenUntil: Date
  readonly mailedUntil: Date
  readonly pushedUntil: Date | null
  readonly urgentUntil: Date | null
  readonly urgentLetters: number
  /** No letter is sent, since that day (YYYY-MM-DD); null: letters are sent. */
  readonly stopped: { readonly why: Stopped; readonly on: string } | null
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
  readonly pushes: readonly string[]
  readonly zone: string | null
  readonly hour: number
  readonly weekday: number | null
  readonly quiet_from: number | null
  readonly quiet_to: number | null
  readonly titles: boolean
  readonly seen_until: Date
  readonly mailed_until: Date
  readonly pushed_until: Date | null
  readonly urgent_until: Date | null
  readonly urgent_letters: number
  readonly stopped_for: string | null
  readonly stopped_on: string | null
}

const stateFrom = (row: Row): State => ({
  letterKey: row.letter_key,
  letters: row.letters.filter(isSort),
  pushes: row.pushes.filter(isSort),
  zone: row.zone,
  hour: row.hour,
  weekday: row.weekday,
  quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
  titles: row.titles,
  seenUntil: row.seen_until,
  mailedUntil: row.mailed_until,
  pushedUntil: row.pushed_until,
  urgentUntil: row.urgent_until,
  urgentLetters: row.urgent_letters,
  stopped: row.stopped_for === null || row.stopped_on === null ? null : { why: stoppedFrom(row.stopped_for), on: row.stopped_on },
})

const stoppedFrom = (text: string): Stopped => (text === 'nobody' ? 'nobody' : 'refused')

/** What a row holds of an account that has none: nothing of the past is told by letter. */
export const firstState = ({ account, key, now }: { account: string; key: string; now: Date }) => ({
  ...{ account_id: account, letter_key: key, letters: [...LETTERS_AT_FIRST], pushes: [], zone: null },
  ...{ hour: HOUR_AT_FIRST, weekday: null, quiet_from: null, quiet_to: null, titles: false },
  ...{ seen_until: now, mailed_until: now, pushed_until: null, urgent_until: null, urgent_letters: 0 },
  ...{ stopped_for: null, stopped_on: null },
})

export const timingOf = ({ zone, hour, weekday }: State, homeZone: string): Timing => ({ zone: zone ?? homeZone, hour, weekday })

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

export async function pushWaiting(db: Reader, id: string) {
  return (await db.selectFrom('notices_push').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Until when urgent news was looked for; null: never yet. */
export async function roundUntil(db: Reader, name: string): Promise<Date | null> {
  return (await db.selectFrom('notices_round').select('until').where('name', '=', name).executeTakeFirst())?.until ?? null
}

/** When letters to them came back, as far as that is kept. */
export async function bouncesOf(db: Reader, account: string): Promise<readonly Date[]> {
  const rows = await db.selectFrom('notices_bounce').select('at').where('account_id', '=', account).orderBy('at').execute()
  return rows.map(({ at }) => at)
}
