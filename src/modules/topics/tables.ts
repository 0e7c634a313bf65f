declare module '../../platform/db.ts' {
  interface Tables {
    topic: {
      /** Stays when the name changes: addresses and things hold it. */
      key: string
      /** Null: it stands at the top. There are two levels. */
      parent: string | null
      position: number
      /** From an interest in it one could conclude what somebody believes, what they hold of politics, or how they are. */
      sensitive: boolean
      hidden: boolean
      /** Where its key leads now; null: nowhere else. */
      merged_into: string | null
    }
    topic_name: { topic_key: string; language: string; name: string }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
