import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { renewed } from '../queries/arranged.ts'
import { compiled, type Means } from '../queries/compiled.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { sectionsOf, type Section } from '../queries/parts.ts'
import { done, ref } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { numbered, writeSections } from './write-sections.ts'

export const renewDocument = (means: Means) =>
  command({
    name: 'outcomes.renew',
    summary: 'Compile a report anew: the hub’s own sentences are rebuilt, what an editor wrote or changed stays and is asked about',
    route: 'POST /documents/{document}/compilation',
    input: z.object(ref),
    output: done,
    facts: (tx, { input, actor, now }) => demandDocument(tx, input.document, { actor, now }, 'write'),
    may: ({ actor, facts }) => all(mayEdit(actor, facts.parts), facts.document.sort === 'report' ? yes : no('outcome.nothing-to-compile')),
    async run(tx, { facts, outside }) {
      const { document } = facts
      const known: Section[] = []
      let before: ReadonlyMap<number, Section> = new Map()
      let now: ReadonlyMap<number, number> | null = null
      for (const { language, original } of await languagesOf(tx, document)) {
        const sections = await sectionsOf(tx, document, language)
        const fresh = await compiled(tx, facts, language, { ...means, uuid: outside.uuid })
        const parts = numbered(renewed(sections, fresh), [...known, ...sections])
        // Who followed the original follows it still: what the hub rebuilt there it rebuilt here too.
        const following = original ? null : followed(sections, before, now ?? new Map())
        const revisions = await writeSections(tx, document, language, { parts, following })
        if (original) [before, now] = [new Map(sections.map((one) => [one.number, one])), revisions]
        known.push(...(await sectionsOf(tx, document, language)))
      }
      return { id: document.id, path: `${facts.path}/edit` }
    },
    tell: ({ facts: { document } }) => [
      { kind: 'outcomes.document.renewed', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
    ],
  })

function followed(
  sections: readonly Section[],
  before: ReadonlyMap<number, Section>,
  now: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const own = new Map(sections.map((section) => [section.number, section.follows]))
  return new Map(
    [...now].map(([number, revision]) => {
      const follows = own.get(number)
      const was = before.get(number)?.revision
      return [number, follows == null || was === undefined || follows >= was ? revision : follows] as const
    }),
  )
}
