import { vkeyOf } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import { folderOf } from './saved.ts'
import { lastSigned, stateOf } from './tree.ts'
import { keyOfLog, witnessesShown, type ShownWitness } from './witnesses.ts'

/** What every page of the log says of it. */
export type Standing = {
  readonly last: { readonly size: number; readonly signedAt: Date } | null
  readonly vkey: string | null
  /** How many entries stand in logs before this one. */
  readonly earlier: number
  /** Where its newest head lies. */
  readonly files: string
  readonly witnesses: readonly ShownWitness[]
  /** Since which day nothing is signed; null: it goes on. */
  readonly standsSince: string | null
  readonly why: string | null
}

export async function standingOfLog(db: Reader, log: LogBook): Promise<Standing> {
  const number = log.number()
  const last = await lastSigned(db, number)
  const state = await stateOf(db)
  const key = keyOfLog(log)
  return {
    last: last === null ? null : { size: last.size, signedAt: last.signedAt },
    // Another key than the one that signed says nothing of this log.
    vkey: key === null || state?.stands_why === 'other-key' ? null : vkeyOf(key),
    earlier: last?.first ?? 0,
    files: `/log/${folderOf(number)}checkpoint`,
    witnesses: await witnessesShown(db, log),
    ...{ standsSince: state?.stands_since ?? null, why: state?.stands_why ?? null },
  }
}
