/** A document and what can be said of it without printing it. Pure: no clock, no language, no library. */
export { canonicalDocument } from './canonical.ts'
export { directionOfParagraph, directionOfText } from './direction.ts'
export { faultsOf } from './faults.ts'
export {
  articleLevels,
  dayOf,
  filled,
  inOrderOfCitation,
  OWN_SIGN,
  sentencesOf,
  untraced,
  type Article,
  type Block,
  type Direction,
  type Document,
  type Figure,
  type Heading,
  type List,
  type Note,
  type Paragraph,
  type Sentence,
  type Table,
  type Words,
} from './model.ts'
export { printable, printableAll } from './printable.ts'
export { textOf } from './text.ts'
