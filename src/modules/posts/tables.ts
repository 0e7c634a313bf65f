import type { Generated } from 'kysely'

export const KINDS = ['text', 'question', 'introduction', 'poll', 'story'] as const
/** How others may use a story; `here`: it may be read here, and no more. */
export const LICENCES = ['here', 'cc-by', 'cc-by-sa', 'cc0'] as const
export type Kind = (typeof KINDS)[number]
export type State = 'standing' | 'withdrawn' | 'hidden'
export const REACTIONS = ['thanks', 'can-help', 'same'] as const
export type ReactionSort = (typeof REACTIONS)[number]
export const MEASURES = ['slow', 'rest', 'pause'] as const
export type MeasureSort = (typeof MEASURES)[number]
export type CallSort = 'look' | 'conflict' | 'appeal'
/** When the counts of a poll are shown, as its author chose in words. */
export const SHOWN = ['from-ten', 'at-end'] as const
export type PollShown = (typeof SHOWN)[number]
export type Day = string

declare module '../../platform/db.ts' {
  interface Tables {
    post: {
      community_id: string
      id: string
      /** The post that it answers; null: it begins a thread. */
      thread_id: string | null
      /** The reply in that thread under which it is shown. */
      parent_id: string | null
      /** A thread about the same, beside which it was begun. */
      beside_id: string | null
      split_from: string | null
      kind: Kind
      state: Generated<State>
      /** Null: they have left, or a facilitator divided a thread. */
      member_id: string | null
      author_tag: Buffer | null
      named: boolean
      body_sealed: Buffer
      version: Generated<number>
      posted_at: Date
      edited_at: Date | null
      /** Of a thread: when it was begun or last answered. */
      moved_at: Date
      replies: Generated<number>
      /** By that day a facilitator looks whether it has an answer. */
      look_by: Day | null
      answered_at: Date | null
      pinned_until: Date | null
      hidden_for: string | null
      hidden_by: 'leads' | 'moderation' | null
      hidden_at: Date | null
      reasons_sealed: Buffer | null
    }
    post_version: { community_id: string; post_id: string; version: number; body_sealed: Buffer; until: Date }
    post_translation: {
      community_id: string
      post_id: string
      language: string
      member_id: string | null
      made_by: 'person' | 'machine'
      checked_by: string | null
      of_version: number
      body_sealed: Buffer
      made_on: Day
    }
    post_reaction: { community_id: string; post_id: string; member_id: string; sort: ReactionSort }
    post_poll: { community_id: string; post_id: string; answers: number; shown: PollShown; ends_at: Date; counts: number[] | null }
    post_ballot: { community_id: string; post_id: string; voter_tag: Buffer; answer: number }
    post_draft: { community_id: string; member_id: string; about: string; body_sealed: Buffer; kept_at: Date }
    post_measure: {
      community_id: string
      id: string
      sort: MeasureSort
      thread_id: string | null
      member_id: string | null
      /** Who decided it: for an appeal, which somebody else answers. */
      by_tag: Buffer | null
      seconds: number | null
      reason_sealed: Buffer
      since: Date
      until: Date
      ended_at: Date | null
    }
    post_call: {
      community_id: string
      id: string
      sort: CallSort
      thread_id: string | null
      measure_id: string | null
      member_id: string | null
      author_tag: Buffer | null
      text_sealed: Buffer
      asked_at: Date
      look_by: Day
      answer_sealed: Buffer | null
      answered_at: Date | null
    }
    /** Two who have no contact here; the tags in their order, so that a pair is one row. */
    post_apart: { community_id: string; first_tag: Buffer; second_tag: Buffer; id: string; since: Date }
    post_mute: { community_id: string; owner_tag: Buffer; muted_tag: Buffer }
  }
}
