declare module '../../platform/db.ts' {
  interface Tables {
    /** `sealed`: what an account follows, mutes, in which order it reads and where it stopped (`queries/state.ts`). */
    following_state: { owner_tag: Buffer; sealed: Buffer }
    /** `subject`: `topic:health`. Rows of nought followers are not there. */
    followed: { subject: string; followers: number }
    feed_recipe: {
      id: string
      /** It goes with them. */
      owner_person: string
      title: string
      language: string
      subjects: string[]
      /** Order and weights, as JSON. */
      weights: string
      made_on: string
      ends_on: string
      /** For which rule moderation took it from the public. */
      hidden_for: string | null
    }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
