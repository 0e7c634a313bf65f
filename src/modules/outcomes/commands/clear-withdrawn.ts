import { z } from 'zod'
import type { Sources } from '../../../core/citable.ts'
import { command } from '../../../core/command.ts'
import { theHubMay } from '../policy.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { ref } from '../queries/shapes.ts'
import { foundFor } from '../queries/standing.ts'
import { cleared, findIn } from '../rules.ts'

// No route: the worker does it when something was withdrawn; nobody asks for it by hand.
export const clearWithdrawn = (sources: Sources) =>
  command({
    name: 'outcomes.clear-withdrawn',
    summary: 'Take the words of what was withdrawn out of what is being written',
    input: z.object(ref),
    output: z.object({ sentences: z.number().int() }),
    facts: (tx, { input, actor, now }) => demandDocument(tx, input.document, { actor, now }, 'write'),
    may: ({ actor }) => theHubMay(actor),
    async run(tx, { facts: { document } }) {
      let count = 0
      for (const { language } of await languagesOf(tx, document)) {
        const sections = await sectionsOf(tx, document, language)
        const find = findIn(await foundFor(tx, sources, sections, 'en'))
        for (const { number, sentences } of sections) {
          const now = cleared(sentences, find)
          const changed = now.filter((one, at) => one !== sentences[at]).length
          if (changed === 0) continue
          count += changed
          // Whoever has the part open is told that it changed, and does not save the words again unseen.
          await tx
            .updateTable('outcome_section')
            .set((eb) => ({ sentences: JSON.stringify(now), revision: eb('revision', '+', 1) }))
            .where('edition_id', '=', document.editionId)
            .where('document_id', '=', document.id)
            .where('language', '=', language)
            .where('number', '=', number)
            .execute()
        }
      }
      return { sentences: count }
    },
    tell: ({ facts: { document }, result }) =>
      result.sentences === 0
        ? []
        : [
            {
              kind: 'outcomes.words.cleared',
              scope: document.editionId,
              subject: document.id,
              data: { sentences: result.sentences },
              visibility: 'internal' as const,
            },
          ],
  })
