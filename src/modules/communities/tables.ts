import type { Generated } from 'kysely'

export const SORTS = ['ancestry', 'culture', 'gender', 'youth', 'interest', 'purpose'] as const
export type Sort = (typeof SORTS)[number]
/** Who comes in: anybody; whoever is let in after asking; whoever is invited; the same, and nobody else learns that it exists. */
export const ACCESSES = ['open', 'request', 'closed', 'hidden'] as const
export type Access = (typeof ACCESSES)[number]
export type Readable = 'everybody' | 'members'
export const FACETS = ['origin', 'residence', 'language', 'topic', 'generation'] as const
export type FacetSort = (typeof FACETS)[number]
export const ROLES = ['member', 'facilitator', 'steward'] as const
export type Role = (typeof ROLES)[number]
export type OfferedRole = Exclude<Role, 'member'>
export type VouchSort = 'entry' | 'role'
export const PROPOSALS = ['charter', 'steward', 'other'] as const
export type ProposalSort = (typeof PROPOSALS)[number]
export const OUTCOMES = ['taken', 'not-taken'] as const
export type Outcome = (typeof OUTCOMES)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    community: {
      id: string
      /** Of a hidden one it is random, and says nothing. */
      slug: string
      sort: Sort
      access: Access
      /** Who reads what is written there. */
      readable: Readable
      state: Generated<'running' | 'ended'>
      /** The body that stands behind it; null: nobody but its members. */
      body_id: string | null
      languages: string[]
      youth: Generated<boolean>
      slow_seconds: Generated<number>
      /** Two members vouch for whoever comes in. */
      vouching: Generated<boolean>
      /** How many links a member may hand out in a month. */
      monthly_invitations: Generated<number>
      /** Of a space for the young: from which age, and whether a guardian has to have said yes. */
      guardian_age: number | null
      guardian: Generated<boolean>
      /** For which rule moderation took its name and words from the public. */
      hidden_for: string | null
      ended_at: Date | null
      /** Others hold it together: it has no stewards, and whoever belongs to it belongs to one of those. */
      jointly: Generated<boolean>
      /** From that day on it is read only, until both sides look after it again. */
      rests_on: Generated<string | null>
      founded_on: string
    }
    community_text: {
      community_id: string
      language: string
      position: number
      name: string
      summary: string
      plain: string
      guardians: Generated<string>
      member_id: string | null
    }
    community_holder: { community_id: string; holder_id: string }
    community_facet: { community_id: string; sort: FacetSort; value: string }
    community_member: {
      community_id: string
      /** What they wrote there is under this id, and under no other. */
      id: string
      account_tag: Buffer
      person_sealed: Buffer
      role: Role
      joined_on: string
      listed: Generated<boolean>
      /** Chose to be told after a long time away; only then, and of those who lead, the day of the last look is kept. */
      tell_back: Generated<boolean>
      looked_on: string | null
      /** On that day it ends, unless two have vouched; null: it holds. */
      lapses_on: string | null
      guardian: Generated<boolean>
    }
    community_address: { slug: string; community_id: string }
    community_question: { community_id: string; position: number; language: string; text: string }
    community_request: {
      community_id: string
      id: string
      account_tag: Buffer
      person_sealed: Buffer
      answers_sealed: Buffer
      reason_sealed: Buffer | null
      state: Generated<'waiting' | 'accepted' | 'declined'>
      guardian: Generated<boolean>
      asked_on: string
      decide_by: string
      decided_at: Date | null
    }
    community_invitation: {
      community_id: string
      id: string
      token_hash: Buffer
      member_id: string
      sentence_sealed: Buffer
      uses_left: number
      made_on: string
      expires_at: Date
    }
    community_vouch: { community_id: string; newcomer_id: string; voucher_id: string; sort: VouchSort; vouched_on: string }
    community_offer: { community_id: string; member_id: string; role: OfferedRole; offered_on: string }
    community_removal: {
      community_id: string
      account_tag: Buffer
      reason_sealed: Buffer
      banned: boolean
      removed_on: string
      appeal_sealed: Buffer | null
      answer_sealed: Buffer | null
      answered_on: string | null
    }
    community_proposal: {
      community_id: string
      id: string
      sort: ProposalSort
      member_id: string | null
      language: string
      text: string
      proposed_on: string
      threshold: number
      answer_by: string | null
      outcome: Outcome | null
      answer: string | null
      answered_on: string | null
    }
    community_support: { community_id: string; proposal_id: string; member_id: string }
    community_shelf: { person_tag: Buffer; communities_sealed: Buffer }
  }
}
