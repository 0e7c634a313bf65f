export { folded } from './folding.ts'
export { isSought, marked, soughtIn, wordsIn, type Piece, type Sought } from './words.ts'
export { gramsOf, isNear, slips } from './near.ts'
