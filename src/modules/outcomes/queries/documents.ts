import { dayIn } from '#base'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings, type EditionCard, type SessionCard } from '../../gatherings/index.ts'
import type { Parts } from '../policy.ts'
import { no } from '../refusals.ts'
import type { DocumentSort, Translator } from '../tables.ts'

export type Document = {
  readonly id: string
  readonly editionId: string
  readonly sort: DocumentSort
  readonly sessionId: string | null
  /** Until which day bodies say what they endorse; null: nobody was asked yet. */
  readonly endorseUntil: string | null
}

/** Where a document is, or will be: of an edition, or of one of its sessions. */
export type Place = {
  readonly sort: DocumentSort
  readonly edition: EditionCard
  readonly session: SessionCard | null
  readonly parts: Parts
  /** The address of the document, without language. */
  readonly path: string
  readonly today: string
}
export type At = Place & { readonly document: Document }

const select = (db: Reader) =>
  db
    .selectFrom('outcome_document')
    .select(['id', 'edition_id as editionId', 'sort', 'session_id as sessionId', 'endorse_until as endorseUntil'])

type Asking = { readonly actor: Actor; readonly now: Date }
type Wanted = { readonly sort: DocumentSort; readonly number: number | null }
type Address = { readonly summit: string; readonly edition: string } | { readonly id: string }

/** Null where there is no such edition or session, or none that this actor may know of. */
export async function placeAt(db: Reader, address: Address, { sort, number }: Wanted, { actor, now }: Asking): Promise<Place | null> {
  const seen = await gatherings.seenEdition(db, address, actor)
  if (seen === null) return null
  const { edition, organiser } = seen
  // By its address, as the page of the session itself asks for it.
  const [, , summit = ''] = edition.path.split('/')
  const session = number === null ? null : (await gatherings.seenSession(db, { summit, edition: edition.slug, number }, actor))?.session
  if (session === undefined) return null
  return {
    ...{ sort, edition, session, path: `${session?.path ?? edition.path}/${sort}`, today: dayIn(now, edition.zone) },
    parts: await partsOf(db, { edition, session }, actor, organiser),
  }
}

/** Of a document of the whole edition: a role in any of its sessions. */
async function partsOf(db: Reader, { edition, session }: Pick<Place, 'edition' | 'session'>, actor: Actor, organiser: boolean) {
  const held = session === null ? await gatherings.rolesInEdition(db, edition.id, actor) : await gatherings.partsIn(db, session, actor)
  const parts = new Set<'organiser' | 'chair' | 'rapporteur'>(organiser ? ['organiser'] : [])
  for (const part of ['organiser', 'chair', 'rapporteur'] as const) if (held.has(part)) parts.add(part)
  return parts
}

export async function documentOf(
  db: Reader,
  { edition, session, sort }: Pick<Place, 'edition' | 'session' | 'sort'>,
): Promise<Document | null> {
  // In the same words for each of them, so that a page that asks for several reads once.
  const all = await documentsOf(db, edition.id)
  return all.find((one) => one.sort === sort && one.sessionId === (session?.id ?? null)) ?? null
}

/** For a deed that changes it, or for one that must not meet such a deed. */
type Hold = 'write' | 'read'

/** Its place, of a document that is known by its id; refused where it is not this actor's to know of. */
export async function demandDocument(db: Reader, id: string, asking: Asking, hold?: Hold): Promise<At> {
  const one = select(db).where('id', '=', id)
  const row = await (hold === 'write' ? one.forUpdate() : hold === 'read' ? one.forShare() : one).executeTakeFirst()
  if (row === undefined) return refuse(no('outcome.missing'))
  const session = row.sessionId === null ? null : await gatherings.sessionById(db, row.sessionId, asking.actor.locale)
  const wanted = { sort: row.sort, number: session?.number ?? null }
  const place = await placeAt(db, { id: row.editionId }, wanted, asking)
  return place === null ? refuse(no('outcome.missing')) : { ...place, document: row }
}

/** The same place by its names in the language of a document, which need not be the reader's. */
export async function namedIn<Here extends Pick<Place, 'edition' | 'session'>>(db: Reader, place: Here, locale: string): Promise<Here> {
  const { edition, session } = place
  return {
    ...place,
    edition: (await gatherings.editionById(db, edition.id, locale)) ?? edition,
    session: session === null ? null : await gatherings.sessionById(db, session.id, locale),
  }
}

/** Every document of an edition, or of one session of it. */
export const documentsOf = (db: Reader, editionId: string): Promise<readonly Document[]> =>
  select(db).where('edition_id', '=', editionId).execute()

/** Those that bodies are asked to endorse, or were. */
export const askingDocuments = (db: Reader): Promise<readonly Document[]> =>
  select(db).where('endorse_until', 'is not', null).orderBy('edition_id').orderBy('id').execute()

export const documentsByIds = async (db: Reader, ids: readonly string[]): Promise<readonly Document[]> =>
  ids.length === 0
    ? []
    : select(db)
        .where('id', 'in', [...ids])
        .execute()

export type Version = {
  readonly language: string
  readonly title: string
  readonly original: boolean
  readonly translator: Translator | null
  readonly translatorName: string
}

/** In which languages it is written, the original first. */
export async function languagesOf(db: Reader, { editionId, id }: Pick<Document, 'editionId' | 'id'>): Promise<readonly Version[]> {
  const rows = await db
    .selectFrom('outcome_language')
    .select(['language', 'title', 'position', 'translator', 'translator_name as translatorName'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(({ position, ...row }) => ({ ...row, original: position === 0 }))
}
