export type Sort = 'hub' | 'body' | 'community' | 'place' | 'edition' | 'event'
export type Way = 'phone' | 'mail' | 'page'
export type QuestionState = 'waiting' | 'taken' | 'closed'
/** `2026-03-04`. */
type Day = string

declare module '../../platform/db.ts' {
  interface Tables {
    named_contact: {
      sort: Sort
      /** The id of a body, a community, a place, an edition or an event; of the hub its own. */
      subject: string
      id: string
      /** Null until somebody agreed. */
      person_id: string | null
      deputy: boolean
      about: string
      /** Of these words. */
      language: string
      languages: readonly string[]
      hours: string
      reach: string
      days: number
      named_at: Date
      accepted_at: Date | null
      checked_on: Day
    }
    contact_question: {
      sort: Sort
      subject: string
      id: string
      asked_sealed: Buffer
      told_sealed: Buffer | null
      language: string
      way: Way
      state: QuestionState
      taken_by: string | null
      asked_on: Day
      answer_by: Day
      closed_at: Date | null
      /** From which full hour on those who answer are told of it; null: of what was asked long ago nobody is. */
      told_from: Date | null
    }
    helper_entry: { by_tag: Buffer; id: string; entry_sealed: Buffer; kept_on: Day }
    helper_count: { month: Day; kind: string; entered: number }
    contact_count: { month: Day; asked: number; in_time: number; late: number }
  }
}
