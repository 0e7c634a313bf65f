import type { PatternFinding as Found, PatternReport as Report } from '#deliberation'
import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '../../../core/event.ts'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { openThread } from '../../../platform/threads.ts'
import { mayModerate } from '../policy.ts'
import { choiceOf, isSealed } from '../rules.ts'
import type { PatternQuestion } from '../thread.ts'
import { countedVotes } from './counted-votes.ts'
import { demandDialogue, type Dialogue } from './dialogue-facts.ts'
import { answersOfSheets, sheetNumbers } from './meetings.ts'
import { choice, moment, participantNumber, ref } from './shapes.ts'

const thread = openThread<PatternQuestion, Report>(new URL('../thread.ts', import.meta.url))

/** Ends the thread that looks for patterns. */
export const stopLooking = (): Promise<void> => thread.stop()

/** More votes than this are not looked through while somebody waits for a page. */
const MOST_VOTES = 5_000_000
/** Participants that are read at a time: what a reading blocks others for stays small. */
const BATCH = 1000

const numbers = z.array(participantNumber)
const strength = z.number().int().min(1).max(3).describe('1 noticeable, 2 strong, 3 very strong')
const finding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('identical'), participants: numbers, strength, votes: z.number().int() }),
  z.object({
    kind: z.literal('one-answer'),
    participants: numbers,
    strength,
    votes: z.number().int(),
    choice: choice.nullable().describe('Null where the dialogue gives out sums only'),
  }),
  z.object({
    kind: z.literal('speed'),
    participants: numbers,
    strength,
    votes: z.number().int(),
    seconds: z.number().describe('Half of the pauses are at most this'),
  }),
  z.object({
    kind: z.literal('burst'),
    participants: numbers,
    strength,
    minutes: z.number().int(),
    day: moment.describe('No finer than the day'),
  }),
])
export type PatternFinding = z.infer<typeof finding>

const report = z.object({
  findings: z.array(finding),
  unlisted: z.number().int().describe('Weaker findings that are counted only'),
  tooLarge: z.boolean().describe('The dialogue has more votes than are looked through here'),
  meetings: z
    .array(
      z.object({
        meeting: z.number().int(),
        sheets: z.number().int(),
        alike: z.number().int().describe('Sheets that have the same answers as another one on paper'),
      }),
    )
    .describe('Each meeting is one source: somebody else typed its sheets in, so their pace says nothing of people'),
})
export type PatternReport = z.infer<typeof report>

export const votingPatterns = query({
  name: 'dialogue.patterns',
  summary: 'For moderators: participants whose votes chance and reading do not explain. Advice only; nothing follows from it by itself',
  route: 'GET /dialogues/{dialogue}/moderation/patterns',
  input: z.object({ dialogue: ref }),
  output: report,
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    demand(mayModerate(dialogue.standing))
    return readPatterns(db, dialogue)
  },
})

/** Of those whose votes count: what was decided on leaves the list. */
export async function readPatterns(db: Reader, dialogue: Pick<Dialogue, 'id' | 'origin' | 'publication'>): Promise<PatternReport> {
  const dialogueId = dialogue.id
  const statements = await db.selectFrom('statement').select('number').where('dialogue_id', '=', dialogueId).orderBy('number').execute()
  const ids = statements.map(({ number }) => number)
  const meetings = await readSources(db, dialogueId)
  const read = await readRows(db, dialogueId, ids)
  if (read === null) return { findings: [], unlisted: 0, tooLarge: true, meetings }
  const { votes, times } = read
  const patterns = { statements: ids.map((id) => ({ id, state: 'live' as const })), votes, times }
  const parts = [votes.participants, votes.rowStart, votes.columns, votes.values, times]
  const { findings, unlisted } = await thread.ask(
    { patterns },
    parts.map(({ buffer }) => buffer),
  )
  return { findings: findings.map((found) => told(found, isSealed(dialogue))), unlisted, tooLarge: false, meetings }
}

async function readSources(db: Reader, dialogueId: string): Promise<PatternReport['meetings']> {
  const sheets = await answersOfSheets(db, dialogueId)
  const byLine = Map.groupBy(sheets, ({ line }) => line)
  return [...Map.groupBy(sheets, ({ meeting }) => meeting)].map(([meeting, own]) => ({
    meeting,
    sheets: own.length,
    alike: own.filter(({ line }) => (byLine.get(line)?.length ?? 0) > 1).length,
  }))
}

