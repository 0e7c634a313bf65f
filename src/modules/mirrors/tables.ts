export const MIRROR_STATES = ['proposed', 'open', 'declined', 'withdrawn', 'lapsed', 'ended'] as const
export type MirrorState = (typeof MIRROR_STATES)[number]
export const VERSION_STATES = ['waiting', 'agreed', 'declined', 'replaced', 'lapsed'] as const
export type VersionState = (typeof VERSION_STATES)[number]
/** What happens on the day that both agreed on: they look at it again, or it ends. */
export const DUE = ['review', 'end'] as const
export type Due = (typeof DUE)[number]
export const READABLE = ['members', 'everybody'] as const
export type Readable = (typeof READABLE)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    mirror: {
      id: string
      from_id: string
      to_id: string
      state: MirrorState
      /** The community that the two hold together; null: it was never opened. */
      space_id: string | null
      proposed_at: Date
      opened_on: string | null
      settled_at: Date | null
      ended_for: string | null
      ended_language: string | null
      /** Since when one of the two has nobody who looks after it. */
      uneven_since: string | null
    }
    mirror_version: {
      mirror_id: string
      number: number
      /** Made of what its form carried: what arrives twice is one. */
      id: string
      /** Written by the side that proposed the space, or by the other; that one has said yes to it. */
      by_from: boolean
      languages: string[]
      readable: Readable
      due: Due
      due_on: string
      state: VersionState
      why: string | null
      why_language: string | null
      answer: string | null
      answer_language: string | null
      proposed_at: Date
      answer_by: string
      answered_at: Date | null
    }
    mirror_text: {
      mirror_id: string
      number: number
      language: string
      position: number
      original: boolean
      name: string
      sentence: string
      rules: string
    }
    mirror_member: {
      community_id: string
      member_id: string
      /** From which side they come, and whether they show it. */
      side_sealed: Buffer
    }
    mirror_facilitator: { community_id: string; member_id: string; of_from: boolean; place: number }
    /** By the id of their membership in the side that names them. */
    mirror_offer: { community_id: string; mirror_id: string; member_id: string; offered_on: string }
  }
}
