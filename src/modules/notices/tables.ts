declare module '../../platform/db.ts' {
  interface Tables {
    notices_state: {
      account_id: string
      /** Goes into the links of letters in the account's place. */
      letter_key: string
      /** The sorts of news that letters are wanted about. */
      letters: string[]
      /** Where it is seven in the morning; null: where the hub is at home. */
      zone: string | null
      seen_until: Date
      mailed_until: Date
    }
    notices_letter: { id: string; account_id: string; since: Date; until: Date }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
