import type { Tx } from '../../../platform/db.ts'
import type { Question } from '../queries/requests.ts'
import { plainOf, type Facet } from '../rules.ts'
import type {} from '../tables.ts'

type Text = { readonly language: string; readonly name: string; readonly summary: string }

/** These alone, in this order: the first is shown to whoever reads none of the languages. */
export async function writeTexts(tx: Tx, community: string, texts: readonly Text[]): Promise<void> {
  await tx.deleteFrom('community_text').where('community_id', '=', community).execute()
  await tx
    .insertInto('community_text')
    .values(
      texts.map(({ language, name, summary }, position) => ({
        ...{ community_id: community, language, position, name, summary, plain: plainOf({ name, summary }), member_id: null },
      })),
    )
    .execute()
}

/** What it is about from now on; what stands there twice is one. */
export async function writeFacets(tx: Tx, community: string, facets: readonly Facet[]): Promise<void> {
  await tx.deleteFrom('community_facet').where('community_id', '=', community).execute()
  if (facets.length > 0)
    await tx
      .insertInto('community_facet')
      .values(facets.map(({ sort, value }) => ({ community_id: community, sort, value })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** What whoever asks to come in answers from now on. */
export async function writeQuestions(tx: Tx, community: string, questions: readonly Question[]): Promise<void> {
  await tx.deleteFrom('community_question').where('community_id', '=', community).execute()
  if (questions.length > 0)
    await tx
      .insertInto('community_question')
      .values(questions.map(({ language, text }, position) => ({ community_id: community, position, language, text })))
      .execute()
}
