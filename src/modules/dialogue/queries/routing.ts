import { nextStatement, packedRouting, routingDigest, routingOf, rowOf, tableFor, type Routing } from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import { keeping } from '../../../platform/keeping.ts'
import { readAfresh } from '../../../platform/replicas.ts'
import { stateOf } from './conversation.ts'
import { forgetDialogue } from './dialogue-facts.ts'
import { latestResult, type Result } from './latest-result.ts'
import type { Serving } from './serving-log.ts'
import { knownSpeakers, type KnownSpeakers } from './speakers.ts'
import { readStatements, type StatementRow } from './statement-list.ts'

/** Chances as they were made once, and the people whom the result of then placed in a group. */
type Chances = {
  readonly routing: Routing
  readonly packed: Uint8Array
  readonly digest: string
  /** Numbers and states of the statements that it was made for. */
  readonly made: string
  readonly madeAt: number
  readonly result: Result | null
}

type Kept = {
  readonly chances: Chances
  readonly statements: ReadonlyMap<number, StatementRow>
  readonly speakers: KnownSpeakers
}
type Asked = { readonly id: string; readonly bodyId: string }

const FRESH_MS = 2000
/** Chances hold for a minute unless statements change, so that what is kept of them for replays stays small beside the votes. */
const CHANCES_MS = 60_000
const kept = keeping<string, Kept>({ ms: FRESH_MS, most: 256 })

/** A decision of a moderator or a new statement, or one about the dialogue itself: the next reader looks at both again at once. */
export function forgetRouting(dialogueId: string): void {
  kept.forget(dialogueId)
  forgetDialogue(dialogueId)
}

/**
 * The published statements of a dialogue, read at most every two seconds, and their chances: counts come from the last result, so that
 * no request ever goes through the votes. A statement that is newer than the result starts with no counts.
 */
const routingFor = (db: Reader, dialogue: Asked, nowMs: number): Promise<Kept> =>
  kept.get(dialogue.id, nowMs, (last) => readAfresh(() => readRouting(db, dialogue, { nowMs, last })))

async function readRouting(db: Reader, dialogue: Asked, { nowMs, last }: { nowMs: number; last: Kept | undefined }): Promise<Kept> {
  const dialogueId = dialogue.id
  // What says the same as another statement is asked once.
  const rows = (await readStatements(db, dialogueId, { status: 'published' })).filter(({ mergedInto }) => mergedInto === null)
  const chances = await chancesOf(db, { dialogueId, rows, nowMs, before: last?.chances })
  const speakers = await knownSpeakers(db, dialogue, rows)
  return { chances, statements: new Map(rows.map((row) => [row.number, row])), speakers }
}

type Wanted = {
  readonly dialogueId: string
  readonly rows: readonly StatementRow[]
  readonly nowMs: number
  readonly before: Chances | undefined
}

async function chancesOf(db: Reader, { dialogueId, rows, nowMs, before }: Wanted): Promise<Chances> {
  const made = rows.map((row) => `${row.number}${stateOf(row)}`).join(' ')
  if (before !== undefined && before.made === made && Math.abs(nowMs - before.madeAt) < CHANCES_MS) return before
  const result = await latestResult(db, dialogueId)
  if (before !== undefined && before.made === made && before.result?.version === result?.version) return { ...before, madeAt: nowMs }
  const known = new Map(result?.analysis.results.map((one) => [one.id, one]))
  const routing = routingOf(
    rows.map((row) => ({ agrees: 0, disagrees: 0, passes: 0, ...known.get(row.number), id: row.number, state: stateOf(row) })),
    result?.analysis.groups,
  )
  const packed = packedRouting(routing)
  return { routing, packed, digest: routingDigest(packed), made, madeAt: nowMs, result }
}

/** Of the group among the groups; -1 for whoever is in none, or came later. */
function placeIn({ result }: Chances, participant: number): number {
  if (result === null) return -1
  const row = rowOf(result.analysis, participant)
  return row < 0 ? -1 : (result.analysis.placements.labels[row] ?? -1)
}

export type Next = {
  readonly statement: StatementRow | null
  readonly answered: number
  readonly total: number
  /** What the log wants to know of the decision, for whoever shows the statement; null where there is none. */
  readonly serving: Serving | null
  /** Who speaks in what may be shown, as far as it is the same for every reader. */
  readonly speakers: KnownSpeakers
}

type Asking = {
  readonly participant: number
  /** What they have answered. */
  readonly seen: readonly number[]
  /** Not this one, if there is another. */
  readonly except?: number | undefined
  readonly now: Date
}

/** Names a decision: who, after how many answers. */
export const seedOf = (participant: number, answered: number): string => `${participant}/${answered}`

/** Which statement a participant is shown next; the same chances, votes and participant give the same one. */
export async function serveNext(db: Reader, dialogue: Asked, { participant, seen, except, now }: Asking): Promise<Next> {
  const { chances, statements, speakers } = await routingFor(db, dialogue, now.getTime())
  const { routing, packed, digest } = chances
  const place = placeIn(chances, participant)
  const table = tableFor(routing, place)
  const done = new Set(seen)
  const seed = seedOf(participant, done.size)
  const without = except === undefined ? done : new Set([...seen, except])
  const other = nextStatement(table, { seen: without, seed })
  const served = other ?? nextStatement(table, { seen: done, seed })
  const progress = { answered: seen.filter((number) => statements.has(number)).length, total: routing.ids.length }
  const statement = served === null ? null : (statements.get(served.statement) ?? null)
  if (served === null || statement === null) return { statement: null, ...progress, serving: null, speakers }
  const passed = other === null ? done : without
  const serving = { dialogueId: dialogue.id, participant, answered: done.size, ...served, routing, packed, digest, place, passed }
  return { statement, ...progress, serving, speakers }
}
