export const OUTCOMES = ['reached', 'partly', 'not-reached', 'dropped'] as const
export type Outcome = (typeof OUTCOMES)[number]
/** What becomes of the community when its purpose is closed. */
export const AFTERWARDS = ['goes-on', 'another', 'ends', 'archive'] as const
export type Afterwards = (typeof AFTERWARDS)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    purpose: {
      community_id: string
      id: string
      language: string
      goal: string
      /** What would count as reached. */
      reached_when: string
      /** Null, as target and baseline: it is reached in steps, or in words alone. */
      unit: string | null
      target: number | null
      baseline: number | null
      measured_by: string
      method: string
      risks: string
      deadline: string
      begun_at: Date
      /** A member; null: they left. */
      begun_by: string | null
      checked_on: string
      outcome: Outcome | null
      reason: string | null
      learned: string | null
      afterwards: Afterwards | null
      closed_at: Date | null
      /** For which rule moderation took it from the public. */
      hidden_for: string | null
    }
    purpose_step: { community_id: string; purpose_id: string; position: number; text: string }
    purpose_entry: {
      community_id: string
      purpose_id: string
      id: string
      happened_on: string
      amount: number | null
      step: number | null
      text: string
      source: string
      language: string
      member_id: string | null
      /** The entry in whose place it stands. */
      corrects: string | null
      written_at: Date
    }
    purpose_need: {
      community_id: string
      purpose_id: string
      id: string
      text: string
      language: string
      /** Where on this hub one reads more. */
      path: string | null
      until: string
      member_id: string | null
      ended_on: string | null
    }
  }
}