/** Times of people are told no finer than the day; what somebody answered, not at all where the dialogue gives out sums only. */
function told(found: Found, withoutAnswers: boolean): PatternFinding {
  const { participants, strength: clear } = found
  switch (found.kind) {
    case 'identical':
      return { kind: found.kind, participants, strength: clear, votes: found.votes }
    case 'one-answer':
      return { kind: found.kind, participants, strength: clear, votes: found.votes, choice: withoutAnswers ? null : choiceOf(found.value) }
    case 'speed':
      return { kind: found.kind, participants, strength: clear, votes: found.votes, seconds: Math.round(found.medianMs / 100) / 10 }
    case 'burst': {
      const minutes = Math.max(1, Math.ceil((found.toMs - found.fromMs) / 60_000))
      return { kind: found.kind, participants, strength: clear, minutes, day: dayOf(new Date(found.fromMs)).toISOString() }
    }
  }
}

/** One row a participant, its columns in bytes: fourteen a vote, and no object. */
type Packed = { readonly participant: number; readonly statements: Buffer; readonly values: Buffer; readonly times: Buffer }
type Part = {
  readonly participants: number[]
  readonly lengths: number[]
  readonly columns: Uint16Array
  readonly values: Int8Array
  readonly times: Float64Array
}

/** Null: there are too many. */
async function readRows(db: Reader, dialogueId: string, ids: readonly number[]): Promise<ReturnType<typeof joined> | null> {
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  const parts: Part[] = []
  let votes = 0
  for (let after = -1; ;) {
    const batch = await readBatch(db, dialogueId, after)
    const part = unpacked(batch, placeOf)
    parts.push(part)
    votes += part.values.length
    if (votes > MOST_VOTES) return null
    if (batch.length < BATCH) return joined(parts)
    after = batch.at(-1)?.participant ?? after
  }
}

async function readBatch(db: Reader, dialogueId: string, after: number): Promise<Packed[]> {
  return countedVotes(db, dialogueId)
    .where('participant', '>', after)
    .where('participant', 'not in', sheetNumbers(db, dialogueId))
    .select([
      'participant',
      sql<Buffer>`string_agg(int4send(statement), ''::bytea order by statement)`.as('statements'),
      sql<Buffer>`string_agg(int2send(value), ''::bytea order by statement)`.as('values'),
      sql<Buffer>`string_agg(float8send(extract(epoch from cast_at)::float8 * 1000), ''::bytea order by statement)`.as('times'),
    ])
    .groupBy('participant')
    .orderBy('participant')
    .limit(BATCH)
    .execute()
}

function unpacked(rows: readonly Packed[], placeOf: ReadonlyMap<number, number>): Part {
  const lengths = rows.map(({ values }) => values.length / 2)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const columns = new Uint16Array(total)
  const values = new Int8Array(total)
  const times = new Float64Array(total)
  let next = 0
  for (const row of rows) {
    for (let vote = 0; 2 * vote < row.values.length; vote += 1) {
      columns[next] = placeOf.get(row.statements.readInt32BE(4 * vote)) ?? 0
      values[next] = row.values.readInt16BE(2 * vote)
      times[next] = Math.round(row.times.readDoubleBE(8 * vote))
      next += 1
    }
  }
  return { participants: rows.map(({ participant }) => participant), lengths, columns, values, times }
}

function joined(parts: readonly Part[]) {
  const lengths = parts.flatMap((part) => part.lengths)
  const rowStart = new Int32Array(lengths.length + 1)
  for (const [row, length] of lengths.entries()) rowStart[row + 1] = (rowStart[row] ?? 0) + length
  const total = rowStart[lengths.length] ?? 0
  const votes = {
    participants: Float64Array.from(parts.flatMap((part) => part.participants)),
    rowStart,
    columns: new Uint16Array(total),
    values: new Int8Array(total),
  }
  const times = new Float64Array(total)
  let next = 0
  for (const part of parts) {
    votes.columns.set(part.columns, next)
    votes.values.set(part.values, next)
    times.set(part.times, next)
    next += part.values.length
  }
  return { votes, times }
}
