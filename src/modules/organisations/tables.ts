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
  }
}
