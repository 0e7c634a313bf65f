export const SORTS = ['part-of', 'holds', 'peer'] as const
/** Seen from the one that proposed it: it is a part of the other, the other is a part of it, or neither. */
export type Sort = (typeof SORTS)[number]
export type TieState = 'proposed' | 'standing' | 'declined' | 'lapsed' | 'ended'
/** What becomes of two that the hub takes for the same: it waits, was set aside for good, or became a proposal. */
export type LikenessState = 'waiting' | 'aside' | 'taken'
export const REASONS = ['name', 'about', 'words'] as const
/** By what: their names are alike; they are of one sort, from one place and in one place; they say nearly the same. */
export type Reason = (typeof REASONS)[number]
export type MergerState = 'proposed' | 'asking' | 'merged' | 'declined' | 'objected' | 'lapsed' | 'undone'

declare module '../../platform/db.ts' {
  interface Tables {
    tie: {
      id: string
      sort: Sort
      from_id: string
      to_id: string
      text: string
      language: string
      proposed_at: Date
      answer_by: string
      state: TieState
      answer: string | null
      answer_language: string | null
      answered_at: Date | null
      ended_on: string | null
      ended_for: string | null
      ended_language: string | null
      /** For which rule moderation took its words from the public. */
      hidden_for: string | null
    }
    merger: {
      id: string
      /** The one that would end. */
      ending_id: string
      into_id: string
      text: string
      language: string
      proposed_at: Date
      answer_by: string
      ending_says: boolean | null
      into_says: boolean | null
      /** Until then members of the one that would end can object. */
      object_by: string | null
      state: MergerState
      settled_at: Date | null
      hidden_for: string | null
    }
    /** The lesser id comes first. */
    likeness: { one_id: string; other_id: string; state: LikenessState; reasons: Reason[]; found_at: Date; settled_on: string | null }
    /** Hashes of what everybody may read of a community, by which it finds its like. */
    likeness_key: { key: Buffer; community_id: string }
    /** How far the hub has come in going through all communities: one row. */
    likeness_round: { one: boolean; after_id: string | null; rests_until: Date | null }
    merger_objection: { ending_id: string; merger_id: string; member_id: string }
  }
}
