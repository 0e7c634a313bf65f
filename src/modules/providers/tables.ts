declare module '../../platform/db.ts' {
  interface Tables {
    sign_in_provider: {
      id: string
      slug: string
      name: string
      issuer: string
      client: string
      secret_sealed: Buffer | null
      body_slug: string | null
      enabled: boolean
      made_at: Date
    }
    /** The days alone. */
    provider_subject: { subject_tag: Buffer; provider_id: string; account_id: string; made_at: Date; used_at: Date | null }
    spent_passage: { state_hash: Buffer; expires_at: Date }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
