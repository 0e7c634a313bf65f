import { all, yes } from '#base'
import { z } from 'zod'
import type { Source, Sources } from '../../../core/citable.ts'
import { keyOf } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'
import { mayEdit } from '../policy.ts'
import { demandDocument, languagesOf, type At } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { done, heading, language, ref, section, sentences } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { findIn, rewritten } from '../rules.ts'

export const writeSection = (sources: Sources) =>
  command({
    name: 'outcomes.write-section',
    summary: 'Write the sentences of a part or an article in one language, each with its sources',
    route: 'PUT /documents/{document}/languages/{language}/sections/{section}',
    input: z.object({
      ...{ ...ref, language, section, heading, sentences },
      revision: z.number().int().min(1).describe('The one that was read: who changed it meanwhile is not written over'),
    }),
    output: done.extend({ revision: z.number().int() }),
    async facts(tx, { input, actor, now }) {
      const at = await demandDocument(tx, input.document, { actor, now }, 'write')
      const before = (await sectionsOf(tx, at.document, input.language)).find(({ number }) => number === input.section)
      const [original] = await languagesOf(tx, at.document)
      const base =
        original === undefined || original.language === input.language ? [] : await sectionsOf(tx, at.document, original.language)
      const asked = input.sentences.flatMap((one) => one.sources)
      const found = await sources.byIds(tx, asked, actor.locale)
      const held = new Set(before?.sentences.flatMap((one) => one.sources.map(keyOf)))
      const sessions = await sessionsOf(tx, at)
      const sound = asked.every((one) => held.has(keyOf(one)) || isOffered(found.get(keyOf(one)), sessions))
      return { ...at, before, found, sound, follows: base.find(({ number }) => number === input.section)?.revision ?? null }
    },
    may: ({ input, actor, facts }) =>
      all(
        mayEdit(actor, facts.parts),
        facts.before === undefined ? no('outcome.section-missing') : yes,
        facts.before?.revision === input.revision ? yes : no('outcome.changed-meanwhile'),
        facts.sound ? yes : no('outcome.source-missing'),
      ),
    async run(tx, { input, facts, outside }) {
      const { document, before, found, follows } = facts
      const now = rewritten(before ?? { sentences: [], dropped: [] }, input.sentences, { find: findIn(found), uuid: outside.uuid })
      const revision = input.revision + 1
      await tx
        .updateTable('outcome_section')
        .set({
          ...{ heading: input.heading, sentences: JSON.stringify(now.sentences), dropped: JSON.stringify(now.dropped), revision, follows },
          // A heading that an editor wrote is in the language of the document.
          ...(before?.heading === input.heading ? {} : { heading_language: input.language }),
        })
        .where('edition_id', '=', document.editionId)
        .where('document_id', '=', document.id)
        .where('language', '=', input.language)
        .where('number', '=', input.section)
        .execute()
      return { id: document.id, path: `${facts.path}/edit/${input.language}/${input.section}`, revision }
    },
    tell: ({ facts: { document } }) => [
      { kind: 'outcomes.section.written', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
    ],
  })

const sessionsOf = async (db: Reader, { edition, session }: At): Promise<ReadonlySet<string>> =>
  new Set(session === null ? (await gatherings.sessionsOfEdition(db, edition.id, 'en')).map(({ id }) => id) : [session.id])

/** What can be attached: of a session that the document is about, and not withdrawn. */
const isOffered = (source: Source | undefined, sessions: ReadonlySet<string>): boolean =>
  source?.state === 'standing' && source.session !== null && sessions.has(source.session)
