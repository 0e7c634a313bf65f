import type { ColumnType, Generated } from 'kysely'

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

/** How the page of an outside account says whose it is. */
export const ACCOUNT_METHODS = ['rel-me', 'token'] as const
export type AccountMethod = (typeof ACCOUNT_METHODS)[number]

/** The two sides between which a body becomes the chapter of another. */
export const SIDES = ['chapter', 'umbrella'] as const
export type Side = (typeof SIDES)[number]

/** Who put a body into the archive; `move`: it leaves for another hub, and nobody here takes it out. */
export const ARCHIVERS = ['stewards', 'operator', 'move'] as const
export type Archiver = (typeof ARCHIVERS)[number]

/** A short text by language. */
export type Titles = Readonly<Record<string, string>>

/** How a body is known to be what it says it is; the strongest that holds. */
export const LEVELS = ['domain', 'attested', 'vouched'] as const
export type Level = (typeof LEVELS)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    body: {
      id: string
      slug: string
      kind: BodyKind
      created_at: Date
      founded: Generated<number | null>
      countries: Generated<string[]>
      languages: Generated<string[]>
      web: Generated<string | null>
      contact: Generated<string | null>
      archived_at: Generated<Date | null>
      archived_by: Generated<Archiver | null>
    }
    body_text: {
      body_id: string
      language: string
      name: string
      summary: string
      position: number
      /** What the kind of body asks for: where its people come from, their field, their institution. */
      focus: Generated<string>
      expectations: Generated<string>
    }
    /** What a text was before it was changed, in the order of the versions. */
    body_text_version: {
      body_id: string
      language: string
      version: number
      name: string
      summary: string
      focus: string
      expectations: string
      replaced_at: Date
    }
    office: {
      body_id: string
      person_id: string
      role: Office
      since: Date
      until: Date | null
      /** Until when it was agreed; it goes on until somebody ends it. */
      term_ends: Generated<Date | null>
      /** When it ends by itself: it was delegated. */
      ends_at: Generated<Date | null>
      delegated_by: Generated<string | null>
      titles: ColumnType<Titles, string | undefined, string>
      /** From whom it was taken over. */
      after_person: Generated<string | null>
    }
    membership: { body_id: string; person_id: string; since: Date }
    invitation: {
      body_id: string
      id: string
      role: InvitationRole
      invited_by: string | null
      created_at: Date
      expires_at: Date
      accepted_at: Date | null
      term_ends: Generated<Date | null>
      delegated_until: Generated<Date | null>
      /** Whose office it is that whoever accepts takes over. */
      hands_over: Generated<string | null>
    }
    chapter: {
      umbrella_id: string
      id: string
      chapter_id: string
      proposed_by: Side
      proposed_at: Date
      begun_at: Date | null
      ended_at: Date | null
    }
    body_account: {
      body_id: string
      id: string
      url: string
      token: string
      listed_at: Date
      asked_at: Date | null
      checked_at: Date | null
      method: AccountMethod | null
      proven_at: Date | null
      failing_since: Date | null
      /** While it fails: nothing is there, for certain. Else nobody answered. */
      absent: boolean
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
