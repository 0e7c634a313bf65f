import type { Document as Printed } from '#documents'
import { keyOf, type Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Cause, FileForm, Office, ReleaseState } from '../tables.ts'
import type { Document } from './documents.ts'

type Of = Pick<Document, 'editionId' | 'id'>

export type ReleaseFile = {
  readonly language: string
  readonly form: FileForm
  readonly name: string
  readonly digest: string
  readonly size: number
  readonly missing: readonly string[]
  /** Not given out any more: it holds words that were withdrawn. */
  readonly gone: boolean
}

export type Release = {
  readonly version: number
  readonly state: ReleaseState
  readonly cause: Cause
  readonly office: Office
  readonly begunAt: Date
  readonly releasedAt: Date | null
  readonly fault: string | null
  readonly texts: readonly ReleaseText[]
  readonly files: readonly ReleaseFile[]
}

export type ReleaseText = {
  readonly language: string
  readonly original: boolean
  /** A translation that does not say yet what the original of the same release says. */
  readonly behind: boolean
  readonly takenOut: number
}

/** All of a document, the newest first; also those that are being printed, or could not be. */
export async function releasesOf(db: Reader, { editionId, id }: Of): Promise<readonly Release[]> {
  const rows = await db
    .selectFrom('outcome_release')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const texts = await db
    .selectFrom('outcome_release_text')
    .select(['version', 'language', 'original', 'behind', 'taken_out as takenOut'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .orderBy('original', 'desc')
    .orderBy('language')
    .execute()
  const files = await db
    .selectFrom('outcome_file')
    .select(['version', 'language', 'form', 'name', 'digest', 'size', 'missing'])
    .select((eb) => eb('bytes', 'is', null).as('gone'))
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .orderBy('language')
    .orderBy('form')
    .execute()
  return rows.map(({ version, state, cause, office, begun_at, released_at, fault }) => ({
    ...{ version, state, cause, office, begunAt: begun_at, releasedAt: released_at, fault },
    texts: texts.filter((one) => one.version === version),
    files: files.filter((one) => one.version === version).map((one) => ({ ...one, gone: Boolean(one.gone) })),
  }))
}

export const isReleased = ({ state }: Pick<Release, 'state'>): boolean => state === 'released'

/** What was released in that language, and how many of its sentences a withdrawal took away since; null: there is none. */
export async function releasedText(
  db: Reader,
  { editionId, id }: Of,
  { version, language }: { readonly version: number; readonly language: string },
  sources: Sources,
): Promise<{ readonly document: Printed; readonly takenOut: number; readonly withdrawn: readonly number[] } | null> {
  const row = await db
    .selectFrom('outcome_release_text')
    .select(['document', 'taken_out'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('version', '=', version)
    .where('language', '=', language)
    .executeTakeFirst()
  if (row === undefined) return null
  // This room wrote it.
  const document = JSON.parse(row.document) as Printed
  const withdrawn = await withdrawnNotes(db, sources, { editionId, id }, { version, language })
  const { left, count } = without(document, withdrawn)
  return { document: left, takenOut: row.taken_out + count, withdrawn }
}

/** The notes of a text whose sources were withdrawn since and that the hub has not taken out yet. */
async function withdrawnNotes(
  db: Reader,
  sources: Sources,
  { editionId, id }: Of,
  { version, language }: { readonly version: number; readonly language: string },
): Promise<readonly number[]> {
  const rows = await citedIn(db)
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('version', '=', version)
    .where('language', '=', language)
    .execute()
  const found = await sources.byIds(db, rows, language)
  return rows.filter((row) => found.get(keyOf(row))?.state === 'withdrawn').map(({ note }) => note)
}

const citedIn = (db: Reader) =>
  db
    .selectFrom('outcome_release_source')
    .select(['edition_id as editionId', 'document_id as documentId', 'version', 'language', 'note', 'sort', 'source_id as id'])
    .where('taken_out_at', 'is', null)
    .orderBy('note')

/** Every place in the releases of a document that leads to a source which was withdrawn since. */
export async function withdrawnPlaces(db: Reader, sources: Sources, { editionId, id }: Of) {
  const rows = await citedIn(db).where('edition_id', '=', editionId).where('document_id', '=', id).execute()
  const found = await sources.byIds(db, rows, 'en')
  return rows.filter((row) => found.get(keyOf(row))?.state === 'withdrawn')
}

/** What notes stand for in a text that was released, by their numbers. */
export async function sourcesOfText(db: Reader, { editionId, id }: Of, { version, language }: { version: number; language: string }) {
  const rows = await db
    .selectFrom('outcome_release_source')
    .select(['note', 'sort', 'source_id as id', 'seen_version as version', 'taken_out_at as takenOutAt'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('version', '=', version)
    .where('language', '=', language)
    .orderBy('note')
    .execute()
  return new Map(rows.map((row) => [row.note, row]))
}

/** The same without the sentences that stand on these notes, and without the notes; numbers of what is left stay. */
export function without(document: Printed, notes: readonly number[]): { readonly left: Printed; readonly count: number } {
  if (notes.length === 0) return { left: document, count: 0 }
  const gone = new Set(notes)
  let count = 0
  const kept = <One extends { readonly sources: readonly number[] }>(sentences: readonly One[]): One[] => {
    const left = sentences.filter(({ sources }) => !sources.some((note) => gone.has(note)))
    count += sentences.length - left.length
    return left
  }
  const blocks = document.blocks.flatMap((block): Printed['blocks'] => {
    if (block.kind === 'list') {
      const items = block.items.map(kept).filter((item) => item.length > 0)
      return items.length === 0 ? [] : [{ ...block, items }]
    }
    if (block.kind !== 'paragraph' && block.kind !== 'article') return [block]
    const sentences = kept(block.sentences)
    return sentences.length === 0 ? [] : [{ ...block, sentences }]
  })
  const cited = new Set(blocks.flatMap(citedBy))
  return { left: { ...document, blocks, notes: document.notes.filter(({ number }) => cited.has(number)) }, count }
}

function citedBy(block: Printed['blocks'][number]): readonly number[] {
  if (block.kind === 'paragraph' || block.kind === 'article') return block.sentences.flatMap(({ sources }) => sources)
  return block.kind === 'list' ? block.items.flat().flatMap(({ sources }) => sources) : []
}

/** Files with the release that they belong to. Only what was released is anybody's to know of. */
const releasedFiles = (db: Reader) =>
  db
    .selectFrom('outcome_file')
    .innerJoin('outcome_release', (join) =>
      join
        .onRef('outcome_release.edition_id', '=', 'outcome_file.edition_id')
        .onRef('outcome_release.document_id', '=', 'outcome_file.document_id')
        .onRef('outcome_release.version', '=', 'outcome_file.version'),
    )
    .where('outcome_release.state', '=', 'released')

export async function fileNamed(db: Reader, { editionId, id }: Of, name: string) {
  const row = await releasedFiles(db)
    .select(['outcome_file.version', 'outcome_file.language', 'outcome_file.form', 'outcome_file.bytes'])
    .where('outcome_file.edition_id', '=', editionId)
    .where('outcome_file.document_id', '=', id)
    .where('outcome_file.name', '=', name)
    .executeTakeFirst()
  return row ?? null
}

/** release.json of a release, as it was signed. */
export async function signedList(db: Reader, { editionId, id }: Of, version: number): Promise<string | null> {
  const row = await db
    .selectFrom('outcome_release')
    .select('signed')
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.signed ?? null
}

/** The texts of a release that waits to be printed, as they are to be signed; none where it does not wait. */
export async function textsToPrint(db: Reader, { editionId, id }: Of, version: number) {
  return db
    .selectFrom('outcome_release_text')
    .innerJoin('outcome_release', (join) =>
      join
        .onRef('outcome_release.edition_id', '=', 'outcome_release_text.edition_id')
        .onRef('outcome_release.document_id', '=', 'outcome_release_text.document_id')
        .onRef('outcome_release.version', '=', 'outcome_release_text.version'),
    )
    .select(['outcome_release_text.language', 'outcome_release_text.document as text'])
    .where('outcome_release_text.edition_id', '=', editionId)
    .where('outcome_release_text.document_id', '=', id)
    .where('outcome_release_text.version', '=', version)
    .where('outcome_release.state', '=', 'printing')
    .orderBy('outcome_release_text.original', 'desc')
    .orderBy('outcome_release_text.language')
    .execute()
}

/** Releases that were begun before that moment and are still to be printed. */
export const unprinted = (db: Reader, before: Date) =>
  db
    .selectFrom('outcome_release')
    .select(['document_id as document', 'version'])
    .where('state', '=', 'printing')
    .where('begun_at', '<', before)
    .execute()

export type Checked = {
  readonly documentId: string
  readonly version: number
  readonly language: string
  readonly form: FileForm
  readonly name: string
  readonly releasedAt: Date
  /** The newest version of the same document. */
  readonly newest: number
}

/** What a digest belongs to, of everything that this hub ever released. */
export async function fileByDigest(db: Reader, digest: string): Promise<Checked | null> {
  const row = await releasedFiles(db)
    .select(['outcome_file.edition_id', 'outcome_file.document_id', 'outcome_file.version', 'outcome_file.language'])
    .select(['outcome_file.form', 'outcome_file.name', 'outcome_release.released_at'])
    .where('outcome_file.digest', '=', digest)
    .orderBy('outcome_file.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.released_at === null) return null
  const { version, language, form, name } = row
  const all = await releasesOf(db, { editionId: row.edition_id, id: row.document_id })
  const newest = all.find(isReleased)?.version ?? version
  return { documentId: row.document_id, version, language, form, name, releasedAt: row.released_at, newest }
}
