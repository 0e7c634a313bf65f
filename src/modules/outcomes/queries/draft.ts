import type { Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Ready } from '../policy.ts'
import { languagesOf, type Document, type Version } from './documents.ts'
import { isBehind, sectionsOf, type Section } from './parts.ts'
import { releasesOf, type Release } from './releases.ts'
import { countsOf, findIn, type Counts } from '../rules.ts'
import { foundFor, readable, type Found } from './standing.ts'

export type DraftText = {
  readonly version: Version
  readonly sections: readonly Section[]
  readonly found: Found
  readonly counts: Counts
  /** Numbers of the parts whose original says something else now. */
  readonly behind: readonly number[]
}

export type Draft = { readonly texts: readonly DraftText[]; readonly releases: readonly Release[]; readonly ready: Ready }

/** Everything that is written of a document and not yet released, in each language, with what waits. */
export async function draftOf(db: Reader, sources: Sources, document: Document, locale: string): Promise<Draft> {
  const versions = await languagesOf(db, document)
  const texts: DraftText[] = []
  for (const version of versions) {
    const written = await sectionsOf(db, document, version.language)
    const found = await foundFor(db, sources, written, locale)
    const originals = new Map(texts[0]?.sections.map((section) => [section.number, section]))
    const behind = written.filter((section) => isBehind(section, originals.get(section.number))).map(({ number }) => number)
    const sections = readable(written, found)
    texts.push({
      version,
      sections,
      found,
      counts: countsOf(
        sections.flatMap(({ sentences }) => sentences),
        findIn(found),
      ),
      behind,
    })
  }
  const releases = await releasesOf(db, document)
  const sum = (of: (counts: Counts) => number): number => texts.reduce((all, { counts }) => all + of(counts), 0)
  const ready: Ready = {
    sentences: Math.min(...texts.map(({ counts }) => counts.sentences)),
    empty: sum(({ empty }) => empty),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    printing: releases[0]?.state === 'printing',
  }
  return { texts, releases, ready }
}
