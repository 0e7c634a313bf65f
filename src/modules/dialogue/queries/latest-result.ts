import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { analysisFrom, engine, placeOf, type Analysis, type PlainAnalysis } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'

export type Result = {
  readonly version: number
  readonly computedAt: Date
  readonly tookMs: number
  readonly certificate: string
  readonly analysis: Analysis
}

/** Unpacked analyses are kept of so many dialogues, and of so many people in all: one takes about thirty bytes. */
const KEPT = 64
const MOST_PEOPLE_KEPT = 4_000_000
/** By dialogue, in the order of use; a version is never changed once written, so what lies here stays true. */
const unpacked = new Map<string, Result>()
/** What is being unpacked, by dialogue and certificate: a hundred requests after a new result unpack it once. */
const unpacking = new Map<string, Promise<Result | null>>()

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
  const name = `${dialogueId} ${head.version} ${head.certificate}`
  const before = unpacking.get(name)
  if (before !== undefined) return before
  const reading = readWhole(db, dialogueId).finally(() => unpacking.delete(name))
  unpacking.set(name, reading)
  return reading
}

const gunzipped = promisify(gunzip)

async function readWhole(db: Reader, dialogueId: string): Promise<Result | null> {
  const row = await db.selectFrom('result').selectAll().where('dialogue_id', '=', dialogueId).executeTakeFirst()
  if (row === undefined) return null
  const plain: PlainAnalysis = JSON.parse((await gunzipped(row.analysis)).toString('utf8'))
  const analysis = analysisFrom(plain)
  const result = { version: row.version, computedAt: row.computed_at, tookMs: row.took_ms, certificate: row.certificate, analysis }
  unpacked.delete(dialogueId)
  unpacked.set(dialogueId, result)
  forgetOldest()
  return result
}

function forgetOldest(): void {
  let people = 0
  for (const { analysis } of unpacked.values()) people += analysis.participants
  for (const [dialogue, { analysis }] of unpacked) {
    if (unpacked.size <= KEPT && (people <= MOST_PEOPLE_KEPT || unpacked.size === 1)) return
    unpacked.delete(dialogue)
    people -= analysis.participants
  }
}

/** The opinion group in which a result places a participant; null: none. */
export const groupOf = (result: Result, participant: number): string | null => placeOf(result.analysis, participant)?.group ?? null
