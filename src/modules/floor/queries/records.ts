import type { Reader } from '../../../platform/db.ts'
import type { Block } from './floor-facts.ts'
import type {} from '../tables.ts'

export type TableText = { readonly id: string; readonly guiding: number | null; readonly text: string; readonly language: string }
export type TableReport = {
  readonly id: string
  readonly number: number
  readonly sat: number
  /** For those who keep the record. */
  readonly facilitator: string | null
  readonly enteredAs: string
  readonly enteredAt: Date
  readonly texts: readonly TableText[]
}

/** What tables brought, by number; what was taken back is not among it. */
export async function readTables(db: Reader, session: string): Promise<readonly TableReport[]> {
  const tables = await db
    .selectFrom('floor_table')
    .selectAll()
    .where('session_id', '=', session)
    .where('withdrawn_at', 'is', null)
    .orderBy('number')
    .execute()
  if (tables.length === 0) return []
  const texts = await db.selectFrom('floor_table_text').selectAll().where('session_id', '=', session).orderBy('position').execute()
  return tables.map(({ id, number, sat, facilitator, entered_as: enteredAs, entered_at: enteredAt }) => ({
    ...{ id, number, sat, facilitator, enteredAs, enteredAt },
    texts: texts
      .filter(({ table_id: table }) => table === id)
      .map(({ id: own, guiding, text, language }) => ({ id: own, guiding, text, language })),
  }))
}

export type Transcript = {
  readonly id: string
  readonly blockId: string | null
  readonly language: string
  readonly publishedAt: Date | null
  readonly enteredAt: Date
  readonly lines: number
}

export async function readTranscripts(db: Reader, session: string, drafts: boolean): Promise<readonly Transcript[]> {
  let select = db
    .selectFrom('floor_transcript')
    .select(['id', 'block_id as blockId', 'language', 'published_at as publishedAt', 'entered_at as enteredAt'])
    .select((eb) =>
      eb
        .selectFrom('floor_line')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('floor_line.session_id', '=', 'floor_transcript.session_id')
        .whereRef('floor_line.transcript_id', '=', 'floor_transcript.id')
        .as('lines'),
    )
    .where('session_id', '=', session)
    .orderBy('entered_at')
  if (!drafts) select = select.where('published_at', 'is not', null)
  return (await select.execute()).map((row) => ({ ...row, lines: row.lines ?? 0 }))
}

export type Line = {
  readonly position: number
  readonly startsMs: number
  readonly endsMs: number | null
  readonly speakerId: string | null
  /** Of the run sheet: public. */
  readonly speaker: string | null
  /** As it was typed or imported: for those who keep the record. */
  readonly label: string | null
  readonly text: string
}

export async function readLines(
  db: Reader,
  { session, transcript, blocks }: { readonly session: string; readonly transcript: string; readonly blocks: readonly Block[] },
): Promise<readonly Line[]> {
  const names = speakerNames(blocks)
  const rows = await db
    .selectFrom('floor_line')
    .selectAll()
    .where('session_id', '=', session)
    .where('transcript_id', '=', transcript)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    ...{
      position: row.position,
      startsMs: row.starts_ms,
      endsMs: row.ends_ms,
      speakerId: row.speaker_id,
      text: row.text,
      label: row.label,
    },
    speaker: names.get(row.speaker_id ?? '') ?? null,
  }))
}

const speakerNames = (blocks: readonly Block[]): ReadonlyMap<string, string> =>
  new Map(blocks.flatMap(({ speakers }) => speakers.map(({ id, name }) => [id, name])))

export type Extract = {
  readonly id: string
  readonly transcript: string
  readonly blockId: string | null
  readonly position: number
  readonly text: string
  readonly language: string
  readonly guiding: number | null
  readonly startsMs: number
  readonly speaker: string | null
  readonly state: 'standing' | 'withdrawn'
  readonly version: number
  readonly markedAt: Date
}

/** In the order of the transcripts; withdrawn ones too, without their words. */
export async function readExtracts(db: Reader, session: string, blocks: readonly Block[]): Promise<readonly Extract[]> {
  const names = speakerNames(blocks)
  const rows = await db
    .selectFrom('floor_extract')
    .innerJoin('floor_line', (join) =>
      join
        .onRef('floor_line.session_id', '=', 'floor_extract.session_id')
        .onRef('floor_line.transcript_id', '=', 'floor_extract.transcript_id')
        .onRef('floor_line.position', '=', 'floor_extract.position'),
    )
    .innerJoin('floor_transcript', (join) =>
      join
        .onRef('floor_transcript.session_id', '=', 'floor_extract.session_id')
        .onRef('floor_transcript.id', '=', 'floor_extract.transcript_id'),
    )
    .select(['floor_extract.id', 'floor_extract.transcript_id as transcript', 'floor_transcript.block_id as blockId'])
    .select(['floor_extract.position', 'floor_extract.text', 'floor_transcript.language', 'floor_extract.guiding'])
    .select(['floor_line.starts_ms as startsMs', 'floor_line.speaker_id as speakerId', 'floor_extract.state'])
    .select(['floor_extract.version', 'floor_extract.marked_at as markedAt'])
    .where('floor_extract.session_id', '=', session)
    .orderBy('floor_transcript.entered_at')
    .orderBy('floor_extract.position')
    .orderBy('floor_extract.id')
    .execute()
  return rows.map(({ speakerId, ...row }) => ({ ...row, speaker: names.get(speakerId ?? '') ?? null }))
}

export type Put = {
  readonly id: string
  readonly questionId: string | null
  readonly extractId: string | null
  readonly text: string
  readonly language: string
  readonly title: string
  readonly titleLanguage: string
  readonly placePath: string
  readonly path: string
  readonly at: Date
}

export const readPuts = (db: Reader, session: string): Promise<readonly Put[]> =>
  db
    .selectFrom('floor_put')
    .select(['id', 'question_id as questionId', 'extract_id as extractId', 'text', 'language', 'title', 'title_language as titleLanguage'])
    .select(['place_path as placePath', 'path', 'put_at as at'])
    .where('session_id', '=', session)
    .orderBy('put_at')
    .execute()
