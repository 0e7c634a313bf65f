import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { no } from '../refusals.ts'
import type { Translator } from '../tables.ts'
import { inLanguage } from './editions.ts'
import { seenSession } from './sessions.ts'

/** A briefing note in one language. All but title, lead, host and questions is Markdown. */
export type NoteText = {
  readonly language: string
  readonly title: string
  readonly overview: string
  readonly context: string
  readonly scope: string
  readonly lead: string
  readonly questions: readonly string[]
  readonly method: string
  readonly closing: string
  readonly host: string
  readonly unplaced: string
  readonly writtenAt: Date
  /** Null: it is the original. */
  readonly translation: Translation | null
}

export type Translation = {
  readonly by: Translator
  /** As organisers wrote it; may be empty. */
  readonly name: string
  /** The original was written anew since. */
  readonly behind: boolean
}

/** Every language of a note, the original first. */
export async function notesOf(db: Reader, sessionId: string): Promise<readonly NoteText[]> {
  const rows = await db
    .selectFrom('briefing_note')
    .selectAll()
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('session_question as question')
          .select('question.text')
          .whereRef('question.session_id', '=', 'briefing_note.session_id')
          .whereRef('question.language', '=', 'briefing_note.language')
          .orderBy('question.number'),
      ).as('questions'),
    )
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .execute()
  return rows.map((row, index) => ({
    language: row.language,
    title: row.title,
    overview: row.overview,
    context: row.context,
    scope: row.scope,
    lead: row.lead,
    questions: row.questions.map(({ text }) => text),
    method: row.method,
    closing: row.closing,
    host: row.host,
    unplaced: row.unplaced,
    writtenAt: row.written_at,
    translation:
      index === 0
        ? null
        : { by: row.translator ?? 'person', name: row.translator_name, behind: row.written_at < (rows[0]?.written_at ?? row.written_at) },
  }))
}

export const readNote = query({
  name: 'gatherings.read-note',
  summary: 'The briefing note of a session: in the language that is asked for, else in the reader’s, else as it was written',
  route: 'GET /summits/{summit}/editions/{edition}/sessions/{number}/note',
  input: z.object({
    summit: z.string().max(60),
    edition: z.string().max(60),
    number: z.coerce.number().int().min(1).max(999),
    language: languageTag.optional(),
  }),
  output: z.object({
    language: z.string(),
    title: z.string(),
    overview: z.string().describe('Markdown, as context, scope, method and closing are'),
    context: z.string(),
    scope: z.string(),
    lead: z.string().describe('The sentence before the questions'),
    questions: z.array(z.string()),
    method: z.string(),
    closing: z.string(),
    host: z.string().describe('A line for each name'),
    writtenAt: z.date(),
    translation: z
      .object({ by: z.enum(['person', 'machine']), name: z.string(), behind: z.boolean() })
      .nullable()
      .describe('Null: this is the original. "behind": the original was written anew since'),
    languages: z.array(z.string()).describe('In which it is there, the original first'),
  }),
  async read(db, { input, actor }) {
    const { session } = (await seenSession(db, input, actor)) ?? refuse(no('summit-session.missing'))
    const notes = await notesOf(db, session.id)
    const note = notes.find(({ language }) => language === input.language) ?? inLanguage(notes, actor.locale) ?? refuse(no('note.missing'))
    const { unplaced: _unplaced, questions, ...words } = note
    return { ...words, questions: [...questions], languages: notes.map(({ language }) => language) }
  },
})
