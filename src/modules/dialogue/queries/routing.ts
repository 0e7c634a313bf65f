import { nextStatement, routingTable, type RoutingTable } from '@passerelle/deliberation'
import type { Reader } from '../../../platform/db.ts'
import { stateOf } from './conversation.ts'
import { latestResult } from './latest-result.ts'

type Kept = { readonly table: RoutingTable; readonly readAt: number }

const FRESH_MS = 2000
const KEPT = 256
const kept = new Map<string, Kept>()

/** A decision of a moderator or a new statement: the next reader gets a new table at once. */
export function forgetRouting(dialogueId: string): void {
  kept.delete(dialogueId)
}

/**
 * The weights of a dialogue's statements, read at most every two seconds: counts come from the last result, so that no
 * request ever goes through the votes. A statement that is newer than the result starts with no counts.
 */
async function tableOf(db: Reader, dialogueId: string, nowMs: number): Promise<Kept> {
  const known = kept.get(dialogueId)
  if (known !== undefined && Math.abs(nowMs - known.readAt) < FRESH_MS) return known
  const rows = await db
    .selectFrom('statement')
    .select(['number', 'status', 'meta'])
    .where('dialogue_id', '=', dialogueId)
    .where('status', '=', 'published')
    .execute()
  const result = await latestResult(db, dialogueId)
  const counts = new Map(result?.analysis.results.map((one) => [one.id, one]))
  const table = routingTable(
    rows.map((row) => {
      const { agrees = 0, disagrees = 0, passes = 0, extremity = null } = counts.get(row.number) ?? {}
      return { id: row.number, state: stateOf(row), agrees, disagrees, passes, extremity }
    }),
  )
  const read = { table, readAt: nowMs }
  if (kept.size >= KEPT) kept.clear()
  kept.set(dialogueId, read)
  return read
}

export type Served = { readonly statement: number | null; readonly answered: number; readonly total: number }

/** Which statement a participant is shown next; the same table, votes and participant give the same one. */
export async function serveNext(
  db: Reader,
  dialogueId: string,
  asked: { participant: number; except?: number; now: Date },
): Promise<Served> {
  const { participant, except, now } = asked
  const { table } = await tableOf(db, dialogueId, now.getTime())
  const rows = await db
    .selectFrom('vote')
    .select('statement')
    .where('dialogue_id', '=', dialogueId)
    .where('participant', '=', participant)
    .execute()
  const served = new Set<number>(table.ids)
  const answered = rows.filter(({ statement }) => served.has(statement)).length
  const seen = new Set(rows.map(({ statement }) => statement))
  const open = except === undefined ? null : nextStatement(table, { seen: new Set([...seen, except]), seed: `${participant}/${seen.size}` })
  const statement = open ?? nextStatement(table, { seen, seed: `${participant}/${seen.size}` })
  return { statement, answered, total: table.ids.length }
}
