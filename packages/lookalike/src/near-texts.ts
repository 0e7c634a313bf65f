/** Two texts stand near from this share of the different words of both that are in both (the Jaccard index). */
export const NEAR = 0.4
/** Shorter words say little of what a text is about. */
export const LEAST_LETTERS = 4

/** The different words of a text, without regard to case, of at least so many letters. */
export const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (
      text
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
    ).filter((word) => [...word].length >= LEAST_LETTERS),
  )

/** From 0 (no word in common, or no words) to 1 (the same words). */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}
