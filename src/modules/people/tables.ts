import type { Generated } from 'kysely'

declare module '../../platform/db.ts' {
  interface Tables {
    /** Stands in what came with a body from another hub for somebody who has not said yet who they are here. */
    awaited_person: { id: string }
    /** Without an address where somebody signs in by a provider of their body and gave none. `leaving_at`: when it is erased. */
    account: {
      id: string
      email_tag: Buffer | null
      email_sealed: Buffer | null
      language: string
      created_at: Date
      leaving_at: Date | null
    }
    /**
     * An identity of an account. When it was made is not kept. Its account is null, and `erase_at` is not, where the account is erased
     * and the identity waits for its own hour.
     */
    person: {
      id: string
      account_id: string | null
      name: string
      operator: Generated<boolean>
      /** As this identity one acts after signing in; one of an account at most. */
      at_sign_in: Generated<boolean>
      erase_at: Date | null
    }
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
      /** The account whose address is to be changed; null for a link that signs in. */
      for_account: string | null
      /** Where the letter about the change goes, once it is made. */
      old_email_sealed: Buffer | null
    }
    operator_invitation: { id: string; made_by: string; expires_at: Date; used_at: Date | null }
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
