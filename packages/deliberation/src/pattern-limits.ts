/** From where on a way of voting is worth a look. Advice: these numbers shape no result and stand in no certificate. */
export type PatternLimits = {
  /** Identical vectors: so many people at least, with so many votes each. */
  fewestCopies: number
  fewestCopiedVotes: number
  /** One and the same answer everywhere: so many votes at least. */
  fewestOneAnswerVotes: number
  /** Speed: so many votes at least, half of the pauses between them shorter than so many milliseconds. */
  fewestTimedVotes: number
  fastestReadingMs: number
  /** Bursts: so many first votes at least within one of these widths, and so many times the usual rate. */
  fewestInBurst: number
  burstWidthsMs: readonly number[]
  burstFactor: number
  /** A finding is made when fewer than so many of its kind are expected by chance in the whole dialogue. */
  byChance: number
  /** At most so many findings of a kind, the strongest. */
  mostListed: number
}

export const patternLimits: PatternLimits = {
  fewestCopies: 3,
  fewestCopiedVotes: 10,
  fewestOneAnswerVotes: 15,
  fewestTimedVotes: 15,
  fastestReadingMs: 1500,
  fewestInBurst: 20,
  burstWidthsMs: [60_000, 600_000],
  burstFactor: 10,
  byChance: 0.001,
  mostListed: 100,
}
