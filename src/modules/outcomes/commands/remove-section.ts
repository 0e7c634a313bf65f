import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { done, ref, section } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const removeSection = command({
  name: 'outcomes.remove-section',
  summary:
    'Remove a part or an article that an editor added, with its sentences, in each language. What the hub compiled is emptied instead',
  route: 'DELETE /documents/{document}/sections/{section}',
  input: z.object({ ...ref, section }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const [original] = await languagesOf(tx, at.document)
    const sections = await sectionsOf(tx, at.document, original?.language ?? '')
    return { ...at, section: sections.find(({ number }) => number === input.section) }
  },
  may: ({ actor, facts }) =>
    all(
      mayEdit(actor, facts.parts),
      facts.section === undefined ? no('outcome.section-missing') : yes,
      facts.section?.origin == null ? yes : no('outcome.section-compiled'),
    ),
  async run(tx, { input, facts: { document, path } }) {
    await tx
      .deleteFrom('outcome_section')
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('number', '=', input.section)
      .execute()
    return { id: document.id, path: `${path}/edit` }
  },
  tell: ({ facts: { document } }) => [
    { kind: 'outcomes.section.removed', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
  ],
})
