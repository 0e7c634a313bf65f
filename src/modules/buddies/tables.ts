export type Sort = 'community' | 'place'
export type PairState = 'proposed' | 'running' | 'over' | 'dropped'
/** `2026-03-04`. */
type Day = string

declare module '../../platform/db.ts' {
  interface Tables {
    buddy_offer: {
      /** The id of a community, or of a country or a town. */
      scope: string
      id: string
      sort: Sort
      by_tag: Buffer
      offer_sealed: Buffer
      most: number
      until: Day
      checked_on: Day
    }
    buddy_request: { scope: string; id: string; sort: Sort; by_tag: Buffer; request_sealed: Buffer; asked_on: Day; until: Day }
    buddy_pair: {
      scope: string
      id: string
      sort: Sort
      offer_id: string
      request_id: string
      buddy_tag: Buffer
      newcomer_tag: Buffer
      /** Null once it did not come about. */
      pair_sealed: Buffer | null
      state: PairState
      buddy_said: boolean
      newcomer_said: boolean
      changed_on: Day
      ends_on: Day | null
      /** Whether they are still asked if it was good. */
      buddy_asked: boolean
      newcomer_asked: boolean
    }
    buddy_count: { scope: string; month: Day; begun: number; good: number; partly: number; bad: number }
  }
}
