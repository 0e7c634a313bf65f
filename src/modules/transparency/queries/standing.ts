import { vkeyOf } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import { lastSigned, stateOf } from './tree.ts'
import { keyOfLog, witnessesShown, type ShownWitness } from './witnesses.ts'

/** What every page of the log says of it. */
export type Standing = {
  readonly last: { readonly size: number; readonly signedAt: Date } | null
  readonly vkey: string | null
  readonly witnesses: readonly ShownWitness[]
  /** Since which day nothing is signed; null: it goes on. */
  readonly standsSince: string | null
  readonly why: string | null
}

export async function standingOfLog(db: Reader, log: LogBook): Promise<Standing> {
  const last = await lastSigned(db)
  const state = await stateOf(db)
  const key = keyOfLog(log)
  return {
    last: last === null ? null : { size: last.size, signedAt: last.signedAt },
    vkey: key === null ? null : vkeyOf(key),
    witnesses: await witnessesShown(db, log),
    ...{ standsSince: state?.stands_since ?? null, why: state?.stands_why ?? null },
  }
}
