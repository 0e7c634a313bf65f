export type Outcome = 'kept' | 'hidden'
export type AppealOutcome = 'upheld' | 'overturned'
export type DeciderRole = 'moderator' | 'operator'

declare module '../../platform/db.ts' {
  interface Tables {
    moderation_case: {
      scope_id: string
      id: string
      sort: string
      subject: string
      body_id: string
      /** To the hour, as all times of this room that belong to a person. */
      opened_at: Date
      decided_at: Date | null
    }
    report: {
      scope_id: string
      id: string
      case_id: string
      /** Code of a published rule, or `law`. */
      rule: string
      law: string | null
      text: string
      language: string
      reported_at: Date
    }
    decision: {
      scope_id: string
      case_id: string
      outcome: Outcome
      rule: string | null
      law: string | null
      facts: string
      language: string
      conflict: string | null
      /** Account that decided, as a tag of this case alone. */
      decider_tag: Buffer
      decider_role: DeciderRole
      decided_at: Date
    }
    appeal: {
      scope_id: string
      case_id: string
      by_author: boolean
      text: string
      language: string
      appealed_at: Date
      first_decider_tag: Buffer
      outcome: AppealOutcome | null
      /** What it is hidden for, where the appeal overturns "kept". */
      rule: string | null
      law: string | null
      reasons: string | null
      reasons_language: string | null
      decider_tag: Buffer | null
      decider_role: DeciderRole | null
      decided_at: Date | null
    }
    pressure_report: {
      id: string
      sealed: Buffer
      language: string
      reported_at: Date
      answer_sealed: Buffer | null
      answer_language: string | null
      answered_at: Date | null
    }
    pressure_circle: { person_id: string; since: Date }
  }
}
