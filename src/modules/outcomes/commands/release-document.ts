import { canonicalDocument } from '#documents'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import type { Tx } from '../../../platform/db.ts'
import { mayRelease, officeOf } from '../policy.ts'
import { assembled, type Assembled } from '../queries/assembled.ts'
import type { Means } from '../queries/compiled.ts'
import { demandDocument, namedIn, type Document } from '../queries/documents.ts'
import { draftOf } from '../queries/draft.ts'
import { ref, uuid } from '../queries/shapes.ts'
import type { Cause, Cited, Office } from '../tables.ts'

export const releaseDocument = ({ sources, voice }: Means) =>
  command({
    name: 'outcomes.release',
    summary:
      'Release what is written, in each of its languages: from then on it does not change. Its files are made and signed in the background',
    route: 'POST /documents/{document}/releases',
    input: z.object(ref),
    output: z.object({ id: uuid, version: z.number().int(), path: z.string() }),
    async facts(tx, { input, actor, now }) {
      const at = await demandDocument(tx, input.document, { actor, now }, 'write')
      return { ...at, draft: await draftOf(tx, sources, at.document, actor.locale) }
    },
    may: ({ actor, facts }) => mayRelease(actor, facts.parts, facts.draft.ready),
    async run(tx, { facts, now, outside }) {
      const { document, draft, path } = facts
      const version = (draft.releases[0]?.version ?? 0) + 1
      const original = draft.texts[0]?.version.language ?? 'und'
      const texts: ReleaseTexts[] = []
      for (const text of draft.texts) {
        const { language } = text.version
        // Who is named in it is called as readers of that language read them.
        const found = await sources.byIds(tx, [...text.found.values()], voice(language).locale)
        const about = {
          place: await namedIn(tx, facts, voice(language).locale),
          number: version,
          now,
          hub: outside.signer.hub,
          say: voice(language),
        }
        const whole = assembled({ version: text.version, original, sections: text.sections }, found, about)
        texts.push({ language, original: text.version.original, behind: text.behind.length > 0, whole })
      }
      await keepRelease(tx, document, { version, cause: 'team', office: officeOf(facts.parts, ['chair', 'organiser']), at: now, texts })
      return { id: document.id, version, path: `${path}/edit` }
    },
    tell: ({ facts: { document }, result }) => [
      {
        kind: 'outcomes.release.begun',
        scope: document.editionId,
        subject: document.id,
        data: { version: result.version },
        visibility: 'internal',
      },
    ],
  })

export type ReleaseTexts = {
  readonly language: string
  readonly original: boolean
  readonly behind: boolean
  readonly whole: Assembled
}
type Kept = {
  readonly version: number
  readonly cause: Cause
  readonly office: Office
  readonly at: Date
  readonly texts: readonly ReleaseTexts[]
}

/** As it is to be printed and signed. */
export async function keepRelease(
  tx: Tx,
  { editionId, id }: Pick<Document, 'editionId' | 'id'>,
  { version, cause, office, at, texts }: Kept,
) {
  const of = { edition_id: editionId, document_id: id, version }
  await tx
    .insertInto('outcome_release')
    .values({ ...of, state: 'printing', cause, office, begun_at: at, released_at: null, signed: null, fault: null })
    .execute()
  for (const { language, original, behind, whole } of texts) {
    await tx
      .insertInto('outcome_release_text')
      .values({ ...of, language, original, behind, document: canonicalDocument(whole.document), taken_out: 0 })
      .execute()
    const cited = whole.notes.map((one: Cited, at0) => ({
      ...{ ...of, language, note: at0 + 1, sort: one.sort, source_id: one.id, seen_version: one.version, taken_out_at: null },
    }))
    if (cited.length > 0) await tx.insertInto('outcome_release_source').values(cited).execute()
  }
}
