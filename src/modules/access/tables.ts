declare module '../../platform/db.ts' {
  interface Tables {
    /** `made_at` and `used_at` are days. */
    access_token: {
      id: string
      token_hash: Buffer
      account_id: string
      person_id: string
      name: string
      scopes: string[]
      made_at: Date
      expires_at: Date
      used_at: Date | null
    }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
