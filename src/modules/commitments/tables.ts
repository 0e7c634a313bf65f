export type CommitmentState = 'proposed' | 'declined' | 'running' | 'kept' | 'partly' | 'not-kept' | 'withdrawn' | 'merged'
export type SupportState = 'asked' | 'accepted' | 'declined'
/** By what somebody did it, as everybody reads it; never who. */
export type Office = 'steward' | 'convener' | 'organiser' | 'hub'

export type ChangeKind =
  | 'proposed'
  | 'made'
  | 'accepted'
  | 'declined'
  | 'edited'
  | 'translated'
  | 'date-moved'
  | 'support-asked'
  | 'support-accepted'
  | 'support-declined'
  | 'milestone-added'
  | 'milestone-reached'
  | 'indicator-added'
  | 'measured'
  | 'evidence-added'
  | 'checked'
  | 'reported'
  | 'question-answered'
  | 'practice-written'
  | 'kept'
  | 'partly'
  | 'not-kept'
  | 'withdrawn'
  | 'merged'

/** A day of a calendar (2026-03-01): it has no time zone. */
export type Day = string

/** What a body says a year after it took up a practice of another. */
export type PracticeOutcome = 'helped' | 'partly' | 'not' | 'stopped'

export type ReportedValue = { readonly indicator: number; readonly value: number }

declare module '../../platform/db.ts' {
  interface Tables {
    commitment: {
      id: string
      lead_body: string
      edition_id: string | null
      /** Of its source. */
      session_id: string | null
      source_sort: string | null
      source_id: string | null
      source_version: number | null
      state: CommitmentState
      /** Of the original text. */
      version: number
      language: string
      starts_on: Day
      due_on: Day
      owner: string
      sdgs: number[]
      made_at: Date
      accepted_on: Day | null
      ended_on: Day | null
      merged_into: string | null
      hidden_for: string | null
      hidden_at: Date | null
    }
    commitment_text: {
      commitment_id: string
      language: string
      version: number
      title: string
      text: string
      /** The version of the original that a translation follows; null: this is the original. */
      follows: number | null
      written_at: Date
      office: Office
    }
    commitment_change: {
      commitment_id: string
      position: number
      kind: ChangeKind
      at: Date
      office: Office
      body_id: string | null
      reason: string | null
      language: string | null
      old_due: Day | null
      new_due: Day | null
    }
    commitment_supporter: {
      commitment_id: string
      body_id: string
      state: SupportState
      asked_at: Date
      answered_at: Date | null
    }
    commitment_milestone: {
      commitment_id: string
      number: number
      title: string
      language: string
      due_on: Day
      done_on: Day | null
    }
    commitment_indicator: {
      commitment_id: string
      number: number
      name: string
      unit: string
      language: string
      baseline: number
      target: number
    }
    commitment_measurement: {
      commitment_id: string
      indicator: number
      measured_on: Day
      value: number
      link: string | null
      written_at: Date
      office: Office
    }
    commitment_evidence: {
      commitment_id: string
      number: number
      text: string
      language: string
      link: string | null
      dated_on: Day
      written_at: Date
      office: Office
    }
    commitment_check: {
      commitment_id: string
      evidence: number
      body_id: string
      confirms: boolean
      text: string
      language: string
      checked_on: Day
      office: Office
    }
    commitment_wanted: { session_id: string; recommendation_id: string; answer: 'accepted' | 'partly' }
    commitment_pair: { commitment_id: string; other_id: string; decided_at: Date; office: Office }
    action_report: {
      body_id: string
      quarter: string
      version: number
      language: string
      sent_at: Date
      sent_on: Day
      office: Office
    }
    action_report_line: {
      body_id: string
      quarter: string
      version: number
      commitment_id: string
      done: string
      evidence: string | null
      link: string | null
      /** ReportedValue[], as JSON; it comes back as a list. */
      values: string
      due_on: Day | null
      due_reason: string | null
    }
    commitment_question: {
      commitment_id: string
      number: number
      /** Of the account that asked, for this commitment alone. */
      asker_tag: Buffer | null
      /** Null: taken back. */
      text: string | null
      language: string
      asked_on: Day
      withdrawn_on: Day | null
      answer: string | null
      answer_language: string | null
      answer_link: string | null
      answered_at: Date | null
      answer_office: Office | null
      hidden_for: string | null
      hidden_at: Date | null
    }
    practice: {
      commitment_id: string
      /** Of the original text. */
      version: number
      language: string
      /** Where it was done, as a code. */
      country: string | null
      checked_on: Day
      hidden_for: string | null
      hidden_at: Date | null
    }
    practice_text: {
      commitment_id: string
      language: string
      version: number
      title: string
      did: string
      cost: string
      worked: string
      failed: string
      /** For whom it is good, and for whom it is not. */
      whom: string
      follows: number | null
      written_on: Day
      office: Office
    }
    practice_adoption: {
      commitment_id: string
      body_id: string
      adopted_on: Day
      text: string
      language: string
      office: Office
      outcome: PracticeOutcome | null
      result: string | null
      result_language: string | null
      result_on: Day | null
    }
  }
}
