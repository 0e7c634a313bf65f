import { membersOf, type Analysis, type StatementInput } from '#deliberation'
import type { StatementToWrite, VoteEvents } from '#polis-form'
import { dayOf } from '../../../core/event.ts'
import type { Reader } from '../../../platform/db.ts'
import { FEWEST_SHOWN, isOver } from '../rules.ts'
import type { StatementStatus } from '../tables.ts'
import type { Checkable } from './checkable.ts'
import { countedImportedVotes, countedVotes } from './counted-votes.ts'
import type { Dialogue } from './dialogue-facts.ts'
import { latestResult } from './latest-result.ts'
import { countVoters } from './voters.ts'

/** What every file of an export is written from, so that all of them say the same. Times are those that are given out. */
export type ExportSource = {
  readonly votes: VoteEvents
  readonly statements: readonly StatementToWrite[]
  /** Group of each participant; whoever is in a group of fewer than ten is left out. */
  readonly groups: ReadonlyMap<number, string>
  readonly included: number
  readonly groupCount: number
}

/** `exact`: the step and nothing newer. */
type Wanted = { readonly checkable: Checkable | null; readonly now: Date; readonly exact: boolean }

/**
 * The step that can be checked, wherever there is one: then an export always equals its certificate. Without one, and after the
 * closing until the last votes have been worked out, what lies in the tables.
 */
export async function readSource(db: Reader, dialogue: Dialogue, { checkable, now, exact }: Wanted): Promise<ExportSource> {
  const over = isOver(dialogue, now)
  if (checkable === null || checkable.snapshot === null) return fromTables(db, dialogue, checkable)
  if (over && !exact && (await countVoters(db, dialogue.id, { after: checkable.computedAt })) > 0) return fromTables(db, dialogue, null)
  return fromStep(db, dialogue, { checkable, snapshot: checkable.snapshot, over })
}

async function fromTables(db: Reader, dialogue: Dialogue, checkable: Checkable | null): Promise<ExportSource> {
  const votes = await readEvents(db, dialogue)
  const analysis = (await latestResult(db, dialogue.id))?.analysis
  const all = await readStatementRows(db, dialogue)
  const rows = dialogue.origin === 'polis' && checkable !== null ? inStep(all, checkable) : all.filter((row) => row.status !== 'waiting')
  return {
    votes,
    statements: toWrite(dialogue, rows, votes),
    groups: new Map(analysis === undefined ? [] : largeGroups(analysis)),
    included: analysis?.included ?? 0,
    groupCount: analysis?.groups.length ?? 0,
  }
}

type Step = { readonly checkable: Checkable; readonly snapshot: NonNullable<Checkable['snapshot']>; readonly over: boolean }

async function fromStep(db: Reader, dialogue: Dialogue, { checkable, snapshot, over }: Step): Promise<ExportSource> {
  const ids = checkable.statements.map(({ id }) => id)
  // While a dialogue is open, a day of its own would show who came back to change a vote: all bear the day of the step.
  const days = over ? await readDays(db, dialogue.id) : null
  const votes = eventsOf(snapshot, ids, days ?? dayOf(checkable.computedAt).getTime())
  const rows = inStep(await readStatementRows(db, dialogue), checkable)
  const { included, groups } = outputOf(checkable)
  const large = new Set(groups.filter(({ size }) => size >= FEWEST_SHOWN))
  return {
    votes,
    statements: toWrite(dialogue, rows, votes),
    groups: new Map(
      Array.from(snapshot.rows.participants, (number, row) => [number, groups[snapshot.labels[row] ?? -1]] as const).flatMap(
        ([number, group]) => (group === undefined || !large.has(group) ? [] : [[number, group.id] as const]),
      ),
    ),
    included,
    groupCount: groups.length,
  }
}

/** The statements of a step, with the states that they had then. */
function inStep(rows: readonly Row[], { statements }: Checkable): Row[] {
  const states = new Map(statements.map(({ id, state }) => [id, state]))
  return rows.flatMap((row) => {
    const state = states.get(row.number)
    return state === undefined ? [] : [{ ...row, state }]
  })
}

function outputOf({ document }: Checkable): Pick<Analysis, 'included' | 'groups'> {
  const { output } = JSON.parse(document) as { output: Pick<Analysis, 'included' | 'groups'> }
  return output
}

/** When each vote was cast, by participant and then by statement. */
type Days = { readonly participants: Float64Array; readonly statements: Int32Array; readonly at: Float64Array }

async function readDays(db: Reader, dialogueId: string): Promise<Days> {
  const rows = await db
    .selectFrom('vote')
    .select(['participant', 'statement', 'cast_at'])
    .where('dialogue_id', '=', dialogueId)
    .orderBy('participant')
    .orderBy('statement')
    .execute()
  return {
    participants: Float64Array.from(rows, (row) => row.participant),
    statements: Int32Array.from(rows, (row) => row.statement),
    at: Float64Array.from(rows, (row) => dayOf(row.cast_at).getTime()),
  }
}

