import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import type {} from '../tables.ts'

export const PURPOSE = 'data-export'

export const sealPart = (keys: Keys, bytes: Uint8Array): Buffer => keys.seal(PURPOSE, Buffer.from(bytes).toString('base64'))

/** Whose file it is; null where there is none, or none any more. */
export async function ownerOfExport(db: Reader, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('data_export')
    .select('account_id')
    .where('id', '=', id)
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** What a job needs to make it; null where it is gone, or made. */
export async function exportToMake(db: Reader, id: string) {
  const row = await db
    .selectFrom('data_export')
    .select(['account_id as account', 'language', 'asked_at as askedAt'])
    .where('id', '=', id)
    .where('ready_at', 'is', null)
    .where('discarded_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** When it was asked for, and how large it is; what is not whole yet is not handed out. */
export async function exportToHandOut(db: Reader, id: string) {
  const row = await db
    .selectFrom('data_export')
    .select(['asked_at as askedAt', 'bytes'])
    .where('id', '=', id)
    .where('ready_at', 'is not', null)
    .executeTakeFirst()
  return row === undefined || row.bytes === null ? refuse(no('my-file.not-ready')) : { askedAt: row.askedAt, bytes: row.bytes }
}

/** One piece after the other, each opened when it is asked for. */
export async function* partsOf(db: Reader, keys: Keys, id: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number += 1) {
    const row = await db
      .selectFrom('data_export_part')
      .select('sealed')
      .where('export_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst()
    if (row === undefined) return
    yield new Uint8Array(Buffer.from(keys.open(PURPOSE, row.sealed), 'base64'))
  }
}
