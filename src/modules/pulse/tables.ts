export type Day = string
export type SenderSort = 'body' | 'community'

declare module '../../platform/db.ts' {
  interface Tables {
    call: {
      sender_id: string
      id: string
      sender_sort: SenderSort
      /** The first day of the month in which it was sent, and which one of that month it is. */
      month: Day
      number: number
      path: string
      ends_on: Day
      sent_at: Date
      /** It has ended or was taken back: in no feed any more. */
      over: boolean
      hidden_for: string | null
      opened: number
    }
    call_text: { sender_id: string; call_id: string; language: string; position: number; title: string; text: string }
    call_subject: { sender_id: string; call_id: string; sort: 'body' | 'community' | 'topic' | 'place'; subject: string }
    pulse: {
      subject_id: string
      id: string
      subject_sort: SenderSort
      year: number
      number: number
      /** Null: the questions of the hub, in the reader's language. */
      language: string | null
      questions: string[]
      asked_on: Day
      ends_on: Day
      closed_on: Day | null
    }
    pulse_answered: { subject_id: string; pulse_id: string; tag: Buffer }
    /** Answers 1 (not at all) to 5 (fully); 0: rather not say. */
    pulse_count: { subject_id: string; pulse_id: string; question: number; answer: number; given: number }
  }
}
