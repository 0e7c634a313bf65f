import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { done, ref, section } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const moveSection = command({
  name: 'outcomes.move-section',
  summary: 'Move a part or an article up or down by one place, in each language',
  route: 'POST /documents/{document}/sections/{section}/place',
  input: z.object({ ...ref, section, direction: z.enum(['up', 'down']) }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    const versions = await languagesOf(tx, at.document)
    return { ...at, versions, sections: await sectionsOf(tx, at.document, versions[0]?.language ?? '') }
  },
  may: ({ input, actor, facts }) =>
    all(mayEdit(actor, facts.parts), facts.sections.some(({ number }) => number === input.section) ? yes : no('outcome.section-missing')),
  async run(tx, { input, facts }) {
    const { document, sections } = facts
    const from = sections.findIndex(({ number }) => number === input.section)
    const to = from + (input.direction === 'up' ? -1 : 1)
    const other = sections[to]
    const order = sections.map(({ number }) => number)
    if (other !== undefined) [order[from], order[to]] = [other.number, input.section]
    for (const [position, number] of order.entries())
      await tx
        .updateTable('outcome_section')
        .set({ position })
        .where('edition_id', '=', document.editionId)
        .where('document_id', '=', document.id)
        .where('number', '=', number)
        .execute()
    return { id: document.id, path: `${facts.path}/edit` }
  },
  tell: ({ facts: { document } }) => [
    { kind: 'outcomes.section.moved', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
  ],
})
