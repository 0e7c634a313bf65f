import type { Sources } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Ready } from '../policy.ts'
import { languagesOf, type Document, type Version } from './documents.ts'
import { isBehind, sectionsOf, type Section } from './parts.ts'
import { releasesOf, type Release } from './releases.ts'
import { countsOf, findIn, untranslatedIn, type Counts } from '../rules.ts'
import { foundFor, readable, type Found } from './standing.ts'

export type DraftText = {
  readonly version: Version
  readonly sections: readonly Section[]
  readonly found: Found
  readonly counts: Counts
  /** Numbers of the parts whose original says something else now. */
  readonly behind: readonly number[]
  /** How many of its sentences nobody has translated yet. */
  readonly untranslated: number
}

export type Draft = { readonly texts: readonly DraftText[]; readonly releases: readonly Release[]; readonly ready: Ready }

/** Everything that is written of a document and not yet released, in each language, with what waits. */
export async function draftOf(db: Reader, sources: Sources, document: Document, locale: string): Promise<Draft> {
  const written: { readonly version: Version; readonly all: readonly Section[] }[] = []
  for (const version of await languagesOf(db, document)) written.push({ version, all: await sectionsOf(db, document, version.language) })
  // Languages cite the same: each source is read once for all of them.
  const found = await foundFor(
    db,
    sources,
    written.flatMap(({ all }) => all),
    locale,
  )
  const originals = new Map(written[0]?.all.map((section) => [section.number, section]))
  const texts = written.map(({ version, all }): DraftText => {
    const sections = readable(all, found)
    const sentences = sections.flatMap((section) => section.sentences)
    return {
      ...{ version, sections, found, counts: countsOf(sentences, findIn(found)), untranslated: untranslatedIn(sections, version) },
      behind: all.filter((section) => isBehind(section, originals.get(section.number))).map(({ number }) => number),
    }
  })
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
