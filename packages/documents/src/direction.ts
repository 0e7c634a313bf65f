import type { Direction, Sentence } from './model.ts'

const LETTER = /\p{L}/u
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}]/u

/** The direction of a text by its first letter; `otherwise` where it has none. */
export function directionOfText(text: string, otherwise: Direction): Direction {
  const first = LETTER.exec(text)?.[0]
  if (first === undefined) return otherwise
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr'
}

/** A paragraph turns round where all its sentences do; otherwise it stands as its document does. */
export function directionOfParagraph(sentences: readonly Sentence[], document: Direction): Direction {
  const [first = document, ...others] = new Set(sentences.map(({ text }) => directionOfText(text, document)))
  return others.length === 0 ? first : document
}
