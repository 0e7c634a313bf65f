import { isUuid } from '#base'
import type { Reader } from '../../../platform/db.ts'
import type {} from '../tables.ts'

export const WORDS = ['tie', 'merger'] as const
/** Of what words are reported: a tie, with what both sides said of it, or a merger. */
export type WordsOf = (typeof WORDS)[number]
export type At = { readonly sort: WordsOf; readonly id: string }

export type WordsRow = {
  readonly sort: WordsOf
  readonly id: string
  /** The community in whose name, or of which, it was said; and the other. */
  readonly scope: string
  readonly other: string
  readonly texts: readonly string[]
  readonly language: string
  readonly hiddenFor: string | null
  readonly at: Date
}

/** Where they stand, and all that was written there. */
export async function wordsRow(db: Reader, { sort, id }: At): Promise<WordsRow | null> {
  if (!isUuid(id)) return null
  if (sort === 'tie') {
    const row = await db.selectFrom('tie').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    const texts = [row.text, row.answer, row.ended_for].flatMap((text) => (text === null ? [] : [text]))
    return {
      ...{ sort, id, scope: row.from_id, other: row.to_id, texts, language: row.language },
      ...{ hiddenFor: row.hidden_for, at: row.proposed_at },
    }
  }
  const row = await db.selectFrom('merger').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  return {
    ...{ sort, id, scope: row.ending_id, other: row.into_id, texts: [row.text], language: row.language },
    ...{ hiddenFor: row.hidden_for, at: row.proposed_at },
  }
}
