export const KINDS = [
  'home-town',
  'professional',
  'faith',
  'student',
  'women',
  'youth',
  'chamber',
  'media',
  'charity',
  'umbrella',
  'government-unit',
  'mission',
  'international',
  'firm',
  'partner',
] as const
export type BodyKind = (typeof KINDS)[number]

export const OFFICES = ['steward', 'convener', 'moderator'] as const
export type Office = (typeof OFFICES)[number]

export const INVITATION_ROLES = [...OFFICES, 'member'] as const
export type InvitationRole = (typeof INVITATION_ROLES)[number]

export const PROOF_METHODS = ['dns', 'file'] as const
export type ProofMethod = (typeof PROOF_METHODS)[number]

/** How a body is known to be what it says it is; the strongest that holds. */
export const LEVELS = ['domain', 'attested', 'vouched'] as const
export type Level = (typeof LEVELS)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    body: { id: string; slug: string; kind: BodyKind; created_at: Date }
    body_text: { body_id: string; language: string; name: string; summary: string; position: number }
    office: { body_id: string; person_id: string; role: Office; since: Date; until: Date | null }
    membership: { body_id: string; person_id: string; since: Date }
    invitation: {
      body_id: string
      id: string
      role: InvitationRole
      invited_by: string | null
      created_at: Date
      expires_at: Date
      accepted_at: Date | null
    }
    body_domain: {
      body_id: string
      domain: string
      token: string
      claimed_at: Date
      /** A steward wants it looked at again; null: the daily check will do. */
      asked_at: Date | null
      checked_at: Date | null
      method: ProofMethod | null
      proven_at: Date | null
      expires_at: Date | null
      failing_since: Date | null
      /** While it fails: nothing is there, for certain. Else nobody answered. */
      absent: boolean
    }
    vouching: {
      body_id: string
      id: string
      voucher_id: string
      person_id: string
      given_at: Date
      expires_at: Date
      withdrawn_at: Date | null
    }
    attestation: {
      body_id: string
      id: string
      reason: string
      given_by: string | null
      given_at: Date
      expires_at: Date
      withdrawn_at: Date | null
    }
    verification: { body_id: string; level: Level; since: Date; lapsed_at: Date | null }
    /** The smaller id stands first. */
    body_difference: { body_id: string; other_id: string; marked_at: Date }
  }
}
