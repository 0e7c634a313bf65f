import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { demand } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { mayModerate } from '../policy.ts'
import type { StatementStatus, Voice } from '../tables.ts'
import { demandDialogue } from './dialogue-facts.ts'
import { meetingsOfStatements } from './meetings.ts'
import { declinedFor, ref, spokenStatement, type Speaker } from './shapes.ts'
import { withSpeakers } from './speakers.ts'

export type StatementRow = {
  readonly number: number
  readonly text: string
  readonly language: string
  readonly question: number | null
  readonly voice: Voice
  readonly seed: boolean
  readonly meta: boolean
  readonly status: StatementStatus
  readonly declinedFor: string | null
  readonly note: string | null
  readonly createdAt: Date
  readonly decidedAt: Date | null
  /** The statement that says the same, into which moderators merged this one. */
  readonly mergedInto: number | null
}

export type SpokenRow = StatementRow & { readonly speaker: Speaker }

type Wanted = {
  readonly status?: StatementStatus
  readonly author?: number
  readonly numbers?: readonly number[]
  readonly mergedInto?: number
}

export async function readStatements(db: Reader, dialogueId: string, wanted: Wanted = {}): Promise<StatementRow[]> {
  let select = db
    .selectFrom('statement')
    .select(['number', 'text', 'language', 'question', 'voice', 'seed', 'meta', 'status', 'note'])
    .select(['declined_for as declinedFor', 'created_at as createdAt', 'decided_at as decidedAt'])
    // One that was hidden meanwhile says nothing in another's place.
    .select((eb) =>
      eb
        .selectFrom('statement as other')
        .select('other.number')
        .whereRef('other.dialogue_id', '=', 'statement.dialogue_id')
        .whereRef('other.number', '=', 'statement.merged_into')
        .where('other.status', '=', 'published')
        .as('mergedInto'),
    )
    .where('dialogue_id', '=', dialogueId)
    .orderBy('number')
  if (wanted.status !== undefined) select = select.where('status', '=', wanted.status)
  if (wanted.author !== undefined) select = select.where('author_number', '=', wanted.author)
  if (wanted.mergedInto !== undefined) select = select.where('merged_into', '=', wanted.mergedInto)
  if (wanted.numbers !== undefined) {
    if (wanted.numbers.length === 0) return []
    select = select.where('number', 'in', [...wanted.numbers])
  }
  return select.execute()
}

export async function countStatements(db: Reader, dialogueId: string): Promise<number> {
  const { count } = await db
    .selectFrom('statement')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dialogue_id', '=', dialogueId)
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow()
  return count
}

const publicPart = ({ number, text, language, question, voice, seed, meta, mergedInto, speaker }: SpokenRow) => ({
  number,
  text,
  language,
  question,
  voice,
  seed,
  meta,
  mergedInto,
  speaker,
})

export const listStatements = query({
  name: 'dialogue.statements',
  summary: 'The published statements of a dialogue',
  route: 'GET /dialogues/{dialogue}/statements',
  input: z.object({ dialogue: ref }),
  output: z.array(spokenStatement),
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    const rows = await readStatements(db, dialogue.id, { status: 'published' })
    return (await withSpeakers(db, dialogue, rows, actor)).map(publicPart)
  },
})

const queued = spokenStatement.extend({
  status: z.enum(['waiting', 'published', 'declined']),
  declinedFor: declinedFor.nullable(),
  note: z.string().nullable(),
  createdOn: z.iso.date(),
  meeting: z.number().int().nullable().describe('At which meeting it was written on paper'),
})

export const moderationQueue = query({
  name: 'dialogue.moderation',
  summary: 'For moderators: all statements with what became of them',
  route: 'GET /dialogues/{dialogue}/moderation',
  input: z.object({ dialogue: ref }),
  output: z.array(queued),
  async read(db, { input, actor }) {
    const dialogue = await demandDialogue(db, input.dialogue, actor)
    demand(mayModerate(dialogue.standing))
    const rows = await readStatements(db, dialogue.id)
    const meetings = await meetingsOfStatements(db, dialogue.id)
    return (await withSpeakers(db, dialogue, rows, actor)).map((row) => ({
      ...publicPart(row),
      status: row.status,
      declinedFor: declinedFor.nullable().parse(row.declinedFor),
      note: row.note,
      createdOn: row.createdAt.toISOString().slice(0, 10),
      meeting: meetings.get(row.number) ?? null,
    }))
  },
})
