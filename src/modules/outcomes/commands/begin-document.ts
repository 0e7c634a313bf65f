import { all, yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { mayEdit } from '../policy.ts'
import { begun } from '../queries/arranged.ts'
import { compiled, type Means } from '../queries/compiled.ts'
import { documentOf, namedIn, placeAt } from '../queries/documents.ts'
import { done, language, place } from '../queries/shapes.ts'
import { no } from '../refusals.ts'
import { isolated, type Voice } from '../rules.ts'
import { numbered, writeSections } from './write-sections.ts'

export const beginDocument = (means: Means) =>
  command({
    name: 'outcomes.begin',
    summary: 'Begin the report of an edition or of a session, which the hub compiles, or the outcome document of an edition',
    route: 'POST /summits/{summit}/editions/{edition}/documents',
    input: z.object({ ...place, language }),
    output: done,
    async facts(tx, { input, actor, now }) {
      const number = input.sort === 'outcome' ? null : input.session
      const at = (await placeAt(tx, input, { sort: input.sort, number }, { actor, now })) ?? refuse(no('outcome.missing'))
      return { at, there: await documentOf(tx, at) }
    },
    may: ({ actor, facts }) => all(mayEdit(actor, facts.at.parts), facts.there === null ? yes : no('outcome.begun')),
    async run(tx, { input, facts: { at }, now, outside }) {
      const of = { editionId: at.edition.id, id: outside.uuid() }
      const inserted = await tx
        .insertInto('outcome_document')
        .values({
          ...{ edition_id: of.editionId, id: of.id, sort: input.sort, session_id: at.session?.id ?? null, begun_at: now },
          endorse_until: null,
        })
        .onConflict((oc) => oc.constraint('outcome_document_one').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (inserted === undefined) return refuse(no('outcome.begun'))
      const say = means.voice(input.language)
      const title = titleIn(say, await namedIn(tx, at, say.locale))
      await tx
        .insertInto('outcome_language')
        .values({
          ...{
            edition_id: of.editionId,
            document_id: of.id,
            language: input.language,
            position: 0,
            title,
          },
          ...{ translator: null, translator_name: '' },
        })
        .execute()
      const fresh = input.sort === 'report' ? await compiled(tx, at, input.language, { ...means, uuid: outside.uuid }) : []
      await writeSections(tx, of, input.language, { parts: numbered(begun(fresh), []), following: null })
      return { id: of.id, path: `${at.path}/edit` }
    },
    tell: ({ facts: { at }, result }) => [
      { kind: 'outcomes.document.begun', scope: at.edition.id, subject: result.id, data: { sort: at.sort }, visibility: 'internal' },
    ],
  })

type Titled = {
  readonly sort: string
  readonly edition: { readonly name: string }
  readonly session: { title: string; number: number } | null
}

export function titleIn(say: Voice, { sort, edition, session }: Titled): string {
  if (sort === 'outcome') return say('outcome.title.outcome', { edition: isolated(edition.name, say.dir) })
  return session === null
    ? say('outcome.title.report', { edition: isolated(edition.name, say.dir) })
    : say('outcome.title.session', { number: session.number, title: isolated(session.title, say.dir) })
}
