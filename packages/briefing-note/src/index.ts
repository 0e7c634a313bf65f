/** Reads the briefing note of a session from plain text, loses nothing of it, and says what it is unsure of. Pure: text in, data out. */
export type { BriefingNote, ReadNote, Section } from './read.ts'
export type { Decided, Part, Piece, PieceKind, Uncertainty, UncertaintyCode } from './parts.ts'
export type { Language } from './words.ts'
export type { UnreadableCode } from './clean.ts'
export { contextAsMarkdown, readBriefingNote } from './read.ts'
export { decodeNote, LONGEST_NOTE } from './clean.ts'
export { PARTS } from './parts.ts'
