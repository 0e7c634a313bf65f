import type { Generated } from 'kysely'

export type IdeaStatus = 'waiting' | 'published' | 'declined' | 'withdrawn'
export type Outcome = 'taken-up' | 'merged' | 'passed-on' | 'not-taken'
export type Access = 'anyone' | 'account'
export type Moderation = 'before' | 'after'

declare module '../../platform/db.ts' {
  interface Tables {
    idea_call: {
      session_id: string
      opens_at: Date
      closes_at: Date
      answer_by: Date
      access: Access
      moderation: Moderation
      opened_by: string | null
      opened_at: Date
    }
    idea_call_text: { session_id: string; language: string; position: number; text: string }
    idea: {
      session_id: string
      id: string
      title: string
      text: string
      language: string
      question: number | null
      label: string | null
      status: IdeaStatus
      /** A published rule, or "law". */
      declined_for: string | null
      note: string | null
      /** Of somebody with an account; whoever has none comes back by the link alone. */
      owner_tag: Buffer | null
      version: number
      /** The day alone. */
      written_on: Date
      /** Everybody could read it once: then a mark of it stays. */
      was_public: Generated<boolean>
      decided_at: Date | null
      withdrawn_at: Date | null
    }
    earlier_idea: { session_id: string; idea_id: string; version: number; title: string; text: string; language: string }
    idea_answer: {
      session_id: string
      idea_id: string
      outcome: Outcome
      reason: string
      language: string
      merged_with: string | null
      passed_to: string | null
      answered_by: string | null
      answered_at: Date
    }
  }
}
