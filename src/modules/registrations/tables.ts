import type { Generated } from 'kysely'

export type PlaceState = 'asked' | 'waiting' | 'confirmed' | 'declined'
export type Mode = 'in-person' | 'online'
export type QuestionSort = 'text' | 'choice' | 'yes-no'

declare module '../../platform/db.ts' {
  interface Tables {
    registration_plan: {
      edition_id: string
      opens_at: Date
      closes_at: Date
      /** Null: as many as come; 0: nobody comes in this way. */
      in_person_places: number | null
      online_places: number | null
      by_approval: boolean
      /** Whether whoever stands at the door sees the names of badges. */
      names_at_door: boolean
      /** What is told in public, in tens; it follows when ten people more or fewer have a place. */
      shown_in_person: Generated<number>
      shown_online: Generated<number>
    }
    registration_question: {
      edition_id: string
      id: string
      position: number
      sort: QuestionSort
      required: boolean
      /** By language, the first one first: the question and, of a choice, what can be chosen. */
      texts: string
    }
    registration: {
      edition_id: string
      id: string
      person_id: string
      holder_tag: Buffer
      state: PlaceState
      mode: Mode
      /** Named to nobody, at the door neither: counted only. */
      quiet: boolean
      /** Whether they want the ticket by mail. */
      letter: boolean
      moved_up: boolean
      code_sealed: Buffer
      /** What a device at the door knows of the code while it has no connection. */
      code_hash: Buffer
      asked_at: Date
      decided_at: Date | null
      /** Why it was declined. */
      reason_sealed: Buffer | null
    }
    registration_answer: { edition_id: string; registration_id: string; sealed: Buffer; ends_at: Date }
    registration_reading: {
      edition_id: string
      id: string
      registration_id: string
      /** The beginning of the hour. */
      read_at: Date
      ends_at: Date
    }
    check_in: { edition_id: string; registration_id: string; key: string; device: string | null; at: Date; ends_at: Date }
    check_in_link: { edition_id: string; id: string; made_by: string | null; expires_at: Date }
    agenda_star: { edition_id: string; person_id: string; session_id: string }
    agenda_feed: { edition_id: string; id: string; person_id: string }
  }
}
