declare module '../../platform/db.ts' {
  interface Tables {
    /** One thing that everybody may read, by the words that it is found by. */
    search_entry: {
      sort: string
      id: string
      /** As PostgreSQL writes a tsvector: words of the title weigh A, all others D. */
      words: string
      /** In which it was drawn: one for each language of the hub in which it has words of its own. */
      languages: string[]
      /** `sort:id` of all that it belongs to. */
      subjects: string[]
      /** When it takes place, else when it was published. */
      near_at: Date
      until: Date | null
      /** Of all the above: what did not change is not written again. */
      digest: Buffer
      /** In which round it was last met. */
      round: number
    }
    search_word: { word: string; grams: string[] }
    search_round: { sort: string; round: number; after_id: string | null; rests_until: Date | null }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
