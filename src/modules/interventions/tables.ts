import type { Generated } from 'kysely'

export type Role = 'panellist' | 'participant' | 'host' | 'chair' | 'floor'
export type TextForm = 'verbatim' | 'summary'
/** `unchosen`: taken down by somebody else, and the speaker has not said yet how they want to be named. `left`: was named, and left the hub. */
export type Attribution = 'unchosen' | 'named' | 'label' | 'none' | 'left'
/** `intermediary`: said to a trusted intermediary; nobody's account is behind it. */
export type Origin = 'note' | 'own' | 'transcript' | 'paper' | 'intermediary'
export type Consent = 'spoken' | 'written'

declare module '../../platform/db.ts' {
  interface Tables {
    /** A meeting away from the hub, of which contributions on paper are typed in. */
    session_meeting: {
      session_id: string
      id: string
      title: string
      language: string
      place: string | null
      held_on: string
      people: number
      entered_by: string | null
    }
    intervention: {
      session_id: string
      id: string
      role: Role
      form: TextForm
      language: string
      text: string
      question: number | null
      block_id: string | null
      said_at: Date | null
      attribution: Attribution
      /** On the run sheet. */
      speaker_id: string | null
      /** Only where they are named by this identity. */
      person_id: string | null
      label: string | null
      /** Who it was, as a note-taker wrote it down to find them again; gone once the speaker has chosen. */
      noted_speaker: string | null
      owner_tag: Buffer | null
      claim_hash: Buffer | null
      source: Origin
      meeting_id: string | null
      consent: Consent | null
      captured_by: string | null
      /** Of what somebody wrote themselves the day alone. */
      captured_at: Date
      version: number
      /** By the run sheet or by an identity, also if it stands without a name since. */
      was_named: Generated<boolean>
      withdrawn_at: Date | null
      hidden_for: string | null
    }
    earlier_intervention: { session_id: string; intervention_id: string; version: number; language: string; text: string }
    intervention_label: { session_id: string; label_hash: Buffer; owner: Buffer }
  }
}
