import { nextStatement, routingTable, type RoutingTable } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import { stateOf } from './conversation.ts'
import { latestResult } from './latest-result.ts'
import { readStatements, type StatementRow } from './statement-list.ts'

type Kept = { readonly table: RoutingTable; readonly statements: ReadonlyMap<number, StatementRow>; readonly readAt: number }

const FRESH_MS = 2000
const KEPT = 256
const kept = new Map<string, Kept>()

/** A decision of a moderator or a new statement: the next reader gets a new table at once. */
export function forgetRouting(dialogueId: string): void {
  kept.delete(dialogueId)
}

/**
 * The published statements of a dialogue and their weights, read at most every two seconds: counts come from the last
 * result, so that no request ever goes through the votes. A statement that is newer than the result starts with no counts.
 */
async function tableOf(db: Reader, dialogueId: string, nowMs: number): Promise<Kept> {
  const known = kept.get(dialogueId)
  if (known !== undefined && Math.abs(nowMs - known.readAt) < FRESH_MS) return known
  const rows = await readStatements(db, dialogueId, { status: 'published' })
  const result = await latestResult(db, dialogueId)
  const counts = new Map(result?.analysis.results.map((one) => [one.id, one]))
  const table = routingTable(
    rows.map((row) => {
      const { agrees = 0, disagrees = 0, passes = 0, extremity = null } = counts.get(row.number) ?? {}
      return { id: row.number, state: stateOf(row), agrees, disagrees, passes, extremity }
    }),
  )
  const read = { table, statements: new Map(rows.map((row) => [row.number, row])), readAt: nowMs }
  if (kept.size >= KEPT) kept.clear()
  kept.set(dialogueId, read)
  return read
}

export type Served = { readonly statement: StatementRow | null; readonly answered: number; readonly total: number }

type Asking = {
  readonly participant: number
  /** What they have answered. */
  readonly seen: readonly number[]
  /** Not this one, if there is another. */
  readonly except?: number | undefined
  readonly now: Date
}

/** Which statement a participant is shown next; the same table, votes and participant give the same one. */
export async function serveNext(db: Reader, dialogueId: string, { participant, seen, except, now }: Asking): Promise<Served> {
  const { table, statements } = await tableOf(db, dialogueId, now.getTime())
  const answered = seen.filter((number) => statements.has(number)).length
  const done = new Set(seen)
  const seed = `${participant}/${done.size}`
  const other = except === undefined ? null : nextStatement(table, { seen: new Set([...seen, except]), seed })
  const number = other ?? nextStatement(table, { seen: done, seed })
  return { statement: number === null ? null : (statements.get(number) ?? null), answered, total: table.ids.length }
}
