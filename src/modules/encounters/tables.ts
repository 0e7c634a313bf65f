import type { Generated } from 'kysely'

export type SuggestionState = 'open' | 'asked' | 'passed' | 'gone'
export type PairState = 'asked' | 'declined' | 'open'
export type MeetingState = 'proposed' | 'agreed' | 'cancelled'
export type RoomState = 'proposed' | 'open'

declare module '../../platform/db.ts' {
  interface Tables {
    /** An account in the networking of one session. Its id never leaves the database: it would join two names of one account. */
    encounter_member: {
      session_id: string
      id: string
      owner_tag: Buffer
      /** Of what they say of themselves. */ changes: Generated<number>
    }
    /** What others may see of a member while they are on the list. Its id is another one each time they come. */
    encounter_entry: {
      session_id: string
      member_id: string
      id: string
      person_id: string
      not_to_states: boolean
      told_sealed: Buffer
    }
    /** Whom a member was shown. `gone`: the other left the list while the suggestion was open; they are not shown to this member again. */
    encounter_suggestion: { session_id: string; member_id: string; other_id: string; state: SuggestionState; drawn_on: string }
    encounter_apart: { session_id: string; member_id: string; other_id: string; sort: 'declined' | 'ended' | 'blocked' }
    encounter_pair: {
      session_id: string
      id: string
      first_id: string
      second_id: string
      asked_by: string
      state: PairState
      changed_at: Date
      first_muted: Generated<boolean>
      second_muted: Generated<boolean>
      first_contact: Buffer | null
      second_contact: Buffer | null
      first_keeps: Generated<boolean>
      second_keeps: Generated<boolean>
    }
    encounter_message: {
      session_id: string
      pair_id: string
      id: string
      by_id: string
      text_sealed: Buffer
      /** It holds a link, an address or what looks like details of a payment. */
      warned: boolean
      hidden: Generated<boolean>
      written_at: Date
    }
    encounter_meeting: {
      session_id: string
      id: string
      pair_id: string
      proposed_by: string
      starts_at: Date
      minutes: number
      place_sealed: Buffer
      state: MeetingState
      at_table: Generated<boolean>
    }
    /** A quarter of an hour of a member, taken by a meeting or by a room. */
    encounter_slot: { session_id: string; member_id: string; starts_at: Date; meeting_id: string | null; room_id: string | null }
    encounter_room: {
      session_id: string
      id: string
      /** The member who proposed it; null: the organisers opened it, or its proposer left the list. */
      proposed_by: string | null
      state: RoomState
      said_sealed: Buffer
      capacity: number
      starts_at: Date
      minutes: number
    }
    encounter_seat: { session_id: string; member_id: string; room_id: string; capacity: number; place: number }
    /** Tables of the organisers for meetings of two, and when they may be had. */
    encounter_table_plan: { session_id: string; tables: number; minutes: number; starts_at: Date; ends_at: Date }
    encounter_table_slot: { session_id: string; table_number: number; starts_at: Date; meeting_id: string }
    encounter_handed: {
      session_id: string
      id: string
      author_tag: Buffer
      handed_by: string | null
      text: string
      messages: string[]
      handed_at: Date
      hidden_for: string | null
    }
    /** Two that both said they keep the contact; it lasts until one of them ends it. */
    kept_contact: { id: string; one_person: string; other_person: string; one_sealed: Buffer; other_sealed: Buffer; kept_on: string }
  }
}
