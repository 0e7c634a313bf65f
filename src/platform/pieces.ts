/** So many rows of a table are held at once where all of them are gone through. */
export const PIECE = 5000

/** All rows, read piece by piece: `read` gives those that come after the last one of the piece before, at most `PIECE` of them. */
export async function* inPieces<Row>(read: (after: Row | null) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let piece = await read(null); piece.length > 0; piece = await read(piece.at(-1) ?? null)) yield* piece
}
