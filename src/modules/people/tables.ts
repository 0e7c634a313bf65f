declare module '../../platform/db.ts' {
  interface Tables {
    account: { id: string; email_tag: Buffer; email_sealed: Buffer; operator: boolean; language: string; created_at: Date }
    /** An identity of an account: one now, several later. */
    person: { id: string; account_id: string; name: string; created_at: Date }
    session: { token_hash: Buffer; account_id: string; person_id: string; created_at: Date; seen_at: Date; expires_at: Date }
    sign_in_link: {
      id: string
      email_tag: Buffer
      email_sealed: Buffer
      language: string
      then_path: string | null
      created_at: Date
      expires_at: Date
      used_at: Date | null
    }
    passkey: {
      id: string
      account_id: string
      credential_id: Buffer
      public_key: Buffer
      counter: number
      name: string
      /** The day alone, as is `used_at`. */
      made_at: Date
      used_at: Date | null
    }
    spent_question: { question_hash: Buffer; expires_at: Date }
    recovery_code: { code_tag: Buffer; account_id: string; made_at: Date; used_at: Date | null }
  }
}

// Without an export this would be a script, and the words above would declare a module instead of widening one.
export {}
