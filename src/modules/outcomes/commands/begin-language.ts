import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { inLanguage } from '../queries/arranged.ts'
import { compiled, type Means } from '../queries/compiled.ts'
import { demandDocument, languagesOf, namedIn } from '../queries/documents.ts'
import { sectionsOf } from '../queries/parts.ts'
import { done, language, ref, translator, translatorName } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { titleIn } from './begin-document.ts'
import { writeSections } from './write-sections.ts'

export const beginLanguage = (means: Means) =>
  command({
    name: 'outcomes.begin-language',
    summary: 'Begin a document in another language: the hub’s sentences are in it at once, what an editor wrote waits to be translated',
    route: 'POST /documents/{document}/languages',
    input: z.object({ ...ref, language, translator: translator.default('person'), translatorName }),
    output: done,
    async facts(tx, { input, actor, now }) {
      const at = await demandDocument(tx, input.document, { actor, now }, 'write')
      return { ...at, versions: await languagesOf(tx, at.document) }
    },
    may: ({ input, actor, facts }) =>
      all(mayEdit(actor, facts.parts), facts.versions.some((one) => one.language === input.language) ? no('outcome.language-there') : yes),
    async run(tx, { input, facts, outside }) {
      const { document, versions } = facts
      const say = means.voice(input.language)
      const title = titleIn(say, await namedIn(tx, facts, say.locale))
      await tx
        .insertInto('outcome_language')
        .values({
          ...{ edition_id: document.editionId, document_id: document.id, language: input.language, position: versions.length },
          ...{ title, translator: input.translator, translator_name: input.translatorName },
        })
        .execute()
      const original = await sectionsOf(tx, document, versions[0]?.language ?? input.language)
      const fresh = document.sort === 'report' ? await compiled(tx, facts, input.language, { ...means, uuid: outside.uuid }) : []
      const following = new Map(original.map(({ number, revision }) => [number, revision]))
      await writeSections(tx, document, input.language, { parts: inLanguage(original, fresh), following })
      return { id: document.id, path: `${facts.path}/edit/${input.language}` }
    },
    tell: ({ facts: { document } }) => [
      { kind: 'outcomes.language.begun', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
    ],
  })
