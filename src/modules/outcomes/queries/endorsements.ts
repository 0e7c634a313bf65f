import { createHash } from 'node:crypto'
import type { Document as Printed } from '#documents'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import type { Choice, Office } from '../tables.ts'
import type { Document } from './documents.ts'
import { isReleased, releasesOf } from './releases.ts'

type Of = Pick<Document, 'editionId' | 'id'>

export type Article = { readonly number: number; readonly text: string; readonly digest: string; readonly notes: readonly number[] }

/** The articles of a text that was released. An article is what its sentences say. */
export const articlesIn = (document: Printed): readonly Article[] =>
  document.blocks.flatMap((block) => {
    if (block.kind !== 'article') return []
    const text = block.sentences.map((one) => one.text).join(' ')
    const digest = createHash('sha256').update(text).digest('hex')
    return [{ number: block.number, text, digest, notes: [...new Set(block.sentences.flatMap(({ sources }) => sources))] }]
  })

export type Endorsement = {
  readonly body: string
  readonly sequence: number
  readonly article: number
  readonly version: number
  readonly digest: string
  readonly choice: Choice
  /** Null where there are no words, and where they were hidden. */
  readonly reservation: string | null
  /** Moderators took the words from the public. */
  readonly hidden: boolean
  readonly language: string | null
  readonly office: Office
  readonly at: Date
}

/** Everything that bodies said to the articles, the newest first. */
export async function endorsementsOf(db: Reader, { editionId, id }: Of): Promise<readonly Endorsement[]> {
  const rows = await db
    .selectFrom('outcome_endorsement')
    .select(['body_id as body', 'sequence', 'article', 'version', 'article_digest as digest', 'choice', 'reservation', 'language'])
    .select(['office', 'given_at as at', 'hidden_for'])
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .orderBy('given_at', 'desc')
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map(({ hidden_for, ...row }) => ({
    ...row,
    hidden: hidden_for !== null,
    reservation: hidden_for === null ? row.reservation : null,
  }))
}

/** What holds: the last word of each body to each article. The list is the newest first. */
export const holding = (all: readonly Endorsement[]): readonly Endorsement[] => {
  const first = new Map<string, Endorsement>()
  for (const one of all) if (!first.has(`${one.body}/${one.article}`)) first.set(`${one.body}/${one.article}`, one)
  return [...first.values()]
}

export type Signatory = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly language: string
  readonly government: boolean
}

export async function signatories(db: Reader, bodies: readonly string[], locale: string): Promise<ReadonlyMap<string, Signatory>> {
  const cards = await organisations.bodyCards(db, bodies, locale)
  return new Map(
    [...cards].map(([id, { slug, name, language, kind }]) => [
      id,
      { id, slug, name, language, government: organisations.speaksForState(kind) },
    ]),
  )
}

/** The articles as they were released last, in the original; null: nothing was released yet. */
export async function currentArticles(
  db: Reader,
  document: Of,
): Promise<{ readonly version: number; readonly articles: readonly Article[] } | null> {
  const newest = (await releasesOf(db, document)).find(isReleased)
  const original = newest?.texts.find((one) => one.original)
  if (newest === undefined || original === undefined) return null
  const row = await db
    .selectFrom('outcome_release_text')
    .select('document')
    .where('edition_id', '=', document.editionId)
    .where('document_id', '=', document.id)
    .where('version', '=', newest.version)
    .where('language', '=', original.language)
    .executeTakeFirstOrThrow()
  // This room wrote it.
  return { version: newest.version, articles: articlesIn(JSON.parse(row.document) as Printed) }
}

export async function askedBodies(db: Reader, { editionId, id }: Of): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('outcome_asked')
    .select('body_id')
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .execute()
  return rows.map(({ body_id }) => body_id)
}
