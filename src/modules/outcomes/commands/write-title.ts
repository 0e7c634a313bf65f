import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { mayEdit } from '../policy.ts'
import { demandDocument, languagesOf } from '../queries/documents.ts'
import { done, language, ref, title, translator, translatorName } from '../queries/shapes.ts'
import { no } from '../refusals.ts'

export const writeTitle = command({
  name: 'outcomes.write-title',
  summary: 'Give a document its title in one language; of a translation also who or what made it',
  route: 'PUT /documents/{document}/languages/{language}',
  input: z.object({ ...ref, language, title, translator: translator.default('person'), translatorName }),
  output: done,
  async facts(tx, { input, actor, now }) {
    const at = await demandDocument(tx, input.document, { actor, now }, 'write')
    return { ...at, version: (await languagesOf(tx, at.document)).find((one) => one.language === input.language) }
  },
  may: ({ actor, facts }) => all(mayEdit(actor, facts.parts), facts.version === undefined ? no('outcome.section-missing') : yes),
  async run(tx, { input, facts }) {
    const { document, version } = facts
    const by =
      version?.original === true
        ? { translator: null, translator_name: '' }
        : { translator: input.translator, translator_name: input.translatorName }
    await tx
      .updateTable('outcome_language')
      .set({ title: input.title, ...by })
      .where('edition_id', '=', document.editionId)
      .where('document_id', '=', document.id)
      .where('language', '=', input.language)
      .execute()
    return { id: document.id, path: `${facts.path}/edit/${input.language}` }
  },
  tell: ({ facts: { document } }) => [
    { kind: 'outcomes.title.written', scope: document.editionId, subject: document.id, data: {}, visibility: 'internal' },
  ],
})
