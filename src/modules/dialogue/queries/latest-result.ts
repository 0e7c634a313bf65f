import { gunzipSync } from 'node:zlib'
import { analysisFrom, engine, placeOf, type Analysis, type PlainAnalysis } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'

export type Result = {
  readonly version: number
  readonly computedAt: Date
  readonly tookMs: number
  readonly certificate: string
  readonly analysis: Analysis
}

const KEPT = 64
/** Unpacked analyses by dialogue; a version is never changed once written, so what lies here stays true. */
const unpacked = new Map<string, Result>()

/** The last computed result; null where an older engine made it, until it is worked out anew. Reads the packed analysis only when its version is not known yet in this process. */
export async function latestResult(db: Reader, dialogueId: string): Promise<Result | null> {
  const head = await db
    .selectFrom('result')
    .select(['version', 'certificate', 'computed_at', 'took_ms'])
    .where('dialogue_id', '=', dialogueId)
    .where('engine', '=', engine)
    .executeTakeFirst()
  if (head === undefined) return null
  const known = unpacked.get(dialogueId)
  if (known !== undefined && known.version === head.version && known.certificate === head.certificate)
    return { ...known, computedAt: head.computed_at, tookMs: head.took_ms }
  const row = await db.selectFrom('result').selectAll().where('dialogue_id', '=', dialogueId).executeTakeFirst()
  if (row === undefined) return null
  const plain: PlainAnalysis = JSON.parse(gunzipSync(row.analysis).toString('utf8'))
  const analysis = analysisFrom(plain)
  const result = { version: row.version, computedAt: row.computed_at, tookMs: row.took_ms, certificate: row.certificate, analysis }
  unpacked.delete(dialogueId)
  unpacked.set(dialogueId, result)
  const [oldest] = unpacked.keys()
  if (unpacked.size > KEPT && oldest !== undefined) unpacked.delete(oldest)
  return result
}

/** The opinion group in which a result places a participant; null: none. */
export const groupOf = (result: Result, participant: number): string | null => placeOf(result.analysis, participant)?.group ?? null
