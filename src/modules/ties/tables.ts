export const SORTS = ['part-of', 'holds', 'peer'] as const
/** Seen from the one that proposed it: it is a part of the other, the other is a part of it, or neither. */
export type Sort = (typeof SORTS)[number]
export type TieState = 'proposed' | 'standing' | 'declined' | 'lapsed' | 'ended'
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
    }
    merger_objection: { ending_id: string; merger_id: string; member_id: string }
  }
}