/** By statement and participant, which tells nobody's sequence. `days`: of each vote, or one for all. */
function eventsOf({ rows }: Step['snapshot'], ids: readonly number[], days: Days | number): VoteEvents {
  const { participants, rowStart, columns, values } = rows
  const total = values.length
  const next = new Int32Array(ids.length + 1)
  for (const column of columns) next[column + 1] = (next[column + 1] ?? 0) + 1
  for (let column = 0; column < ids.length; column += 1) next[column + 1] = (next[column + 1] ?? 0) + (next[column] ?? 0)
  const events: VoteEvents = {
    at: new Float64Array(total),
    statements: new Int32Array(total),
    participants: new Float64Array(total),
    values: new Int8Array(total),
  }
  let seen = 0
  for (let row = 0; row < participants.length; row += 1) {
    for (let vote = rowStart[row] ?? 0; vote < (rowStart[row + 1] ?? 0); vote += 1) {
      const column = columns[vote] ?? 0
      const place = next[column] ?? 0
      next[column] = place + 1
      const [participant, statement] = [participants[row] ?? 0, ids[column] ?? 0]
      if (typeof days !== 'number') seen = advance(days, seen, participant, statement)
      events.at[place] = typeof days === 'number' ? days : (days.at[seen] ?? 0)
      events.statements[place] = statement
      events.participants[place] = participant
      events.values[place] = values[vote] ?? 0
    }
  }
  return events
}

/** Both lists ascend, so one walk through each is enough. */
function advance({ participants, statements }: Days, from: number, participant: number, statement: number): number {
  let at = from
  while ((participants[at] ?? Infinity) < participant || (participants[at] === participant && (statements[at] ?? 0) < statement)) at += 1
  return at
}

function largeGroups(analysis: Analysis): (readonly [number, string])[] {
  return analysis.groups.flatMap(({ id, size }, place) =>
    size < FEWEST_SHOWN ? [] : membersOf(analysis, place).map((number) => [number, id] as const),
  )
}

/** Vote events in the order of the source where there is one; else by statement and participant, which tells nobody's sequence. */
async function readEvents(db: Reader, dialogue: Dialogue): Promise<VoteEvents> {
  const rows =
    dialogue.origin === 'polis'
      ? await countedImportedVotes(db, dialogue.id).select(['participant', 'statement', 'value', 'cast_at']).orderBy('position').execute()
      : await countedVotes(db, dialogue.id)
          .select(['participant', 'statement', 'value', 'cast_at'])
          .orderBy('statement')
          .orderBy('participant')
          .execute()
  const shown = dialogue.origin === 'polis' ? (time: Date) => time : dayOf
  return {
    at: Float64Array.from(rows, (row) => shown(row.cast_at).getTime()),
    statements: Int32Array.from(rows, (row) => row.statement),
    participants: Float64Array.from(rows, (row) => row.participant),
    values: Int8Array.from(rows, (row) => row.value),
  }
}

type Row = {
  readonly number: number
  readonly text: string
  readonly status: StatementStatus
  readonly meta: boolean
  readonly author_number: number | null
  readonly created_at: Date
  readonly decided_at: Date | null
  /** As it was in the step; where there is none, as it is. */
  readonly state?: StatementInput['state']
}

async function readStatementRows(db: Reader, dialogue: Dialogue): Promise<Row[]> {
  return db
    .selectFrom('statement')
    .select(['number', 'text', 'status', 'meta', 'author_number', 'created_at', 'decided_at'])
    .where('dialogue_id', '=', dialogue.id)
    .orderBy('number')
    .execute()
}

/** 0: shown, and nobody has decided on it. */
function moderated({ status, decided_at, state }: Row): -1 | 0 | 1 {
  if (state === 'moderated-out' || (state === undefined && status === 'declined')) return -1
  return status === 'published' && decided_at === null ? 0 : 1
}

function toWrite(dialogue: Dialogue, rows: readonly Row[], votes: VoteEvents): StatementToWrite[] {
  const counts = new Map(rows.map((row) => [row.number, { agrees: 0, disagrees: 0 }]))
  for (const [index, statement] of votes.statements.entries()) {
    const count = counts.get(statement)
    if (count === undefined) continue
    if (votes.values[index] === 1) count.agrees += 1
    if (votes.values[index] === -1) count.disagrees += 1
  }
  const imported = dialogue.origin === 'polis'
  return rows.map((row) => {
    const hidden = moderated(row)
    return {
      id: row.number,
      author: row.author_number,
      at: (imported ? row.created_at : dayOf(row.created_at)).getTime(),
      moderated: hidden,
      meta: row.state === undefined ? row.meta : row.state === 'meta' || (row.state === 'moderated-out' && row.meta),
      // What was declined may be an attack on a person: its words are not spread by the export.
      text: (hidden === -1 || row.status === 'declined') && !imported ? '' : row.text,
      agrees: counts.get(row.number)?.agrees ?? 0,
      disagrees: counts.get(row.number)?.disagrees ?? 0,
    }
  })
}
