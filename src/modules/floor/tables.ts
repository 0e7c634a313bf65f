export type Naming = 'named' | 'pseudonym' | 'unnamed'
export type QuestionState = 'waiting' | 'shown' | 'floor' | 'answered' | 'merged' | 'declined' | 'withdrawn'
export type HandState = 'raised' | 'called' | 'lowered'
export type TurnRole = 'host' | 'chair' | 'panellist' | 'participant' | 'other'
export type PollSort = 'single' | 'several' | 'scale'

declare module '../../platform/db.ts' {
  interface Tables {
    floor_question: {
      session_id: string
      /** Made by the form or the script that sends it. */
      id: string
      /** Null: cut after its days, or they left the hub. */
      person_id: string | null
      text: string
      language: string
      /** Number of the guiding question it is under. */
      guiding: number | null
      naming: Naming
      pseudonym: string | null
      /** Read by those who lead the session alone. */
      chair_only: boolean
      state: QuestionState
      merged_into: string | null
      declined_for: string | null
      note: string | null
      answer: string | null
      /** Of the answer, or of the note with which it was declined. */
      answer_language: string | null
      answered_as: string | null
      /** The rule for which moderators hid it. */
      hidden_for: string | null
      /** Of others; it stays when their rows are gone. */
      voices: number
      version: number
      asked_at: Date
      decided_at: Date | null
      shown_at: Date | null
      answered_at: Date | null
    }
    floor_voice: { session_id: string; question_id: string; person_id: string; given_at: Date }
    floor_hand: {
      session_id: string
      id: string
      person_id: string
      /** As they chose to be called up. */
      label: string
      language: string
      group_label: string | null
      state: HandState
      raised_at: Date
    }
    floor_turn: {
      session_id: string
      id: string
      block_id: string | null
      /** Of the run sheet; else the label says who. */
      speaker_id: string | null
      person_id: string | null
      label: string | null
      role: TurnRole
      language: string | null
      group_label: string | null
      began_at: Date
      ended_at: Date | null
    }
    floor_poll: {
      session_id: string
      id: string
      text: string
      language: string
      sort: PollSort
      /** When everybody sees the counts: while it is open, or once it is closed. */
      shows: 'live' | 'closed'
      state: 'draft' | 'open' | 'closed'
      /** How many people answered; written down when it closes. */
      answered: number | null
      made_at: Date
      opened_at: Date | null
      closed_at: Date | null
    }
    floor_option: { session_id: string; poll_id: string; number: number; text: string; count: number | null }
    floor_answer: { session_id: string; poll_id: string; person_id: string; chosen: number[]; answered_at: Date }
    floor_table: {
      session_id: string
      id: string
      number: number
      sat: number
      facilitator: string | null
      entered_by: string | null
      entered_as: string
      entered_at: Date
      withdrawn_at: Date | null
    }
    floor_table_text: {
      session_id: string
      id: string
      table_id: string
      position: number
      guiding: number | null
      text: string
      language: string
    }
    floor_transcript: {
      session_id: string
      id: string
      block_id: string | null
      language: string
      entered_by: string | null
      entered_at: Date
      published_at: Date | null
    }
    floor_line: {
      session_id: string
      transcript_id: string
      position: number
      starts_ms: number
      ends_ms: number | null
      /** Of the run sheet: their name is public. A label is read by those who keep the record alone. */
      speaker_id: string | null
      label: string | null
      text: string
      version: number
    }
    floor_extract: {
      session_id: string
      id: string
      transcript_id: string
      position: number
      text: string
      guiding: number | null
      state: 'standing' | 'withdrawn'
      version: number
      marked_at: Date
    }
    floor_put: {
      session_id: string
      id: string
      question_id: string | null
      extract_id: string | null
      text: string
      language: string
      place: string
      title: string
      title_language: string
      place_path: string
      path: string
      put_at: Date
    }
  }
}
