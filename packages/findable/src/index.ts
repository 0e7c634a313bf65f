export { folded } from './folding.ts'
export { marked, soughtIn, wordsIn, type Piece, type Sought } from './words.ts'
export { gramsOf, isNear, slips } from './near.ts'
