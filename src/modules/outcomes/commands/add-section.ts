import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { heading, ref, section } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { MOST_SECTIONS } from '../rules.ts'

export const addSection = command({
  name: 'outcomes.add-section',
  summary: 'Add a part or an article to a document, at the end of each of its languages',
  route: 'POST /documents/{document}/sections',
  input: z.object({
    ...ref,
    kind: z.enum(['part', 'article']),
    heading: heading.default(''),
    level: z.number().int().min(1).max(3).default(1),
  }),
  output: z.object({ section, path: z.string() }),
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const versions = await languagesOf(tx, at.document)
    const known = (await Promise.all(versions.map(({ language }) => sectionsOf(tx, at.document, language)))).flat()
    return { ...at, versions, known }
  },
  may: ({ actor, facts }) =>
    all(mayEdit(actor, facts.parts), facts.known.length < MOST_SECTIONS * facts.versions.length ? yes : no('outcome.too-many-sections')),
  async run(tx, { input, facts }) {
    const { document, versions, known } = facts
    const number = Math.max(0, ...known.map((one) => one.number)) + 1
    const position = Math.max(-1, ...known.map((one) => one.position)) + 1
    const original = versions[0]?.language ?? 'und'
    for (const { language, original: first } of versions)
      await tx
        .insertInto('outcome_section')
        .values({
          ...{ edition_id: document.editionId, document_id: document.id, language, number, position, kind: input.kind, level: input.level },
          ...{ heading: input.heading, heading_language: original, origin: null, sentences: '[]', dropped: '[]', revision: 1 },
          follows: first ? null : 1,
        })
        .execute()
    return { section: number, path: `${facts.path}/edit/${original}/${number}` }
  },
  tell: ({ facts: { document } }) => [
    { kind: 'outcomes.section.added', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
  ],
})
