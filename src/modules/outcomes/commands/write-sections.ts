import type { Tx } from '../../../platform/db.ts'
import type { Arranged } from '../queries/arranged.ts'
import type { Document } from '../queries/documents.ts'
import { sectionsOf, type Section } from '../queries/parts.ts'

type Of = Pick<Document, 'editionId' | 'id'>
/** The same parts in the same order, with their numbers. */
export type Numbered = Arranged & { readonly number: number }

/** A part that is new gets a number that none has; one that another language knows by its origin gets the same. */
export function numbered(parts: readonly Arranged[], known: readonly Pick<Section, 'number' | 'origin'>[]): readonly Numbered[] {
  let last = Math.max(0, ...known.map(({ number }) => number), ...parts.map(({ number }) => number ?? 0))
  const byOrigin = new Map(known.flatMap(({ origin, number }) => (origin === null ? [] : [[origin, number] as const])))
  return parts.map((part) => {
    const number = part.number ?? (part.origin === null ? undefined : byOrigin.get(part.origin))
    if (number !== undefined) return { ...part, number }
    last += 1
    return { ...part, number: last }
  })
}

/** The whole of one language, as it is to be: revisions go up where something changed. Translations that were up to date stay so. */
export async function writeSections(
  tx: Tx,
  of: Of,
  language: string,
  { parts, following }: { readonly parts: readonly Numbered[]; readonly following: ReadonlyMap<number, number> | null },
): Promise<ReadonlyMap<number, number>> {
  const before = new Map((await sectionsOf(tx, of, language)).map((section) => [section.number, section]))
  await tx
    .deleteFrom('outcome_section')
    .where('edition_id', '=', of.editionId)
    .where('document_id', '=', of.id)
    .where('language', '=', language)
    .execute()
  const revisions = new Map<number, number>()
  const rows = parts.map(({ number, kind, level, heading, headingLanguage, origin, sentences, dropped }, position) => {
    const old = before.get(number)
    const same = old !== undefined && old.heading === heading && JSON.stringify(old.sentences) === JSON.stringify(sentences)
    const revision = old === undefined ? 1 : same ? old.revision : old.revision + 1
    revisions.set(number, revision)
    const now = following?.get(number) ?? null
    return {
      ...{ edition_id: of.editionId, document_id: of.id, language, number, position, kind, level, heading },
      ...{ heading_language: headingLanguage, origin, sentences: JSON.stringify(sentences), dropped: JSON.stringify(dropped), revision },
      follows: now,
    }
  })
  if (rows.length > 0) await tx.insertInto('outcome_section').values(rows).execute()
  return revisions
}
