import type { Reader, Tx } from '../../../platform/db.ts'
import { answerPiece, minorityPiece, stepPiece, wordingPiece, type Piece, type Translation } from '../rules.ts'
import type {} from '../tables.ts'
import type { Answer } from './answers.ts'
import type { Contribution } from './contribution-facts.ts'
import type { Wording } from './wordings.ts'

export type ReasonedStep = { readonly position: number; readonly reason: string | null; readonly language: string | null }

type Parts = {
  readonly wordings: readonly Wording[]
  readonly steps: readonly ReasonedStep[]
  readonly answers: readonly Answer[]
  readonly youth: { readonly text: string; readonly language: string; readonly version: number } | null
  readonly contributions: readonly Pick<Contribution, 'id' | 'sort' | 'version' | 'language' | 'text'>[]
}

/** All that can be translated, in the order of the page: what everybody reads of it now. */
export function piecesOf({ wordings, steps, answers, youth, contributions }: Parts): readonly Piece[] {
  const [wording, answer] = [wordings.at(-1), answers.at(-1)]
  return [
    ...(wording === undefined ? [] : [wordingPiece(wording)]),
    ...(youth === null ? [] : [{ piece: 'youth', version: youth.version, language: youth.language, words: [youth.text] }]),
    ...(answer === undefined ? [] : [answerPiece(answer)]),
    ...contributions
      .filter(({ sort }) => sort === 'minority')
      .map(({ id, version, language, text }) => ({ piece: minorityPiece(id), version, language, words: [text] })),
    ...steps.flatMap(({ position, reason, language }) =>
      reason === null ? [] : [{ piece: stepPiece(position), version: 1, language: language ?? 'und', words: [reason] }],
    ),
  ]
}

type Of = { readonly sessionId: string; readonly id: string }

export async function translationsOf(db: Reader, { sessionId, id }: Of): Promise<readonly Translation[]> {
  return db
    .selectFrom('recommendation_translation')
    .select(['piece', 'language', 'follows', 'words', 'translator', 'translator_name as name', 'office'])
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .orderBy('language')
    .orderBy('piece')
    .execute()
}

/** Where words are taken back their translations go with them. */
export async function forgetTranslations(tx: Tx, { sessionId, id }: Of, piece: string): Promise<void> {
  await tx
    .deleteFrom('recommendation_translation')
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .where('piece', '=', piece)
    .execute()
}
