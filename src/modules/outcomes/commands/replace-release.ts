import { canonicalDocument, inOrderOfCitation, sentencesOf, type Document as Printed } from '#documents'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { theHubMay } from '../policy.ts'
import { nameOf, versionData } from '../queries/assembled.ts'
import type { Means } from '../queries/compiled.ts'
import { demandDocument, namedIn, type At } from '../queries/documents.ts'
import { isReleased, releasesOf, sourcesOfText, without, withdrawnPlaces, type Release } from '../queries/releases.ts'
import { ref } from '../queries/shapes.ts'
import type { Voice } from '../rules.ts'
import type { Cited } from '../tables.ts'
import { keepRelease, type ReleaseTexts } from './release-document.ts'

type Places = Awaited<ReturnType<typeof withdrawnPlaces>>

// No route: the worker does it when a source of something that was released was withdrawn; nobody asks for it by hand.
export const replaceRelease = ({ sources, voice }: Means) =>
  command({
    name: 'outcomes.replace-release',
    summary: 'Take what stands on a withdrawn source out of every release, and release the newest anew without it',
    input: z.object(ref),
    output: z.object({ version: z.number().int().nullable(), sentences: z.number().int() }),
    async facts(tx, { input, actor, now }) {
      const at = await demandDocument(tx, input.document, { actor, now }, 'write')
      return { ...at, places: await withdrawnPlaces(tx, sources, at.document), releases: await releasesOf(tx, at.document) }
    },
    may: ({ actor }) => theHubMay(actor),
    async run(tx, { facts, now }) {
      const { places, releases } = facts
      const [newest] = releases.filter(isReleased)
      let sentences = 0
      for (const release of releases) sentences += await takeOut(tx, facts, { release, places, now })
      if (newest === undefined || !places.some(({ version }) => version === newest.version)) return { version: null, sentences }
      const version = (releases[0]?.version ?? 0) + 1
      const texts: ReleaseTexts[] = []
      for (const { language, original, behind } of newest.texts)
        texts.push({
          language,
          original,
          behind,
          whole: await again(tx, facts, { from: newest.version, version, language, say: voice(language), now }),
        })
      await keepRelease(tx, facts.document, { version, cause: 'withdrawal', office: 'hub', at: now, texts })
      return { version, sentences }
    },
    tell: ({ facts: { document, places }, result }) => {
      const of = { scope: document.editionId, subject: document.id, visibility: 'internal' as const }
      const taken = places.length === 0 ? [] : [{ ...of, kind: 'outcomes.words.taken-out', data: { sentences: result.sentences } }]
      return result.version === null ? taken : [...taken, { ...of, kind: 'outcomes.release.begun', data: { version: result.version } }]
    },
  })

type Taking = { readonly release: Release; readonly places: Places; readonly now: Date }

/** The words go out of the rows, and with them the files; digests and what was signed stay. */
async function takeOut(tx: Tx, { document }: At, { release, places, now }: Taking): Promise<number> {
  let sentences = 0
  for (const { language } of release.texts) {
    const notes = places.filter((one) => one.version === release.version && one.language === language).map(({ note }) => note)
    if (notes.length === 0) continue
    const { left, count } = without(await textIn(tx, document, { version: release.version, language }), notes)
    sentences += count
    await tx
      .updateTable('outcome_release_text')
      .set((eb) => ({ document: canonicalDocument(left), taken_out: eb('taken_out', '+', count) }))
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('version', '=', release.version)
      .where('language', '=', language)
      .execute()
    await tx
      .updateTable('outcome_release_source')
      .set({ taken_out_at: now })
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('version', '=', release.version)
      .where('language', '=', language)
      .where('note', 'in', notes)
      .execute()
    await tx
      .updateTable('outcome_file')
      .set({ bytes: null })
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('version', '=', release.version)
      .where('language', '=', language)
      .execute()
  }
  return sentences
}

async function textIn(
  tx: Tx,
  { editionId, id }: At['document'],
  { version, language }: { readonly version: number; readonly language: string },
): Promise<Printed> {
  const row = await tx
    .selectFrom('outcome_release_text')
    .select('document')
    .where('edition_id', '=', editionId)
    .where('document_id', '=', id)
    .where('version', '=', version)
    .where('language', '=', language)
    .executeTakeFirstOrThrow()
  // This room wrote it.
  return JSON.parse(row.document) as Printed
}

type Again = { readonly from: number; readonly version: number; readonly say: Voice; readonly language: string; readonly now: Date }

/** What is left of the newest release, under the next number and the day of today. */
async function again(tx: Tx, at: At, { from, version, language, say, now }: Again): Promise<ReleaseTexts['whole']> {
  const { document, path } = at
  const { edition } = await namedIn(tx, at, say.locale)
  const left = await textIn(tx, document, { version: from, language })
  const order = [...new Set(sentencesOf(left).flatMap(({ sources }) => sources))]
  const cited = await sourcesOfText(tx, document, { version: from, language })
  const notes = order.flatMap((note): Cited[] => {
    const one = cited.get(note)
    return one === undefined ? [] : [{ sort: one.sort, id: one.id, version: one.version }]
  })
  const renewed: Printed = {
    ...inOrderOfCitation(left),
    subtitle: say('outcome.subtitle.withdrawal', {
      ...versionData(say, { title: left.title, edition: edition.name, number: version }),
      before: from,
    }),
    date: { day: now.toISOString().slice(0, 10), text: say.day(now, 'UTC') },
    identifier: `${nameOf(path)}-${version}`,
  }
  return { document: renewed, notes }
}
