import type { Source, Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import { cleared, findIn } from '../rules.ts'
import type { Section } from './parts.ts'

export type Found = ReadonlyMap<string, Source>

/** Everything that these parts cite, as it is now. */
export async function foundFor(db: Reader, sources: Sources, sections: readonly Section[], locale: string): Promise<Found> {
  return sources.byIds(
    db,
    sections.flatMap((section) => section.sentences.flatMap((one) => one.sources)),
    locale,
  )
}

/** As they may be read now: what was made of something that was withdrawn has no words, even before the hub has taken them out of its rows. */
export const readable = (sections: readonly Section[], found: Found): readonly Section[] =>
  sections.map((section) => ({ ...section, sentences: cleared(section.sentences, findIn(found)) }))
