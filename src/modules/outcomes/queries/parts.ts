import type { Reader } from '../../../platform/db.ts'
import type { Sentence } from '../tables.ts'
import type { Document } from './documents.ts'

/** A part or an article, in one language. */
export type Section = {
  readonly number: number
  readonly position: number
  readonly kind: 'part' | 'article'
  readonly level: 1 | 2 | 3
  readonly heading: string
  readonly headingLanguage: string
  readonly origin: string | null
  readonly sentences: readonly Sentence[]
  readonly dropped: readonly string[]
  readonly revision: number
  readonly follows: number | null
}

type Of = Pick<Document, 'editionId' | 'id'>

const select = (db: Reader, { editionId, id }: Of) =>
  db.selectFrom('outcome_section').selectAll().where('edition_id', '=', editionId).where('document_id', '=', id).orderBy('position')

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const levelOf = (level: number): 1 | 2 | 3 => (level === 1 || level === 2 ? level : 3)

const sectionOf = (row: Row): Section => ({
  ...{ number: row.number, position: row.position, kind: row.kind, level: levelOf(row.level), heading: row.heading },
  ...{ headingLanguage: row.heading_language, origin: row.origin, revision: row.revision, follows: row.follows },
  // The columns are jsonb, and this room wrote them: they come back as lists.
  sentences: row.sentences as unknown as readonly Sentence[],
  dropped: row.dropped as unknown as readonly string[],
})

/** In their order. */
export async function sectionsOf(db: Reader, document: Of, language: string): Promise<readonly Section[]> {
  return (await select(db, document).where('language', '=', language).execute()).map(sectionOf)
}

/** The original says something else now than what the translation follows. */
export const isBehind = (section: Pick<Section, 'follows'>, original: Pick<Section, 'revision'> | undefined): boolean =>
  section.follows !== null && original !== undefined && section.follows < original.revision
