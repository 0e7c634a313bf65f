import type { Actor } from '../../../core/actor.ts'
import { isCode, plainCode } from '../../../core/paper-code.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reading } from '../../../core/published.ts'
import type { Reader, Tx } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { no } from '../refusals.ts'
import { fullHour } from '../rules.ts'
import { ownFacts, type OwnFacts } from './intermediaries.ts'
import { codeHash, keeperTags, openWords, readerTags } from './seals.ts'

type Row = NonNullable<Awaited<ReturnType<typeof voiceRow>>>
const voiceRow = async (db: Reader, id: string) =>
  (await db.selectFrom('kept_voice').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

export const opened = (keys: Keys, row: Row) => ({ ...row, words: openWords(keys, row.words_sealed) })
export type Opened = ReturnType<typeof opened>

/** One that the acting intermediary keeps; of any other nobody learns that it is there. */
export async function keptVoice(db: Reader, reading: Reading, id: string, lock = true) {
  const own = await ownFacts(db, reading)
  if (lock) await db.selectFrom('kept_voice').select('id').where('id', '=', id).forUpdate().execute()
  const row = await voiceRow(db, id)
  const tags = own.row === null ? [] : keeperTags(reading.outside.keys, own.row.id)
  if (row === null || !tags.some((tag) => tag.equals(row.keeper_tag))) return refuse(no('voice.missing'))
  return { own, voice: opened(reading.outside.keys, row) }
}

/** One that the acting identity reads a second time. */
export async function readVoice(db: Reader, { actor, outside }: Reading, id: string, lock = true) {
  if (lock) await db.selectFrom('kept_voice').select('id').where('id', '=', id).forUpdate().execute()
  const row = await voiceRow(db, id)
  const tags = actor.person === null ? [] : readerTags(outside.keys, actor.person)
  if (row === null || row.state !== 'reading' || !tags.some((tag) => row.reader_tag?.equals(tag) === true))
    return refuse(no('voice.missing'))
  return { voice: opened(outside.keys, row) }
}

/** By the code alone. What never was, what was taken back and what was replaced answer alike, by the same one reading. */
export async function voiceByCode(db: Reader, keys: Keys, typed: string, lock = true) {
  const code = plainCode(typed)
  let select = db
    .selectFrom('kept_voice')
    .selectAll()
    .where('code_hash', '=', codeHash(isCode(code) ? code : ''))
  if (lock) select = select.forUpdate()
  const row = await select.executeTakeFirst()
  return row === undefined ? refuse(no('voice.code-unknown'), [{ field: 'code', code: 'voice.code-unknown', data: {} }]) : opened(keys, row)
}

/** Those of an intermediary, in no order that tells anything. */
export async function voicesOf(db: Reader, keys: Keys, own: OwnFacts): Promise<readonly Opened[]> {
  if (own.row === null) return []
  const rows = await db
    .selectFrom('kept_voice')
    .selectAll()
    .where('keeper_tag', 'in', [...keeperTags(keys, own.row.id)])
    .orderBy('id')
    .execute()
  return rows.map((row) => opened(keys, row))
}

export async function toRead(db: Reader, keys: Keys, { person }: Actor): Promise<readonly Opened[]> {
  if (person === null) return []
  const rows = await db
    .selectFrom('kept_voice')
    .selectAll()
    .where('reader_tag', 'in', [...readerTags(keys, person)])
    .where('state', '=', 'reading')
    .orderBy('id')
    .execute()
  return rows.map((row) => opened(keys, row))
}

/** That something changed among what they keep, at a full hour, and not what. */
export async function noteHeard(tx: Tx, intermediary: string, now: Date): Promise<void> {
  await tx
    .updateTable('voice_intermediary')
    .set({ heard_at: fullHour(now) })
    .where('id', '=', intermediary)
    .execute()
}
